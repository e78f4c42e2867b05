using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: ListRolePolicies.</summary>
public sealed record ListRolePoliciesRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 1024)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListRolePolicies, answer.</summary>
public sealed record ListRolePoliciesResponse
{
    /// <summary>Names of the inline policies.</summary>
    public IReadOnlyList<string> PolicyNames { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the inline policies of a role.</summary>
public sealed class ListRolePolicies : ReadOperation<ListRolePoliciesRequest, ListRolePoliciesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListRolePolicies", AccessLevel.List) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListRolePoliciesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListRolePoliciesResponse>> HandleAsync(ListRolePoliciesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var page = await store.InlinePolicies.ListAsync(
            role.Value.AccountId, role.Value.RoleId, Paging.After(after.Value), request.MaxItems ?? Paging.DefaultItems, cancellationToken);
        return new ListRolePoliciesResponse
        {
            PolicyNames = [.. page.Items.Select(policy => policy.PolicyName)],
            IsTruncated = page.IsTruncated,
            Marker = Paging.WriteMarker(page.Next),
        };
    }
}
