using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: DeleteVirtualMFADevice.</summary>
public sealed record DeleteVirtualMFADeviceRequest
{
    /// <summary>ARN of the device.</summary>
    [Required, Length(9, 256), RegularExpression(MfaRules.SerialPattern)]
    public string? SerialNumber { get; init; }
}

/// <summary>Removes a device that is nobody's, its seed included.</summary>
public sealed class DeleteVirtualMFADevice : WriteOperation<DeleteVirtualMFADeviceRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteVirtualMFADevice", AccessLevel.Write) { Resource = ActionResource.MfaDevice };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteVirtualMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await MfaRules.OnExistingAsync(Descriptor.Action, request.SerialNumber!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteVirtualMFADeviceRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await MfaRules.FindSeenAsync(store, context, request.SerialNumber!, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var device = found.Value;
        if (device.OwnerId is not null)
        {
            return IamErrors.DeleteConflict("MFA VirtualDevice is in use. Must deactivate first.");
        }

        if (await store.MfaDevices.RemoveAsync(device.AccountId, device.DeviceId, device.Version, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::VirtualMFADevice", device.SerialNumber));
        return Nothing.Value;
    }
}
