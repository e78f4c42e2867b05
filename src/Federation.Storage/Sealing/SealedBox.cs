using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Federation.Model.Keys;
using Federation.Model.Secrets;

namespace Federation.Storage.Sealing;

/// <summary>
/// Bytes sealed under the ring: version (1) ‖ key id (4) ‖ nonce ‖ ciphertext ‖ tag. The AES key is HKDF(ring key, <c>seal/v1</c> ‖ label), and the label is associated
/// data too.
/// </summary>
internal static class SealedBox
{
    public const int KeyIdBytes = 4;
    private const byte Format = 1;
    private const int HeaderSize = 1 + KeyIdBytes;

    public static byte[] Seal(SealingKey ringKey, string label, ReadOnlySpan<byte> plain)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        header[0] = Format;
        Convert.FromHexString(ringKey.KeyId, header[1..], out _, out _);
        var context = Encoding.UTF8.GetBytes(label);
        Span<byte> key = stackalloc byte[32];
        Derive(ringKey, context, key);
        var box = Envelope.Seal(key, header, context, plain);
        CryptographicOperations.ZeroMemory(key);
        return box;
    }

    /// <summary>The id of the ring key that sealed the bytes. False: they are no box of ours.</summary>
    public static bool TryReadKeyId(ReadOnlySpan<byte> box, [NotNullWhen(true)] out string? keyId)
    {
        keyId = box.Length >= HeaderSize && box[0] == Format ? Convert.ToHexStringLower(box.Slice(1, KeyIdBytes)) : null;
        return keyId is not null;
    }

    public static bool TryOpen(SealingKey ringKey, string label, ReadOnlySpan<byte> box, [NotNullWhen(true)] out Secret? plain)
    {
        var context = Encoding.UTF8.GetBytes(label);
        Span<byte> key = stackalloc byte[32];
        Derive(ringKey, context, key);
        var opened = Envelope.TryOpen(key, HeaderSize, context, box, out plain);
        CryptographicOperations.ZeroMemory(key);
        return opened;
    }

    // RFC 5869 §3.3: the ring key is uniformly random, so the expand step alone suffices.
    private static void Derive(SealingKey ringKey, ReadOnlySpan<byte> label, Span<byte> key) =>
        HKDF.Expand(HashAlgorithmName.SHA256, ringKey.Root.Reveal(), key, [.. "seal/v1\0"u8, .. label]);
}
