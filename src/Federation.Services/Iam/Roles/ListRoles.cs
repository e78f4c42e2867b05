using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: ListRoles.</summary>
public sealed record ListRolesRequest
{
    /// <summary>Only roles whose path begins so; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(@"\u002F[\u0021-\u007F]*")]
    public string? PathPrefix { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 1024)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListRoles, answer.</summary>
public sealed record ListRolesResponse
{
    /// <summary>The roles, without tags and boundary.</summary>
    public IReadOnlyList<RoleShape> Roles { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the roles of the caller's account.</summary>
public sealed class ListRoles : ReadOperation<ListRolesRequest, ListRolesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListRoles", AccessLevel.List) { Resource = ActionResource.NewRole };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListRolesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, $"arn:aws:iam::{context.Caller.AccountId}:role{request.PathPrefix ?? "/"}"));

    /// <inheritdoc/>
    protected override async Task<Result<ListRolesResponse>> HandleAsync(ListRolesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var store = await context.ReadAsync(cancellationToken);
        var page = await store.Roles.ListAsync(
            context.Caller.AccountId, request.PathPrefix ?? "/", Paging.After(after.Value), request.MaxItems ?? Paging.DefaultItems, cancellationToken);
        var roles = new List<RoleShape>(page.Items.Count);
        foreach (var role in page.Items)
        {
            roles.Add(RoleRules.Show(role, await TrustPolicies.ToShownAsync(role.TrustPolicy, store, cancellationToken), whole: false));
        }

        return new ListRolesResponse { Roles = roles, IsTruncated = page.IsTruncated, Marker = Paging.WriteMarker(page.Next) };
    }
}
