using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Mfa;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: ResyncMFADevice.</summary>
public sealed record ResyncMFADeviceRequest
{
    /// <summary>The user; for the root's own device, called by root, the account's number.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>ARN of the device.</summary>
    [Required, Length(9, 256), RegularExpression(MfaRules.SerialPattern)]
    public string? SerialNumber { get; init; }

    /// <summary>A code.</summary>
    [Required, Length(6, 6), RegularExpression(MfaRules.CodePattern), DataType(DataType.Password)]
    public string? AuthenticationCode1 { get; init; }

    /// <summary>The code after it.</summary>
    [Required, Length(6, 6), RegularExpression(MfaRules.CodePattern), DataType(DataType.Password)]
    public string? AuthenticationCode2 { get; init; }

    /// <summary>The type's name: a code must not reach a log.</summary>
    public override string ToString() => nameof(ResyncMFADeviceRequest);
}

/// <summary>Learns how far the clock of a device is off, from two consecutive codes (RFC 6238 6).</summary>
public sealed class ResyncMFADevice(MfaVerifier verifier, AttemptLimits limits) : WriteOperation<ResyncMFADeviceRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ResyncMFADevice", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ResyncMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await MfaOwner.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<AwsError?> PrepareAsync(ResyncMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var owner = await MfaOwner.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        return await MfaRules.FindAsync(store, context.Caller.AccountId, request.SerialNumber!, cancellationToken) is not { } device || device.OwnerId != owner.Value.OwnerId
            ? MfaRules.NotTheUsers()
            : await MfaPair.PrepareAsync(device, request.AuthenticationCode1!, request.AuthenticationCode2!, verifier, limits, context, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(ResyncMFADeviceRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var pair = context.Kept<MfaPair>();
        if (await MfaRules.FindAsync(store, context.Caller.AccountId, request.SerialNumber!, cancellationToken) is not { } device || !pair.IsOf(device)
            || await store.MfaDevices.UpdateAsync(device with { LastStep = pair.Step, DriftSteps = pair.Drift }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::VirtualMFADevice", device.SerialNumber));
        return Nothing.Value;
    }
}
