using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: ListMFADeviceTags.</summary>
public sealed record ListMFADeviceTagsRequest
{
    /// <summary>ARN of the device.</summary>
    [Required, Length(9, 256), RegularExpression(MfaRules.SerialPattern)]
    public string? SerialNumber { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 1024)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListMFADeviceTags, answer.</summary>
public sealed record ListMFADeviceTagsResponse
{
    /// <summary>The tags, in order of their keys.</summary>
    public IReadOnlyList<TagShape> Tags { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the tags of a device.</summary>
public sealed class ListMFADeviceTags : ReadOperation<ListMFADeviceTagsRequest, ListMFADeviceTagsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListMFADeviceTags", AccessLevel.List) { Resource = ActionResource.MfaDevice };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListMFADeviceTagsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await MfaRules.OnExistingAsync(Descriptor.Action, request.SerialNumber!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListMFADeviceTagsResponse>> HandleAsync(ListMFADeviceTagsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var found = await MfaRules.FindSeenAsync(await context.ReadAsync(cancellationToken), context, request.SerialNumber!, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var take = request.MaxItems ?? Paging.DefaultItems;
        var rest = found.Value.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Where(tag => string.CompareOrdinal(tag.Key, after.Value) > 0).ToList();
        var isTruncated = rest.Count > take;
        return new ListMFADeviceTagsResponse
        {
            Tags = [.. rest.Take(take).Select(TagShape.Of)],
            IsTruncated = isTruncated,
            Marker = isTruncated ? Paging.WriteMarker(rest[take - 1].Key) : null,
        };
    }
}
