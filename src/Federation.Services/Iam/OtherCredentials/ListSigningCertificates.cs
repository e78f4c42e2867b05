using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OtherCredentials;

/// <summary>AWS: ListSigningCertificates.</summary>
public sealed record ListSigningCertificatesRequest
{
    /// <summary>Name of the user; the caller, a user or root, by default.</summary>
    [Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListSigningCertificates, answer.</summary>
public sealed record ListSigningCertificatesResponse
{
    /// <summary>Empty.</summary>
    public IReadOnlyList<Nothing> Certificates { get; init; } = [];

    /// <summary>Always false.</summary>
    public bool? IsTruncated { get; init; } = false;
}

/// <summary>Lists no signing certificates of a user.</summary>
public sealed class ListSigningCertificates : ReadOperation<ListSigningCertificatesRequest, ListSigningCertificatesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListSigningCertificates", AccessLevel.List)
    {
        Resource = ActionResource.User,
        Differs = "the list is always empty: none can be made here",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListSigningCertificatesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        UserOrCaller.DemandsAsync(Descriptor.Action, request.UserName, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<ListSigningCertificatesResponse>> HandleAsync(ListSigningCertificatesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserOrCaller.FindAsync(await context.ReadAsync(cancellationToken), request.UserName, context, cancellationToken);
        return user.Succeeded ? new ListSigningCertificatesResponse() : user.Error;
    }
}
