using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using BenchmarkDotNet.Attributes;
using Federation.Saml.Encryption;
using Federation.Saml.Validation;
using Federation.Saml.Xml;

namespace Federation.PartsBench;

/// <summary>An EncryptedAssertion (AES-256-CBC, key by RSA-OAEP) to its tree, against <see cref="EncryptedXml"/>.</summary>
[MemoryDiagnoser]
public class Decryption
{
    private const string KeyName = "recipient";
    private readonly RSA _key = RSA.Create(2048);
    private string _encrypted = null!;
    private ElementNode _holder = null!;
    private Decryptor _decryptor = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var document = Sample.Load(Sample.Text);
        var assertion = (XmlElement)document.GetElementsByTagName("Assertion", "urn:oasis:names:tc:SAML:2.0:assertion")[0]!;
        var holder = document.CreateElement("saml", "EncryptedAssertion", "urn:oasis:names:tc:SAML:2.0:assertion");
        holder.AppendChild(document.ImportNode(Encrypt(assertion).GetXml(), deep: true));
        _encrypted = holder.OuterXml;
        var checks = new CheckList();
        _holder = XmlTreeReader.Read(Encoding.UTF8.GetBytes(_encrypted), XmlLimits.Message, checks)!.Root;
        _decryptor = new Decryptor([SamlDecryptionKey.Create(_key)]);
    }

    [Benchmark(Baseline = true)]
    public object EncryptedXmlDecrypt()
    {
        var document = Sample.Load(_encrypted);
        var encrypted = new EncryptedXml(document);
        encrypted.AddKeyNameMapping(KeyName, _key);
        encrypted.DecryptDocument();
        return document;
    }

    [Benchmark]
    public object Ours() => _decryptor.Decrypt(_holder, "Assertion", underSignature: true, new CheckList()) ?? throw new CryptographicException("not decrypted");

    private EncryptedData Encrypt(XmlElement element)
    {
        using var aes = Aes.Create();
        aes.KeySize = 256;
        var key = new EncryptedKey
        {
            CipherData = new CipherData(EncryptedXml.EncryptKey(aes.Key, _key, useOAEP: true)),
            EncryptionMethod = new EncryptionMethod(EncryptedXml.XmlEncRSAOAEPUrl),
        };
        key.KeyInfo.AddClause(new KeyInfoName(KeyName));
        var data = new EncryptedData
        {
            Type = EncryptedXml.XmlEncElementUrl,
            EncryptionMethod = new EncryptionMethod(EncryptedXml.XmlEncAES256Url),
            CipherData = new CipherData(new EncryptedXml().EncryptData(element, aes, content: false)),
        };
        data.KeyInfo.AddClause(new KeyInfoEncryptedKey(key));
        return data;
    }
}
