using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Attachments;

/// <summary>AWS: ListAttachedRolePolicies.</summary>
public sealed record ListAttachedRolePoliciesRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Only policies whose path begins so; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(ManagedPolicyRules.PathPattern)]
    public string? PathPrefix { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(ManagedPolicyRules.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>Lists the managed policies on a role.</summary>
public sealed class ListAttachedRolePolicies : ReadOperation<ListAttachedRolePoliciesRequest, AttachedPoliciesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListAttachedRolePolicies", AccessLevel.List) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListAttachedRolePoliciesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<AttachedPoliciesResponse>> HandleAsync(ListAttachedRolePoliciesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        return role.Succeeded
            ? await AttachedPolicyRules.ListAsync(store, context, role.Value.RoleId, request.PathPrefix, request.Marker, request.MaxItems, cancellationToken)
            : role.Error;
    }
}
