using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace Federation.Services.Mfa;

/// <summary>Time-based one-time passwords: six digits, 30 seconds, SHA-1, as every authenticator app has them (RFC 6238 with RFC 4226's HOTP).</summary>
internal static class TotpCodes
{
    internal const int StepSeconds = 30;
    internal const int Digits = 6;

    /// <summary>AWS's seeds: 64 characters of base32.</summary>
    internal const int SeedBytes = 40;

    /// <summary>RFC 6238 5.2: one step of delay, and one for a clock that is ahead.</summary>
    private const int Window = 1;

    /// <summary>RFC 6238 6: how far off a clock may be that is set by two consecutive codes, an hour.</summary>
    private const int LargestDrift = 120;

    /// <summary>What a person typed, without white space; null where it cannot be a code.</summary>
    internal static string? Typed(string? text)
    {
        var typed = string.Concat((text ?? string.Empty).Where(character => !char.IsWhiteSpace(character)));
        return typed.Length == Digits && typed.All(char.IsAsciiDigit) ? typed : null;
    }

    /// <summary>The time step of an instant.</summary>
    internal static long StepOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    internal static string At(byte[] seed, long step) => new Hotp(seed, OtpHashMode.Sha1, Digits).ComputeHOTP(step);

    /// <summary>The latest step after <paramref name="lastStep"/> whose code this is, around now as the device's clock has it; null for none.</summary>
    internal static long? Find(byte[] seed, string code, DateTimeOffset now, int drift, long lastStep)
    {
        var middle = StepOf(now) + drift;
        long? found = null;
        for (var step = middle - Window; step <= middle + Window; step++)
        {
            // No early exit: which step it was is nobody's business.
            if (Same(At(seed, step), code) && step > lastStep)
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The step of the second of two consecutive codes, whatever the device's clock says within an hour; null for none after <paramref name="lastStep"/>.</summary>
    internal static long? FindPair(byte[] seed, string first, string second, DateTimeOffset now, long lastStep)
    {
        var middle = StepOf(now);
        for (var distance = 0; distance <= LargestDrift; distance++)
        {
            foreach (var step in distance == 0 ? [middle] : new[] { middle - distance, middle + distance })
            {
                if (step - 1 > lastStep && Same(At(seed, step), second) && Same(At(seed, step - 1), first))
                {
                    return step;
                }
            }
        }

        return null;
    }

    /// <summary>The text of a QR code (Google Authenticator, key URI format).</summary>
    internal static string UriOf(byte[] seed, string label, string issuer) => string.Create(
        CultureInfo.InvariantCulture, $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(label)}?secret={Base32(seed)}&issuer={Uri.EscapeDataString(issuer)}");

    /// <summary>RFC 4648 6, without padding.</summary>
    internal static string Base32(byte[] seed) => Base32Encoding.ToString(seed).TrimEnd('=');

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
