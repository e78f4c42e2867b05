using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Groups;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Attachments;

/// <summary>AWS: ListAttachedGroupPolicies.</summary>
public sealed record ListAttachedGroupPoliciesRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

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

/// <summary>Lists the managed policies on a group.</summary>
public sealed class ListAttachedGroupPolicies : ReadOperation<ListAttachedGroupPoliciesRequest, AttachedPoliciesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListAttachedGroupPolicies", AccessLevel.List) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListAttachedGroupPoliciesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<AttachedPoliciesResponse>> HandleAsync(ListAttachedGroupPoliciesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        return group.Succeeded
            ? await AttachedPolicyRules.ListAsync(store, context, group.Value.GroupId, request.PathPrefix, request.Marker, request.MaxItems, cancellationToken)
            : group.Error;
    }
}
