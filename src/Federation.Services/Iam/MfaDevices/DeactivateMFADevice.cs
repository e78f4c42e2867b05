using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: DeactivateMFADevice.</summary>
public sealed record DeactivateMFADeviceRequest
{
    /// <summary>The user; the caller by default.</summary>
    [Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>ARN of the device.</summary>
    [Required, Length(9, 256), RegularExpression(MfaRules.SerialPattern)]
    public string? SerialNumber { get; init; }
}

/// <summary>Takes a device away from its user. It stays, with its last step, and may be enabled again.</summary>
public sealed class DeactivateMFADevice : WriteOperation<DeactivateMFADeviceRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeactivateMFADevice", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeactivateMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var name = MfaOwner.NameOf(request.UserName, context);
        return name.Succeeded ? Needs(await MfaOwner.OnExistingAsync(Descriptor.Action, name.Value, context, cancellationToken)) : name.Error;
    }

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeactivateMFADeviceRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var owner = await MfaOwner.FindAsync(store, context, request.UserName, cancellationToken);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        if (await MfaRules.FindAsync(store, context.Caller.AccountId, request.SerialNumber!, cancellationToken) is not { } device || device.OwnerId != owner.Value.OwnerId)
        {
            return MfaRules.NotTheUsers();
        }

        // The last step stays: a code that was used is used, whoever the device belongs to next.
        if (await store.MfaDevices.UpdateAsync(device with { OwnerId = null, EnabledAt = null }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::VirtualMFADevice", device.SerialNumber));
        return Nothing.Value;
    }
}
