using Federation.Model.MfaDevices;
using Federation.Model.Results;
using Federation.Services.Mfa;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>Two consecutive codes that were verified, of the device as it was then.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Version">Its row version.</param>
/// <param name="Step">Step of the second code.</param>
/// <param name="Drift">How far the device's clock is ahead.</param>
internal sealed record MfaPair(string DeviceId, long Version, long Step, int Drift)
{
    /// <summary>Verifies before a transaction is open: attempts are counted in a store of their own.</summary>
    internal static async Task<AwsError?> PrepareAsync(
        MfaDevice device, string first, string second, MfaVerifier verifier, AttemptLimits limits, OperationContext context, CancellationToken cancellationToken)
    {
        var attempt = AttemptLimits.Of(AttemptKind.Mfa, device.DeviceId, context.Request);
        if (!await limits.MayTryAsync(attempt, cancellationToken))
        {
            return CommonErrors.Throttling();
        }

        if (verifier.VerifyPair(device, first, second, context.Now) is not { } step)
        {
            return MfaRules.WrongCode();
        }

        await limits.SucceededAsync(attempt, cancellationToken);
        context.Keep(new MfaPair(device.DeviceId, device.Version, step, (int)(step - TotpCodes.StepOf(context.Now))));
        return null;
    }

    /// <summary>True for the very device that was verified, unchanged since.</summary>
    internal bool IsOf(MfaDevice device) => device.DeviceId == DeviceId && device.Version == Version;
}
