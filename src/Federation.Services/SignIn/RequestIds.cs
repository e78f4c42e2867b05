using System.Security.Cryptography;
using System.Text;
using Federation.Model.Keys;

namespace Federation.Services.SignIn;

/// <summary>
/// Makes AuthnRequest ids that the gateway knows again without a look-up: an underscore (xs:ID takes no leading digit), the sealing key's id, 16 random bytes and
/// an 8-byte tag, in hexadecimal. STS refuses the answer to a request of ours by this tag.
/// </summary>
public sealed class RequestIds(IKeyRing ring)
{
    private const int TagLength = 16;
    private const int Length = 1 + 8 + 32 + TagLength;
    private static readonly byte[] Label = Encoding.ASCII.GetBytes("authn-request/v1");

    /// <summary>A fresh id.</summary>
    public string Create()
    {
        var key = ring.CurrentSealingKey;
        var body = $"_{key.KeyId}{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        return body + Tag(key, body);
    }

    /// <summary>True for an id that this gateway made.</summary>
    public bool IsOurs(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length == Length && id[0] == '_' && ring.TryGetSealingKey(id[1..9], out var key)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Tag(key, id[..^TagLength])), Encoding.ASCII.GetBytes(id[^TagLength..]));
    }

    private static string Tag(SealingKey key, string body)
    {
        Span<byte> macKey = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Root.Reveal(), macKey, [], Label);
        return Convert.ToHexStringLower(HMACSHA256.HashData(macKey, Encoding.ASCII.GetBytes(body)).AsSpan(0, TagLength / 2));
    }
}
