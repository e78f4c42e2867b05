using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Mfa;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: EnableMFADevice.</summary>
public sealed record EnableMFADeviceRequest
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
    public override string ToString() => nameof(EnableMFADeviceRequest);
}

/// <summary>Gives a device to a user, who shows by two consecutive codes that they hold its seed.</summary>
public sealed class EnableMFADevice(MfaVerifier verifier, AttemptLimits limits) : WriteOperation<EnableMFADeviceRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "EnableMFADevice", AccessLevel.Write)
    {
        Resource = ActionResource.User,
        Differs = "root enables a device of its own with its account's number as UserName",
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(EnableMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await MfaOwner.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<AwsError?> PrepareAsync(EnableMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var owner = await MfaOwner.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        if (await MfaRules.FindAsync(store, context.Caller.AccountId, request.SerialNumber!, cancellationToken) is not { } device)
        {
            return MfaRules.NotFound(request.SerialNumber!);
        }

        return device.OwnerId is not null
            ? IamErrors.EntityAlreadyExists("MFA Device is already in use.")
            : await MfaPair.PrepareAsync(device, request.AuthenticationCode1!, request.AuthenticationCode2!, verifier, limits, context, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(EnableMFADeviceRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var owner = await MfaOwner.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        var account = context.Caller.AccountId;
        var pair = context.Kept<MfaPair>();
        if (await owner.Value.TouchAsync(store, account, cancellationToken) is { } stale)
        {
            return stale;
        }

        if ((await store.MfaDevices.ListOfOwnerAsync(account, owner.Value.OwnerId, cancellationToken)).Count >= MfaRules.MostPerOwner)
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for MFADevicesPerUser: {MfaRules.MostPerOwner}");
        }

        if (await MfaRules.FindAsync(store, account, request.SerialNumber!, cancellationToken) is not { } device || !pair.IsOf(device)
            || await store.MfaDevices.UpdateAsync(device with { OwnerId = owner.Value.OwnerId, EnabledAt = context.Now, LastStep = pair.Step, DriftSteps = pair.Drift }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::VirtualMFADevice", device.SerialNumber));
        return Nothing.Value;
    }
}
