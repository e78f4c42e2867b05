using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Federation.Model.Secrets;

namespace Federation.Storage.Sealing;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce: header ‖ nonce ‖ ciphertext ‖ 128-bit tag. Header and context are authenticated; the context is not stored, so
/// that what was sealed for one row opens in no other.
/// </summary>
internal static class Envelope
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> header, ReadOnlySpan<byte> context, ReadOnlySpan<byte> plain)
    {
        var box = new byte[header.Length + NonceSize + plain.Length + TagSize];
        header.CopyTo(box);
        var nonce = box.AsSpan(header.Length, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(key, TagSize);
        gcm.Encrypt(nonce, plain, box.AsSpan(header.Length + NonceSize, plain.Length), box.AsSpan(box.Length - TagSize), [.. header, .. context]);
        return box;
    }

    /// <summary>False: the key, the header or the context is another one, or a byte was changed.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> key, int headerSize, ReadOnlySpan<byte> context, ReadOnlySpan<byte> box, [NotNullWhen(true)] out Secret? plain)
    {
        plain = null;
        var size = box.Length - headerSize - NonceSize - TagSize;
        if (size < 0)
        {
            return false;
        }

        var opened = new byte[size];
        try
        {
            using var gcm = new AesGcm(key, TagSize);
            gcm.Decrypt(
                box.Slice(headerSize, NonceSize), box.Slice(headerSize + NonceSize, size), box[^TagSize..], opened, [.. box[..headerSize], .. context]);
            plain = new Secret(opened);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened);
        }
    }
}
