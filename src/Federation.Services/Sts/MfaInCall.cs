using Federation.Model.MfaDevices;
using Federation.Model.Results;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Mfa;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;

namespace Federation.Services.Sts;

/// <summary>A second factor that comes with a call: SerialNumber and TokenCode, in AWS's texts where they are refused.</summary>
public sealed class MfaInCall(MfaVerifier verifier, AttemptLimits limits)
{
    /// <summary>
    /// Verifies what the call shows; <see cref="MfaInCallProof.None"/> where it shows nothing. A second factor that cannot be checked is refused, never passed over: the caller asked for a session with one.
    /// The code is not used up yet: see <see cref="UseAsync"/>.
    /// </summary>
    internal async Task<Result<MfaInCallProof>> VerifyAsync(string? serialNumber, string? tokenCode, OperationContext context, CancellationToken cancellationToken)
    {
        if (serialNumber is null && tokenCode is null)
        {
            return MfaInCallProof.None;
        }

        if (serialNumber is null || tokenCode is null)
        {
            return CommonErrors.AccessDenied("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
        }

        if (await FindAsync(serialNumber, context, cancellationToken) is not { } device)
        {
            return CommonErrors.AccessDenied(
                "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.");
        }

        var attempt = AttemptLimits.Of(AttemptKind.Mfa, device.OwnerId!, context.Request);
        if (!await limits.MayTryAsync(attempt, cancellationToken))
        {
            return CommonErrors.Throttling();
        }

        if (verifier.Verify([device], tokenCode, context.Now) is not { } proof)
        {
            return Invalid();
        }

        await limits.SucceededAsync(attempt, cancellationToken);
        return new MfaInCallProof(proof);
    }

    /// <summary>Uses the code up, durably, once the call is allowed and before a credential is made. The refusal where another call was faster.</summary>
    internal async Task<AwsError?> UseAsync(MfaInCallProof proof, CancellationToken cancellationToken) =>
        proof.Proof is null || await verifier.UseAsync(proof.Proof, cancellationToken) ? null : Invalid();

    private static AwsError Invalid() => CommonErrors.AccessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code.");

    /// <summary>A device of the caller itself: a session of a role has none.</summary>
    private static async Task<MfaDevice?> FindAsync(string serialNumber, OperationContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller;
        var owner = caller.Kind switch { CallerKind.User => caller.PrincipalId, CallerKind.Root => caller.AccountId.Value, _ => null };
        return owner is not null && await MfaRules.FindAsync(await context.ReadAsync(cancellationToken), caller.AccountId, serialNumber, cancellationToken) is { } device && device.OwnerId == owner
            ? device
            : null;
    }
}

/// <summary>What a call showed of a second factor.</summary>
/// <param name="Proof">The code; null where it showed none.</param>
internal sealed record MfaInCallProof(MfaProof? Proof)
{
    internal static readonly MfaInCallProof None = new((MfaProof?)null);

    /// <summary>When the session's second factor was shown: in this call, or before it.</summary>
    internal DateTimeOffset? AuthenticatedAt(OperationContext context) => Proof is null ? context.Caller.Session?.MfaAuthenticatedAt : context.Now;

    /// <summary>aws:MultiFactorAuthPresent and -Age of a call that shows a second factor itself.</summary>
    internal void AddContext(IDictionary<string, IReadOnlyList<string>> keys)
    {
        if (Proof is not null)
        {
            keys["aws:MultiFactorAuthPresent"] = ["true"];
            keys["aws:MultiFactorAuthAge"] = ["0"];
        }
    }
}
