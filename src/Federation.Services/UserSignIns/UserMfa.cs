using System.Text;
using Federation.Model.Identifiers;
using Federation.Model.MfaDevices;
using Federation.Model.Passwords;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Mfa;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using OtpNet;

namespace Federation.Services.UserSignIns;

/// <summary>
/// What a signed-in user does about the own MFA devices: the operations of the wire, as the user, so that the user's policies decide and each leaves its record. The present
/// session stays as it is: whoever wants one with MFA signs in again.
/// </summary>
public sealed class UserMfa(
    UserSessions users, OperationRegistry operations, OperationInvoker invoker, IDatabase database, PresentPassword present, MfaEnrolments enrolments, MfaVerifier verifier,
    AttemptLimits limits, TimeProvider timeProvider)
{
    /// <summary>Code of <see cref="BeginAsync"/>'s refusal of what was typed as the password.</summary>
    public const string NotThePassword = "ValidationError";

    private const string WrongPair = "These codes are not right. Type two codes that the app shows one directly after the other.";
    private const string WrongCode = "This code is not right, or was used before. Wait for the next one.";

    /// <summary>As the trail has it; the person is told in other words.</summary>
    private static readonly AwsError WrongPassword = CommonErrors.AccessDenied("The present password was incorrect.");

    private readonly IOperation _create = Of<CreateVirtualMFADevice>(operations);
    private readonly IOperation _enable = Of<EnableMFADevice>(operations);
    private readonly IOperation _list = Of<ListMFADevices>(operations);
    private readonly IOperation _deactivate = Of<DeactivateMFADevice>(operations);
    private readonly IOperation _delete = Of<DeleteVirtualMFADevice>(operations);

    /// <summary>The user's devices.</summary>
    public async Task<Result<IReadOnlyList<OwnMfaDevice>>> ListAsync(PortalSession session, RequestInfo request, CancellationToken cancellationToken)
    {
        if (await CallerAsync(session, cancellationToken) is not { } caller)
        {
            return Over();
        }

        var listed = await invoker.InvokeAsync(_list, new ListMFADevicesRequest { UserName = caller.Name }, request, caller, cancellationToken);
        return listed.Succeeded
            ? Result<IReadOnlyList<OwnMfaDevice>>.Of([.. ((ListMFADevicesResponse)listed.Value).MfaDevices!.Select(device => new OwnMfaDevice(device.SerialNumber!, NameIn(device.SerialNumber!), device.EnableDate!.Value))])
            : Said(listed.Error, _list);
    }

    /// <summary>
    /// Makes a device named like the user, for the present password: whoever finds a browser open must not shut its user out with a device of their own. One of that name that
    /// is nobody's was left half way, and is replaced: its seed was shown to somebody once.
    /// </summary>
    public async Task<Result<NewAuthenticator>> BeginAsync(PortalSession session, string? password, RequestInfo request, CancellationToken cancellationToken)
    {
        if (await CallerAsync(session, cancellationToken) is not { } caller)
        {
            return Over();
        }

        if (await HasDeviceAsync(caller, cancellationToken))
        {
            return HasOne();
        }

        var wanted = new CreateVirtualMFADeviceRequest { Path = "/", VirtualMFADeviceName = caller.Name };
        if (await AskPasswordAsync(caller, password, request, cancellationToken) is { } refusal)
        {
            await invoker.RefuseAsync(_create, wanted, request, caller, refusal);
            return refusal == WrongPassword ? CommonErrors.Validation("This is not your password.") : refusal.Code == "Throttling" ? Said(refusal, _create) : refusal;
        }

        var made = await invoker.InvokeAsync(_create, wanted, request, caller, cancellationToken);
        if (made.Error?.Code == "EntityAlreadyExists")
        {
            var removed = await invoker.InvokeAsync(_delete, new DeleteVirtualMFADeviceRequest { SerialNumber = SerialOf(caller) }, request, caller, cancellationToken);
            if (!removed.Succeeded)
            {
                return removed.Error.Code == "DeleteConflict" ? removed.Error with { Message = "The device with your name is in use by somebody else. An administrator can help." } : Said(removed.Error, _delete);
            }

            made = await invoker.InvokeAsync(_create, wanted, request, caller, cancellationToken);
        }

        if (!made.Succeeded)
        {
            return Said(made.Error, _create);
        }

        if (await FindOwnNamedAsync(caller, cancellationToken) is not { } device)
        {
            return NotTheOneShown();
        }

        await enrolments.BeginAsync(session, device, cancellationToken);
        var seed = Encoding.ASCII.GetString(((CreateVirtualMFADeviceResponse)made.Value).VirtualMFADevice!.Base32StringSeed!);
        var (path, side) = MfaQrCode.Draw(Base32Encoding.ToBytes(seed), caller.Name!, caller.AccountId);
        return new NewAuthenticator(seed, path, side);
    }

    /// <summary>
    /// Enables the device that <see cref="BeginAsync"/> made in this session, ten minutes ago at most. Null: done. <c>InvalidAuthenticationCode</c>, <c>Throttling</c>: the same
    /// device may be tried again.
    /// </summary>
    public async Task<AwsError?> EnableAsync(PortalSession session, string? first, string? second, RequestInfo request, CancellationToken cancellationToken)
    {
        if (await CallerAsync(session, cancellationToken) is not { } caller)
        {
            return Over();
        }

        if (await HasDeviceAsync(caller, cancellationToken))
        {
            return HasOne();
        }

        if (TotpCodes.Typed(first) is not { } one || TotpCodes.Typed(second) is not { } two)
        {
            return IamErrors.InvalidAuthenticationCode(WrongPair);
        }

        var shown = new EnableMFADeviceRequest { UserName = caller.Name, SerialNumber = SerialOf(caller), AuthenticationCode1 = one, AuthenticationCode2 = two };
        if (await FindOwnNamedAsync(caller, cancellationToken) is not { } device || !await enrolments.IsOfAsync(session, device, cancellationToken))
        {
            var refusal = NotTheOneShown();
            await invoker.RefuseAsync(_enable, shown, request, caller, refusal);
            return refusal;
        }

        var enabled = await invoker.InvokeAsync(_enable, shown, request, caller, cancellationToken);
        if (enabled.Succeeded)
        {
            await enrolments.EndAsync(session, cancellationToken);
            return null;
        }

        return enabled.Error.Code switch
        {
            "InvalidAuthenticationCode" => enabled.Error with { Message = WrongPair },
            "NoSuchEntity" or "EntityAlreadyExists" => NotTheOneShown(),
            _ => Said(enabled.Error, _enable),
        };
    }

    /// <summary>Takes a device of the user away and deletes it, for a current code of that device: whoever finds a browser open must not take the second factor off.</summary>
    public async Task<Result<RemovedMfaDevice>> RemoveAsync(PortalSession session, string? serialNumber, string? code, RequestInfo request, CancellationToken cancellationToken)
    {
        if (await CallerAsync(session, cancellationToken) is not { } caller)
        {
            return Over();
        }

        var device = await FindAsync(caller, serialNumber, cancellationToken);
        var wanted = new DeactivateMFADeviceRequest { UserName = caller.Name, SerialNumber = device?.SerialNumber ?? serialNumber };
        if ((device is null ? MfaRules.NotTheUsers() : await ProveAsync(device, code, request, cancellationToken)) is { } refusal)
        {
            await invoker.RefuseAsync(_deactivate, wanted, request, caller, refusal);
            return refusal.Code switch
            {
                "NoSuchEntity" => refusal with { Message = "This is no device of yours." },
                "InvalidAuthenticationCode" => refusal with { Message = WrongCode },
                _ => Said(refusal, _deactivate),
            };
        }

        var taken = await invoker.InvokeAsync(_deactivate, wanted, request, caller, cancellationToken);
        if (!taken.Succeeded)
        {
            return taken.Error.Code == "AccessDenied" && session.User!.MfaAuthenticatedAt is null
                ? taken.Error with { Message = Denial(_deactivate) + " They may let you in a session with MFA: sign out, and sign in with a code." }
                : Said(taken.Error, _deactivate);
        }

        var deleted = await invoker.InvokeAsync(_delete, new DeleteVirtualMFADeviceRequest { SerialNumber = device!.SerialNumber }, request, caller, cancellationToken);
        return new RemovedMfaDevice(device.Name, deleted.Succeeded);
    }

    private static T Of<T>(OperationRegistry operations)
        where T : IOperation => operations.All.OfType<T>().Single();

    private static AwsError Over() => CommonErrors.AccessDenied("Your session has ended.");

    private static AwsError HasOne() => IamErrors.EntityAlreadyExists("You have an MFA device. Remove it before you add another.");

    private static AwsError NotTheOneShown() =>
        IamErrors.NoSuchEntity("The device is no longer the one you were shown, or ten minutes have passed. Start again with a new QR code.");

    private static string Denial(IOperation operation) => $"Your policies do not allow {operation.Descriptor.Action} for you.";

    /// <summary>A refusal in words for a person.</summary>
    private static AwsError Said(AwsError error, IOperation operation) => error.Code switch
    {
        "AccessDenied" => error with { Message = Denial(operation) + " An administrator can change that." },
        "Throttling" => error with { Message = "Too many attempts. Wait some minutes, then try again." },
        _ => error,
    };

    private static string SerialOf(Caller caller) => Arns.MfaDevice(caller.AccountId, "/", caller.Name!);

    private static string NameIn(string serialNumber) => serialNumber[(serialNumber.LastIndexOf('/') + 1)..];

    private Task<Caller?> CallerAsync(PortalSession session, CancellationToken cancellationToken) => users.CallerAsync(session, timeProvider.GetUtcNow(), cancellationToken);

    private async Task<bool> HasDeviceAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return (await store.MfaDevices.ListOfOwnerAsync(caller.AccountId, caller.PrincipalId!, cancellationToken)).Count > 0;
    }

    private async Task<MfaDevice?> FindAsync(Caller caller, string? serialNumber, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await MfaRules.FindAsync(store, caller.AccountId, serialNumber ?? string.Empty, cancellationToken) is { } device && device.OwnerId == caller.PrincipalId ? device : null;
    }

    /// <summary>The device that <see cref="BeginAsync"/> makes for a user, whoever made it.</summary>
    private async Task<MfaDevice?> FindOwnNamedAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await MfaRules.FindAsync(store, caller.AccountId, SerialOf(caller), cancellationToken);
    }

    /// <summary>Null: it is the password. As at its change: counted together with that, and before anything is looked at.</summary>
    private async Task<AwsError?> AskPasswordAsync(Caller caller, string? password, RequestInfo request, CancellationToken cancellationToken)
    {
        if (password is not { Length: > 0 and <= PasswordRules.Longest })
        {
            return CommonErrors.Validation("Type your password.");
        }

        LoginProfile? profile;
        await using (var store = await database.BeginReadAsync(cancellationToken))
        {
            profile = await store.LoginProfiles.FindAsync(caller.AccountId, caller.PrincipalId!, cancellationToken);
        }

        if (profile is null)
        {
            return Over();
        }

        var isPresent = await present.IsAsync(profile, password, caller, request, cancellationToken);
        return !isPresent.Succeeded ? isPresent.Error : isPresent.Value ? null : WrongPassword;
    }

    /// <summary>Verifies a code of the device and uses it up. No mark of the browser counts here: who sits at it is the question, so guessing is refused, not only slowed down.</summary>
    private async Task<AwsError?> ProveAsync(MfaDevice device, string? code, RequestInfo request, CancellationToken cancellationToken)
    {
        var attempt = AttemptLimits.Of(AttemptKind.Mfa, device.OwnerId!, request);
        if (!await limits.MayTryAsync(attempt, cancellationToken))
        {
            return CommonErrors.Throttling();
        }

        if (TotpCodes.Typed(code) is not { } typed || verifier.Verify([device], typed, request.ReceivedAt) is not { } proof || !await verifier.UseAsync(proof, cancellationToken))
        {
            return MfaRules.WrongCode();
        }

        await limits.SucceededAsync(attempt, cancellationToken);
        return null;
    }
}
