using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Policy;
using Federation.Services.Pipeline;

namespace Federation.Services.Authorization;

/// <summary>
/// Seals why a call was denied into a message that goes to the caller, who cannot read it, and opens it for whoever may (AWS: DecodeAuthorizationMessage). Layout: version (1),
/// sealing key id (4), seed (32), AES-256-GCM ciphertext, tag (16); base64url. The key is HKDF(root, seed, <c>authorization-message/v1</c>), used once; header and account are
/// associated data, so that a message opens in its own account only. It can be opened for as long as its sealing key lives: 36 hours at least.
/// </summary>
public sealed class AuthorizationMessages(IKeyRing ring)
{
    /// <summary>
    /// Every plain text is filled up to this size: a message's length tells nobody whether a resource is there and which tags it has, and it fits into a response header that
    /// proxies let through.
    /// </summary>
    private const int PlainLength = 2048;

    private const int MostUnpacked = 64 * 1024;
    private const byte Version = 1;
    private const int SeedLength = 32;
    private const int HeaderLength = 1 + 4 + SeedLength;
    private const int TagLength = 16;
    private const int LengthPrefix = 2;
    private static readonly byte[] Label = Encoding.ASCII.GetBytes("authorization-message/v1");

    /// <summary>The message for a denial in an account: every denial has one, with as much in it as there is room for.</summary>
    internal string Seal(AccountId account, Decision decision, in AuthorizationRequest request, Caller caller)
    {
        var packed = Pack(AuthorizationMessageJson.Write(decision, request, caller, MessageScope.Whole));
        packed = packed.Length <= PlainLength - LengthPrefix ? packed : Pack(AuthorizationMessageJson.Write(decision, request, caller, MessageScope.Short));
        return Seal(account, packed.Length <= PlainLength - LengthPrefix ? packed : Pack(AuthorizationMessageJson.Write(decision, request, caller, MessageScope.Bare)));
    }

    /// <summary>Opens a message. False: not ours, of another account, of a key that is gone, or changed.</summary>
    internal bool TryOpen(AccountId account, string message, [NotNullWhen(true)] out string? json)
    {
        json = null;
        if (!Base64Url.IsValid(message) || Base64Url.GetMaxDecodedLength(message.Length) > HeaderLength + PlainLength + TagLength + 3)
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(message);
        if (bytes.Length < HeaderLength + LengthPrefix + TagLength || bytes[0] != Version || !ring.TryGetSealingKey(Convert.ToHexStringLower(bytes.AsSpan(1, 4)), out var key))
        {
            return false;
        }

        var plain = new byte[bytes.Length - HeaderLength - TagLength];
        Span<byte> messageKey = stackalloc byte[32];
        Derive(key, bytes, messageKey);
        using var gcm = new AesGcm(messageKey, TagLength);
        CryptographicOperations.ZeroMemory(messageKey);
        try
        {
            gcm.Decrypt(stackalloc byte[12], bytes.AsSpan(HeaderLength, plain.Length), bytes.AsSpan(HeaderLength + plain.Length), plain, Associated(bytes, account));
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        return TryUnpack(plain.AsSpan(LengthPrefix, BinaryPrimitives.ReadUInt16BigEndian(plain)), out json);
    }

    private string Seal(AccountId account, byte[] packed)
    {
        var key = ring.CurrentSealingKey;
        var plain = new byte[PlainLength];
        BinaryPrimitives.WriteUInt16BigEndian(plain, (ushort)packed.Length);
        packed.CopyTo(plain, LengthPrefix);
        var bytes = new byte[HeaderLength + plain.Length + TagLength];
        bytes[0] = Version;
        Convert.FromHexString(key.KeyId, bytes.AsSpan(1, 4), out _, out _);
        RandomNumberGenerator.Fill(bytes.AsSpan(5, SeedLength));
        Span<byte> messageKey = stackalloc byte[32];
        Derive(key, bytes, messageKey);
        using var gcm = new AesGcm(messageKey, TagLength);
        CryptographicOperations.ZeroMemory(messageKey);
        gcm.Encrypt(stackalloc byte[12], plain, bytes.AsSpan(HeaderLength, plain.Length), bytes.AsSpan(HeaderLength + plain.Length), Associated(bytes, account));
        return Base64Url.EncodeToString(bytes);
    }

    private static void Derive(SealingKey key, ReadOnlySpan<byte> bytes, Span<byte> output) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Root.Reveal(), output, bytes.Slice(5, SeedLength), Label);

    private static byte[] Associated(ReadOnlySpan<byte> bytes, AccountId account) => [.. bytes[..HeaderLength], .. Encoding.ASCII.GetBytes(account.Value)];

    private static byte[] Pack(byte[] json)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        return BrotliEncoder.TryCompress(json, target, out var written, quality: 5, window: 18)
            ? target[..written]
            : throw new InvalidOperationException("a buffer of the greatest compressed length was too small");
    }

    private static bool TryUnpack(ReadOnlySpan<byte> packed, [NotNullWhen(true)] out string? json)
    {
        var plain = new byte[MostUnpacked];
        json = BrotliDecoder.TryDecompress(packed, plain, out var written) ? Encoding.UTF8.GetString(plain, 0, written) : null;
        return json is not null;
    }
}
