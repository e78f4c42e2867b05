using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;

namespace Federation.Services.Passwords;

/// <summary>What became of the comparison of a password with a hash.</summary>
public enum PasswordMatch
{
    /// <summary>Another password, or a hash that cannot be read.</summary>
    No = 0,

    /// <summary>The password.</summary>
    Yes = 1,

    /// <summary>The password, under parameters that are no longer ours: to be hashed anew.</summary>
    YesButWeak = 2,
}

/// <summary>
/// Argon2id (RFC 9106) in PHC string format: <c>$argon2id$v=19$m=…,t=…,p=…$salt$hash</c>, so that every hash says how it was made. Slow on purpose: call it through
/// <see cref="PasswordGate"/> and never with a transaction open.
/// </summary>
/// <param name="hashing">How much work a hash is.</param>
/// <param name="spent">Told the work of each computation, in KiB that were passed over; null: nobody counts.</param>
public sealed class PasswordHasher(PasswordHashing hashing, Action<long>? spent = null)
{
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    // What a hash may ask for: a row that was tampered with must not take the machine's memory.
    private const int MostMemoryKiB = 1 << 20;
    private const int MostIterations = 64;
    private const int MostLanes = 16;

    private readonly Lazy<string> _dummy = new(() => Create(Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)), hashing, spent));

    /// <summary>A hash that no password has: for names that are not there, so that their refusal costs as much as any other.</summary>
    public string Dummy => _dummy.Value;

    /// <summary>A fresh hash.</summary>
    public string Hash(string password) => Create(password, hashing, spent);

    /// <summary>Compares in constant time. A refusal costs what it costs for <see cref="Dummy"/>, also where the hash was made with less work or cannot be read.</summary>
    public PasswordMatch Verify(string hash, string password)
    {
        if (Parsed.Read(hash) is not { } parsed)
        {
            SpendRest(password, 0);
            return PasswordMatch.No;
        }

        var computed = Compute(password, parsed.Salt, parsed.Hash.Length, parsed.MemoryKiB, parsed.Iterations, parsed.Lanes, spent);
        if (!CryptographicOperations.FixedTimeEquals(computed, parsed.Hash))
        {
            SpendRest(password, (long)parsed.MemoryKiB * parsed.Iterations);
            return PasswordMatch.No;
        }

        return parsed.MemoryKiB == hashing.MemoryKiB && parsed.Iterations == hashing.Iterations && parsed.Lanes == hashing.Parallelism
            ? PasswordMatch.Yes
            : PasswordMatch.YesButWeak;
    }

    /// <summary>Does the work that is missing to one hash of ours: a refusal that comes sooner than for names that are nobody's would tell that somebody is there.</summary>
    private void SpendRest(string password, long done)
    {
        var missing = (long)hashing.MemoryKiB * hashing.Iterations - done;
        var salt = new byte[SaltBytes];
        if (missing >= hashing.MemoryKiB)
        {
            Compute(password, salt, HashBytes, hashing.MemoryKiB, (int)(missing / hashing.MemoryKiB), hashing.Parallelism, spent);
            missing %= hashing.MemoryKiB;
        }

        // RFC 9106 3.1: no less memory than eight blocks a lane; less work than that is not seen.
        if (missing >= 8L * hashing.Parallelism)
        {
            Compute(password, salt, HashBytes, (int)missing, 1, hashing.Parallelism, spent);
        }
    }

    private static string Create(string password, PasswordHashing hashing, Action<long>? spent)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Compute(password, salt, HashBytes, hashing.MemoryKiB, hashing.Iterations, hashing.Parallelism, spent);
        return string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={hashing.MemoryKiB},t={hashing.Iterations},p={hashing.Parallelism}${Base64(salt)}${Base64(hash)}");
    }

    private static byte[] Compute(string password, byte[] salt, int length, int memoryKiB, int iterations, int lanes, Action<long>? spent)
    {
        spent?.Invoke((long)memoryKiB * iterations);
        var bytes = Encoding.UTF8.GetBytes(password);
        try
        {
            using var argon2 = new Argon2id(bytes) { Salt = salt, MemorySize = memoryKiB, Iterations = iterations, DegreeOfParallelism = lanes };
            return argon2.GetBytes(length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    // PHC strings carry base64 without padding.
    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private sealed record Parsed(int MemoryKiB, int Iterations, int Lanes, byte[] Salt, byte[] Hash)
    {
        internal static Parsed? Read(string text)
        {
            if (text.Split('$') is not ["", "argon2id", "v=19", var parameters, var salt, var hash] || parameters.Split(',') is not [var m, var t, var p]
                || Number(m, "m=", MostMemoryKiB) is not { } memory || Number(t, "t=", MostIterations) is not { } iterations || Number(p, "p=", MostLanes) is not { } lanes
                || Bytes(salt) is not { Length: >= 8 } saltBytes || Bytes(hash) is not { Length: >= 16 } hashBytes)
            {
                return null;
            }

            return new Parsed(memory, iterations, lanes, saltBytes, hashBytes);
        }

        private static int? Number(string text, string name, int most) =>
            text.StartsWith(name, StringComparison.Ordinal) && int.TryParse(text.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most
                ? value
                : null;

        private static byte[]? Bytes(string text)
        {
            var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
            var bytes = new byte[padded.Length / 4 * 3];
            return Convert.TryFromBase64String(padded, bytes, out var written) ? bytes[..written] : null;
        }
    }
}
