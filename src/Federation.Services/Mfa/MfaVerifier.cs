using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.MfaDevices;
using Federation.Model.Storage;

namespace Federation.Services.Mfa;

/// <summary>A code that is right and not yet used up.</summary>
/// <param name="Device">The device.</param>
/// <param name="Step">The time step of its code.</param>
public sealed record MfaProof(MfaDevice Device, long Step);

/// <summary>Looks at codes of devices, and uses them up.</summary>
public sealed class MfaVerifier(IKeyRing ring, IDatabase database)
{
    /// <summary>The label under which a seed is sealed.</summary>
    internal static string SeedLabel(AccountId account, string deviceId) => $"mfa-device/{account}/{deviceId}";

    /// <summary>The proof that a code of one of the devices is; null where it is none, or was used.</summary>
    public MfaProof? Verify(IEnumerable<MfaDevice> devices, string code, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(devices);
        MfaProof? proof = null;
        foreach (var device in devices)
        {
            if (OpenSeed(device) is { } seed && TotpCodes.Find(seed, code, now, device.DriftSteps, device.LastStep) is { } step)
            {
                proof ??= new MfaProof(device, step);
            }
        }

        return proof;
    }

    /// <summary>The step of the second of two consecutive codes of a device; null for none.</summary>
    internal long? VerifyPair(MfaDevice device, string first, string second, DateTimeOffset now) =>
        OpenSeed(device) is { } seed ? TotpCodes.FindPair(seed, first, second, now, device.LastStep) : null;

    /// <summary>Uses a proof up, durably, before anything is given for it. False: another call was faster, or the device is no longer its owner's.</summary>
    public async Task<bool> UseAsync(MfaProof proof, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proof);
        await using var store = await database.BeginWriteAsync(cancellationToken);
        if (!await UseAsync(store, proof, cancellationToken))
        {
            return false;
        }

        await store.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Uses a proof up within a transaction.</summary>
    internal static async Task<bool> UseAsync(IUnitOfWork store, MfaProof proof, CancellationToken cancellationToken) =>
        proof.Device.OwnerId is { } owner
        && await store.MfaDevices.UseStepAsync(proof.Device.AccountId, proof.Device.DeviceId, owner, proof.Step, cancellationToken) == StoreOutcome.Stored;

    private byte[]? OpenSeed(MfaDevice device)
    {
        if (!ring.TryOpen(SeedLabel(device.AccountId, device.DeviceId), device.SealedSeed, out var seed))
        {
            return null;
        }

        using (seed)
        {
            return seed.Reveal().ToArray();
        }
    }
}
