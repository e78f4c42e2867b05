using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.InstanceProfiles;

/// <summary>AWS: ListInstanceProfiles.</summary>
public sealed record ListInstanceProfilesRequest
{
    /// <summary>Only those whose path begins so.</summary>
    [Length(1, 512), RegularExpression(UserRules.PathPrefixPattern)]
    public string? PathPrefix { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListInstanceProfiles, answer.</summary>
public sealed record ListInstanceProfilesResponse
{
    /// <summary>Empty.</summary>
    public IReadOnlyList<Nothing> InstanceProfiles { get; init; } = [];

    /// <summary>Always false.</summary>
    public bool? IsTruncated { get; init; } = false;
}

/// <summary>Lists no instance profiles: there are no instances here, and tools look for profiles before they remove roles.</summary>
public sealed class ListInstanceProfiles : ReadOperation<ListInstanceProfilesRequest, ListInstanceProfilesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListInstanceProfiles", AccessLevel.List)
    {
        Resource = ActionResource.InstanceProfile,
        Differs = "the list is always empty: none can be made here",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListInstanceProfilesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, $"arn:aws:iam::{context.Caller.AccountId}:instance-profile{request.PathPrefix ?? "/"}"));

    /// <inheritdoc/>
    protected override Task<Result<ListInstanceProfilesResponse>> HandleAsync(ListInstanceProfilesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult<Result<ListInstanceProfilesResponse>>(new ListInstanceProfilesResponse());
}
