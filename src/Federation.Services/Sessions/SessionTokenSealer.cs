using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Federation.Model.Keys;
using Federation.Model.Secrets;

namespace Federation.Services.Sessions;

/// <summary>
/// Seals session claims into the token of a temporary credential, and derives its secret access key: nothing is stored per session.
/// Layout: version (1), flags (1), sealing key id (4), seed (32), AES-256-GCM ciphertext, tag (16); base64. The seed is random, so each token has a key of
/// its own, HKDF(root, seed, <c>token/v1</c>), and a fixed nonce is used once per key. Header and access key id are associated data.
/// </summary>
internal sealed class SessionTokenSealer(IKeyRing ring)
{
    /// <summary>A token is at most this many base64 characters (6 KB).</summary>
    internal const int MaxTokenLength = 6144;

    private const byte Version = 1;
    private const byte CompressedFlag = 1;
    private const int SeedLength = 32;
    private const int HeaderLength = 2 + 4 + SeedLength;
    private const int TagLength = 16;
    private static readonly byte[] TokenLabel = Encoding.ASCII.GetBytes("token/v1");
    private static readonly byte[] SecretLabel = Encoding.ASCII.GetBytes("secret/v1");

    /// <summary>Seals claims for an access key id. False: the token would be too long.</summary>
    internal bool TrySeal(string accessKeyId, SessionClaims claims, [NotNullWhen(true)] out Secret? token, [NotNullWhen(true)] out Secret? secretAccessKey)
    {
        (token, secretAccessKey) = (null, null);
        var plain = SessionClaimsCodec.Write(claims, out var compressed);
        var key = ring.CurrentSealingKey;
        var bytes = new byte[HeaderLength + plain.Length + TagLength];
        if (Base64.GetMaxEncodedToUtf8Length(bytes.Length) > MaxTokenLength)
        {
            return false;
        }

        var header = bytes.AsSpan(0, HeaderLength);
        header[0] = Version;
        header[1] = compressed ? CompressedFlag : (byte)0;
        Convert.FromHexString(key.KeyId, header.Slice(2, 4), out _, out _);
        RandomNumberGenerator.Fill(header[6..]);
        Span<byte> extracted = stackalloc byte[32];
        Extract(key, header[6..], extracted);
        Span<byte> tokenKey = stackalloc byte[32];
        HKDF.Expand(HashAlgorithmName.SHA256, extracted, tokenKey, TokenLabel);
        using (var gcm = new AesGcm(tokenKey, TagLength))
        {
            gcm.Encrypt(stackalloc byte[12], plain, bytes.AsSpan(HeaderLength, plain.Length), bytes.AsSpan(HeaderLength + plain.Length), Associated(header, accessKeyId));
        }

        CryptographicOperations.ZeroMemory(tokenKey);
        secretAccessKey = ExpandSecret(extracted, accessKeyId);
        CryptographicOperations.ZeroMemory(extracted);
        token = Secret.FromText(Convert.ToBase64String(bytes));
        return true;
    }

    /// <summary>Opens a token. False: not ours, of another access key id, or changed.</summary>
    internal bool TryOpen(string accessKeyId, string token, [NotNullWhen(true)] out SessionClaims? claims, [NotNullWhen(true)] out Secret? secretAccessKey)
    {
        (claims, secretAccessKey) = (null, null);
        Span<byte> bytes = stackalloc byte[MaxTokenLength];
        if (token.Length > MaxTokenLength || !Convert.TryFromBase64String(token, bytes, out var length) || length < HeaderLength + TagLength)
        {
            return false;
        }

        bytes = bytes[..length];
        var header = bytes[..HeaderLength];
        if (header[0] != Version || (header[1] & ~CompressedFlag) != 0 || !ring.TryGetSealingKey(Convert.ToHexStringLower(header.Slice(2, 4)), out var key))
        {
            return false;
        }

        Span<byte> extracted = stackalloc byte[32];
        Extract(key, header[6..], extracted);
        Span<byte> tokenKey = stackalloc byte[32];
        HKDF.Expand(HashAlgorithmName.SHA256, extracted, tokenKey, TokenLabel);
        var cipher = bytes[HeaderLength..^TagLength];
        var plain = new byte[cipher.Length];
        using (var gcm = new AesGcm(tokenKey, TagLength))
        {
            try
            {
                gcm.Decrypt(stackalloc byte[12], cipher, bytes[^TagLength..], plain, Associated(header, accessKeyId));
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
            finally
            {
                CryptographicOperations.ZeroMemory(tokenKey);
            }
        }

        claims = SessionClaimsCodec.Read(plain, (header[1] & CompressedFlag) != 0);
        if (claims is null)
        {
            return false;
        }

        secretAccessKey = ExpandSecret(extracted, accessKeyId);
        CryptographicOperations.ZeroMemory(extracted);
        return true;
    }

    /// <summary>The id of the sealing key that an opened token names.</summary>
    internal static string SealingKeyIdOf(string token)
    {
        // Twelve characters are nine bytes: version, flags and the id are the first six.
        Span<byte> head = stackalloc byte[9];
        return Convert.TryFromBase64Chars(token.AsSpan(0, 12), head, out _) ? Convert.ToHexStringLower(head.Slice(2, 4)) : throw new FormatException("an opened token is base64");
    }

    /// <summary>RFC 5869 §2.2, once for both keys; the seed is the salt.</summary>
    private static void Extract(SealingKey key, ReadOnlySpan<byte> seed, Span<byte> extracted) => HKDF.Extract(HashAlgorithmName.SHA256, key.Root.Reveal(), seed, extracted);

    private static Secret ExpandSecret(ReadOnlySpan<byte> extracted, string accessKeyId)
    {
        Span<byte> info = stackalloc byte[SecretLabel.Length + accessKeyId.Length];
        SecretLabel.CopyTo(info);
        Encoding.ASCII.GetBytes(accessKeyId, info[SecretLabel.Length..]);
        // 30 bytes are 40 base64 characters, the length that clients expect of a secret access key.
        Span<byte> secret = stackalloc byte[30];
        HKDF.Expand(HashAlgorithmName.SHA256, extracted, secret, info);
        return Secret.FromText(Convert.ToBase64String(secret));
    }

    private static byte[] Associated(ReadOnlySpan<byte> header, string accessKeyId)
    {
        // The account is part of the access key id (UniqueIds), so binding the id binds the account.
        var data = new byte[header.Length + accessKeyId.Length];
        header.CopyTo(data);
        Encoding.ASCII.GetBytes(accessKeyId, data.AsSpan(header.Length));
        return data;
    }
}
