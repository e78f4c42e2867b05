using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;

namespace Federation.UnitTests.Saml;

/// <summary>Encrypts as a provider does, with the framework's primitives.</summary>
internal sealed record TestEncryption
{
    public const string Cbc128 = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
    public const string Cbc256 = "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
    public const string Gcm128 = "http://www.w3.org/2009/xmlenc11#aes128-gcm";
    public const string Gcm256 = "http://www.w3.org/2009/xmlenc11#aes256-gcm";

    public X509Certificate2 Certificate { get; init; } = TestKeys.Sp;

    public string Algorithm { get; init; } = Gcm256;

    public RSAEncryptionPadding Padding { get; init; } = RSAEncryptionPadding.OaepSHA1;

    /// <summary>The EncryptionMethod of the key; null writes rsa-oaep-mgf1p with SHA-1.</summary>
    public string KeyMethod { get; init; } = """<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/>""";

    public bool KeyBesideData { get; init; }

    public Func<byte[], byte[]> ChangePlain { get; init; } = plain => plain;

    public Func<byte[], byte[]> ChangeCipher { get; init; } = cipher => cipher;

    public Func<byte[], byte[]> WrapKey { get; init; } = _ => [];

    /// <summary>Puts an Encrypted… element in place of an element.</summary>
    public void Apply(XmlElement element, string holderName)
    {
        var key = RandomNumberGenerator.GetBytes(Algorithm.Contains("128", StringComparison.Ordinal) ? 16 : Algorithm.Contains("192", StringComparison.Ordinal) ? 24 : 32);
        var plain = ChangePlain(Encoding.UTF8.GetBytes(element.OuterXml));
        var cipher = ChangeCipher(Algorithm.Contains("gcm", StringComparison.Ordinal) ? Gcm(plain, key) : Cbc(plain, key));
        var wrapped = WrapKey(key) is { Length: > 0 } own ? own : Certificate.GetRSAPublicKey()!.Encrypt(key, Padding);
        var encryptedKey = $"<xenc:EncryptedKey>{KeyMethod}<xenc:CipherData><xenc:CipherValue>{Convert.ToBase64String(wrapped)}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>";
        var xml =
            $"""<saml:{holderName} xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:EncryptedData Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="{Algorithm}"/>{(KeyBesideData ? "" : $"<ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{encryptedKey}</ds:KeyInfo>")}<xenc:CipherData><xenc:CipherValue>{Convert.ToBase64String(cipher)}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>{(KeyBesideData ? encryptedKey : "")}</saml:{holderName}>""";
        element.ParentNode!.ReplaceChild(element.OwnerDocument.ImportNode(TestSigner.Load(xml).DocumentElement!, true), element);
    }

    private static byte[] Gcm(byte[] plain, byte[] key)
    {
        var nonce = RandomNumberGenerator.GetBytes(12);
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(nonce, plain, cipher, tag);
        return [.. nonce, .. cipher, .. tag];
    }

    private static byte[] Cbc(byte[] plain, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var iv = RandomNumberGenerator.GetBytes(16);
        return [.. iv, .. aes.EncryptCbc(plain, iv, PaddingMode.ISO10126)];
    }
}
