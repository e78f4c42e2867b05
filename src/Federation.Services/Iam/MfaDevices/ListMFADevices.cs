using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: ListMFADevices.</summary>
public sealed record ListMFADevicesRequest
{
    /// <summary>The user; the caller by default.</summary>
    [Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 1024)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListMFADevices, answer.</summary>
public sealed record ListMFADevicesResponse
{
    /// <summary>The devices.</summary>
    [DataMember(Name = "MFADevices")]
    public IReadOnlyList<MfaDeviceShape> MfaDevices { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists a user's devices.</summary>
public sealed class ListMFADevices : ReadOperation<ListMFADevicesRequest, ListMFADevicesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListMFADevices", AccessLevel.List) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListMFADevicesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var name = MfaOwner.NameOf(request.UserName, context);
        return name.Succeeded ? Needs(await MfaOwner.OnExistingAsync(Descriptor.Action, name.Value, context, cancellationToken)) : name.Error;
    }

    /// <inheritdoc/>
    protected override async Task<Result<ListMFADevicesResponse>> HandleAsync(ListMFADevicesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var store = await context.ReadAsync(cancellationToken);
        var owner = await MfaOwner.FindAsync(store, context, request.UserName, cancellationToken);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        // At most eight: the page is cut here.
        var take = request.MaxItems ?? Paging.DefaultItems;
        var rest = (await store.MfaDevices.ListOfOwnerAsync(context.Caller.AccountId, owner.Value.OwnerId, cancellationToken))
            .Where(device => string.CompareOrdinal(NameKey.Of(device.Path + device.Name), after.Value) > 0).ToList();
        var isTruncated = rest.Count > take;
        return new ListMFADevicesResponse
        {
            MfaDevices = [.. rest.Take(take).Select(device => MfaDeviceShape.Of(device, owner.Value.Name))],
            IsTruncated = isTruncated,
            Marker = isTruncated ? Paging.WriteMarker(NameKey.Of(rest[take - 1].Path + rest[take - 1].Name)) : null,
        };
    }
}
