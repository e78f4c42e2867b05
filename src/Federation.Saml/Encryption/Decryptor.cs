using System.Security.Cryptography;
using Federation.Saml.Validation;
using Federation.Saml.Xml;

namespace Federation.Saml.Encryption;

/// <summary>
/// Decrypts an element. Every failure goes the same way: all keys are tried, a key that does not unwrap is replaced by a random one, the content
/// is decrypted and parsed, and one rule fails with a text that depends on the message alone.
/// </summary>
/// <param name="keys">Our decryption keys.</param>
/// <param name="observer">Is told each step; tests compare the steps of different failures.</param>
internal sealed class Decryptor(IReadOnlyList<SamlDecryptionKey> keys, Action<string>? observer = null)
{
    private const int MostKeys = 4;

    /// <summary>Decrypts and parses; null, with a failed check, when that cannot be done.</summary>
    /// <param name="holder">EncryptedAssertion or EncryptedID.</param>
    /// <param name="localName">The SAML element that must come out.</param>
    /// <param name="underSignature">Whether a verified signature covers the holder.</param>
    /// <param name="checks">Where the checks are noted.</param>
    public XmlTree? Decrypt(ElementNode holder, string localName, bool underSignature, CheckList checks)
    {
        var content = EncryptedContent.Read(holder);

        // XML Encryption 1.1 §6.1.3: CBC is malleable and an oracle, unless the ciphertext itself is signed.
        var sound = content is null || content.IsAuthenticated || underSignature;
        if (!checks.Check(SamlRules.EncryptionUnderSignature, sound, "AES-GCM, or a signed response", content?.Algorithm, holder.LocalName) ||
            content is null || keys.Count == 0)
        {
            return content is null || keys.Count == 0 ? Fail(holder, checks) : null;
        }

        var plain = Open(content, Unwrap(content, underSignature));
        observer?.Invoke("parse");
        var tree = XmlTreeReader.ReadFragment(plain, XmlLimits.Message, new CheckList(), holder);
        CryptographicOperations.ZeroMemory(plain);
        if (tree?.Root.Is(XmlNames.Assertion, localName) != true)
        {
            return Fail(holder, checks);
        }

        checks.Check(SamlRules.Decryption, true, null, EncryptedContent.Describe(holder), holder.LocalName);
        return tree;
    }

    private XmlTree? Fail(ElementNode holder, CheckList checks)
    {
        checks.Fail(
            SamlRules.Decryption,
            $"AES in GCM or CBC, its key by RSA-OAEP for one of our {keys.Count} keys",
            EncryptedContent.Describe(holder),
            holder.LocalName);
        return null;
    }

    private byte[] Unwrap(EncryptedContent content, bool underSignature)
    {
        var key = RandomNumberGenerator.GetBytes(content.KeySize);
        foreach (var wrapped in content.Keys)
        {
            foreach (var own in keys.Take(MostKeys))
            {
                foreach (var mask in wrapped.MaskDigests)
                {
                    // The mixed padding is computed here and not by the system's library: only over what the provider signed.
                    if (mask != wrapped.Digest && !underSignature)
                    {
                        continue;
                    }

                    observer?.Invoke("unwrap");
                    var unwrapped = own.Unwrap(wrapped.Value, wrapped.Digest, mask);
                    key = unwrapped?.Length == content.KeySize ? unwrapped : key;
                }
            }
        }

        return key;
    }

    private byte[] Open(EncryptedContent content, byte[] key)
    {
        observer?.Invoke("decrypt");
        var plain = content.IsAuthenticated ? OpenGcm(content.Cipher, key) : OpenCbc(content.Cipher, key);
        CryptographicOperations.ZeroMemory(key);
        return plain;
    }

    // XML Encryption 1.1 §5.2.4: 12 bytes of IV, the ciphertext, 16 bytes of tag.
    private static byte[] OpenGcm(byte[] cipher, byte[] key)
    {
        const int NonceSize = 12;
        const int TagSize = 16;
        if (cipher.Length < NonceSize + TagSize)
        {
            return [];
        }

        var plain = new byte[cipher.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(cipher.AsSpan(0, NonceSize), cipher.AsSpan(NonceSize, plain.Length), cipher.AsSpan(cipher.Length - TagSize), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            plain.AsSpan().Clear();
        }

        return plain;
    }

    // XML Encryption 1.1 §5.2.3: only the last byte of the padding means anything. A bad one is not told: the text goes on to the parser as it is.
    private static byte[] OpenCbc(byte[] cipher, byte[] key)
    {
        const int BlockSize = 16;
        if (cipher.Length < 2 * BlockSize || cipher.Length % BlockSize != 0)
        {
            return [];
        }

        using var aes = Aes.Create();
        aes.Key = key;
        var plain = aes.DecryptCbc(cipher.AsSpan(BlockSize), cipher.AsSpan(0, BlockSize), PaddingMode.None);
        var padding = plain[^1];
        return plain[..^(padding is >= 1 and <= BlockSize ? padding : 0)];
    }
}
