using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Federation.Model.Secrets;

namespace Federation.Storage.Sealing;

/// <summary>The key under which the ring's keys lie in the database. It is never there itself.</summary>
internal sealed class KeyEncryptionKey(Secret root) : IDisposable
{
    public const int Size = 32;
    private const byte Format = 1;
    private const string CheckContext = "installation/key-check";
    private static readonly byte[] CheckText = "federation key check"u8.ToArray();

    /// <summary>Seals key material for one row of the ring.</summary>
    public byte[] Wrap(string context, ReadOnlySpan<byte> plain)
    {
        Span<byte> key = stackalloc byte[Size];
        Derive(key);
        var box = Envelope.Seal(key, [Format], Encoding.UTF8.GetBytes(context), plain);
        CryptographicOperations.ZeroMemory(key);
        return box;
    }

    /// <summary>Opens key material. False: sealed under another key or for another row, or changed.</summary>
    public bool TryUnwrap(string context, ReadOnlySpan<byte> box, [NotNullWhen(true)] out Secret? plain)
    {
        plain = null;
        if (box.IsEmpty || box[0] != Format)
        {
            return false;
        }

        Span<byte> key = stackalloc byte[Size];
        Derive(key);
        var opened = Envelope.TryOpen(key, 1, Encoding.UTF8.GetBytes(context), box, out plain);
        CryptographicOperations.ZeroMemory(key);
        return opened;
    }

    /// <summary>A value that only this key opens: it lies in the store and tells a wrong key from the right one.</summary>
    public byte[] MakeCheck() => Wrap(CheckContext, CheckText);

    public bool Matches(ReadOnlySpan<byte> check)
    {
        var matches = TryUnwrap(CheckContext, check, out var plain) && plain.FixedTimeEquals(CheckText);
        plain?.Dispose();
        return matches;
    }

    public void Dispose() => root.Dispose();

    // RFC 5869 §3.3: the root is uniformly random, so the expand step alone suffices.
    private void Derive(Span<byte> key) => HKDF.Expand(HashAlgorithmName.SHA256, root.Reveal(), key, "key-ring/v1"u8);
}
