using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: ListGroupPolicies.</summary>
public sealed record ListGroupPoliciesRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListGroupPolicies, answer.</summary>
public sealed record ListGroupPoliciesResponse
{
    /// <summary>Names of the inline policies.</summary>
    public IReadOnlyList<string> PolicyNames { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the inline policies of a group.</summary>
public sealed class ListGroupPolicies : ReadOperation<ListGroupPoliciesRequest, ListGroupPoliciesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListGroupPolicies", AccessLevel.List) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListGroupPoliciesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListGroupPoliciesResponse>> HandleAsync(ListGroupPoliciesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        if (!group.Succeeded)
        {
            return group.Error;
        }

        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var page = await store.InlinePolicies.ListAsync(
            group.Value.AccountId, group.Value.GroupId, Paging.After(after.Value), request.MaxItems ?? Paging.DefaultItems, cancellationToken);
        return new ListGroupPoliciesResponse
        {
            PolicyNames = [.. page.Items.Select(policy => policy.PolicyName)],
            IsTruncated = page.IsTruncated,
            Marker = Paging.WriteMarker(page.Next),
        };
    }
}
