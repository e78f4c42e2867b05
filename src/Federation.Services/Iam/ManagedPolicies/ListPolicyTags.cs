using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: ListPolicyTags.</summary>
public sealed record ListPolicyTagsRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(ManagedPolicyRules.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListPolicyTags, answer.</summary>
public sealed record ListPolicyTagsResponse
{
    /// <summary>The tags.</summary>
    public IReadOnlyList<TagShape> Tags { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the tags of a managed policy in order of their keys.</summary>
public sealed class ListPolicyTags : ReadOperation<ListPolicyTagsRequest, ListPolicyTagsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListPolicyTags", AccessLevel.List) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListPolicyTagsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListPolicyTagsResponse>> HandleAsync(ListPolicyTagsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var policy = await ManagedPolicyRules.FindAsync(store, context, request.PolicyArn!, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        var page = ShortList.Cut([.. policy.Value.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)], tag => tag.Key, request.Marker, request.MaxItems);
        return page.Succeeded
            ? new ListPolicyTagsResponse
            {
                Tags = [.. page.Value.Items.Select(TagShape.Of)],
                IsTruncated = page.Value.IsTruncated,
                Marker = Paging.WriteMarker(page.Value.Next),
            }
            : page.Error;
    }
}
