using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;
using Federation.Model.MfaDevices;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: ListVirtualMFADevices.</summary>
public sealed record ListVirtualMFADevicesRequest
{
    /// <summary>Assigned, Unassigned or Any; Any by default.</summary>
    [AllowedValues("Assigned", "Unassigned", "Any")]
    public string? AssignmentStatus { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 1024)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListVirtualMFADevices, answer.</summary>
public sealed record ListVirtualMFADevicesResponse
{
    /// <summary>The devices, without seeds.</summary>
    [DataMember(Name = "VirtualMFADevices")]
    public IReadOnlyList<VirtualMfaDeviceShape> VirtualMfaDevices { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the virtual devices of the account, those of its root included.</summary>
public sealed class ListVirtualMFADevices : ReadOperation<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListVirtualMFADevices", AccessLevel.List) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListVirtualMFADevicesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<ListVirtualMFADevicesResponse>> HandleAsync(ListVirtualMFADevicesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var store = await context.ReadAsync(cancellationToken);
        bool? isAssigned = request.AssignmentStatus switch { "Assigned" => true, "Unassigned" => false, _ => null };
        var page = await store.MfaDevices.ListAsync(context.Caller.AccountId, isAssigned, Paging.After(after.Value), request.MaxItems ?? Paging.DefaultItems, cancellationToken);
        var shapes = new List<VirtualMfaDeviceShape>(page.Items.Count);
        foreach (var device in page.Items)
        {
            shapes.Add(new VirtualMfaDeviceShape { SerialNumber = device.SerialNumber, EnableDate = device.EnabledAt, User = await OwnerAsync(store, device, cancellationToken) });
        }

        return new ListVirtualMFADevicesResponse { VirtualMfaDevices = shapes, IsTruncated = page.IsTruncated, Marker = Paging.WriteMarker(page.Next) };
    }

    private static async Task<MfaDeviceUserShape?> OwnerAsync(IUnitOfWork store, MfaDevice device, CancellationToken cancellationToken) => device.OwnerId switch
    {
        null => null,
        var owner when owner == device.AccountId.Value => await store.Accounts.FindAsync(device.AccountId, cancellationToken) is { } account ? MfaDeviceUserShape.OfRoot(account) : null,
        var owner => await store.Users.FindByIdAsync(device.AccountId, owner, cancellationToken) is { } user ? MfaDeviceUserShape.Of(user) : null,
    };
}
