using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Saml.Encryption;
using Federation.Saml.Validation;
using Federation.Saml.Xml;
using static Federation.UnitTests.Saml.ResponseBuilder;

namespace Federation.UnitTests.Saml;

public sealed class EncryptionTests
{
    private const string Oaep11 = "<xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#rsa-oaep\">{0}</xenc:EncryptionMethod>";
    private const string Sha256Digest = "<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>";
    private const string Mgf256 = "<m:MGF xmlns:m=\"http://www.w3.org/2009/xmlenc11#\" Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1sha256\"/>";
    private const string Mgf1p256 = "<xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p\">" + Sha256Digest + "</xenc:EncryptionMethod>";

    private static readonly SamlValidationContext Keyed = Context with { DecryptionKeys = [SamlDecryptionKey.Create(TestKeys.SpNext), SamlDecryptionKey.Create(TestKeys.Sp)] };

    [Theory]
    [InlineData(TestEncryption.Gcm128, false)]
    [InlineData(TestEncryption.Gcm256, false)]
    [InlineData(TestEncryption.Gcm256, true)]
    public void Takes_GCM_with_the_signature_inside(string algorithm, bool beside)
    {
        var result = Encrypted(new() { Algorithm = algorithm, KeyBesideData = beside }).Validate(Keyed);

        result.FirstFailure.ShouldBeNull();
        result.Assertion!.WasEncrypted.ShouldBeTrue();
        result.Assertion.NameId!.Value.ShouldBe("alice");
    }

    [Theory]
    [InlineData(TestEncryption.Cbc128)]
    [InlineData(TestEncryption.Cbc256)]
    public void Takes_CBC_only_under_a_signature(string algorithm)
    {
        var response = Encrypted(new() { Algorithm = algorithm });

        (response with { SignResponse = new() }).Validate(Keyed).FirstFailure.ShouldBeNull();
        (response with { SignResponse = new(), SignAssertion = null }).Validate(Keyed).FirstFailure.ShouldBeNull();
        response.Validate(Keyed).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.EncryptionUnderSignature);
    }

    public static TheoryData<string, string, string> Paddings => new()
    {
        { "digest and mask SHA-256", Oaep11.Replace("{0}", Sha256Digest + Mgf256, StringComparison.Ordinal), "sha256" },
        { "xmlenc11 name, SHA-1 by default", Oaep11.Replace("{0}", "", StringComparison.Ordinal), "sha1" },
        { "old name with SHA-256, masked with SHA-256 by its library", Mgf1p256, "sha256" },
    };

    [Theory]
    [MemberData(nameof(Paddings))]
    public void Takes_OAEP_variants(string name, string method, string padding) =>
        (Encrypted(new() { KeyMethod = method, Padding = padding == "sha256" ? RSAEncryptionPadding.OaepSHA256 : RSAEncryptionPadding.OaepSHA1 }) with { SignResponse = new() })
            .Validate(Keyed).FirstFailure.ShouldBeNull(name);

    [Theory]
    [InlineData(Mgf1p256)]
    [InlineData("<xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#rsa-oaep\">" + Sha256Digest + "</xenc:EncryptionMethod>")]
    public void Takes_a_SHA256_label_under_a_SHA1_mask_by_openssl_and_only_under_a_signature(string method)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is not installed");
        var response = Encrypted(new() { KeyMethod = method, WrapKey = key => OpensslOaep(key, "sha256", "sha1") });

        (response with { SignResponse = new() }).Validate(Keyed).FirstFailure.ShouldBeNull();
        response.Validate(Keyed).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.Decryption);
    }

    [Fact]
    public void An_encrypted_assertion_is_validated_like_a_plain_one()
    {
        Rule(Encrypted(new()) with { SignAssertion = null }).ShouldBe(SamlRules.SignatureRequired);
        Rule(Encrypted(new()) with { SignAssertion = new() { Certificate = TestKeys.OtherIdp } }).ShouldBe(SamlRules.SignatureValue);
        Rule(Encrypted(new()) with { Conditions = "" }).ShouldBe(SamlRules.Conditions);
        Rule(Encrypted(new() { ChangePlain = plain => Change(plain, "alice", "admin") })).ShouldBe(SamlRules.SignatureDigest);
    }

    [Fact]
    public void Stops_wrapping_and_shared_IDs_inside_the_encryption()
    {
        Rule(Encrypted(new() { ChangePlain = plain => Change(plain, "</saml:Subject>", "</saml:Subject><saml:Advice><saml:Assertion/></saml:Advice>") })).ShouldBe(SamlRules.AssertionPlacement);
        Rule(Encrypted(new() { ChangePlain = plain => Change(plain, "_assertion1", "_response1") })).ShouldBe(SamlRules.UniqueIds);
        Rule(Encrypted(new() { ChangePlain = plain => Change(plain, "<saml:AuthnStatement", "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/><saml:AuthnStatement") })).ShouldBe(SamlRules.SignaturePlacement);
    }

    [Fact]
    public void A_plain_assertion_is_refused_where_encryption_is_demanded()
    {
        new ResponseBuilder().Validate(Keyed with { RequireEncryption = true }).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.EncryptionRequired);
        Encrypted(new()).Validate(Keyed with { RequireEncryption = true }).FirstFailure.ShouldBeNull();
    }

    public static TheoryData<string> Failures => ["wrong key", "bad tag", "short cipher", "bad wrapped key", "wrapped key of another size", "garbage inside", "another element inside", "DTD inside", "no key of ours", "RSA 1.5", "unknown algorithm", "3DES", "no key", "reference instead of value"];

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_failure_to_decrypt_has_one_rule(string failure)
    {
        var context = failure == "no key of ours" ? Context : Keyed;

        var result = Encrypted(Failing(failure, TestEncryption.Gcm256)).Validate(context);

        result.Checks.Where(check => !check.Passed).Select(check => check.Rule).ShouldBe([SamlRules.Decryption]);
    }

    [Theory]
    [InlineData(TestEncryption.Gcm256)]
    [InlineData(TestEncryption.Cbc256)]
    public void A_padding_oracle_sees_the_same_steps_and_the_same_words_whatever_fails(string algorithm)
    {
        var failures = new[] { "wrong key", "bad tag", "bad wrapped key", "wrapped key of another size", "garbage inside", "another element inside" };
        var traces = failures.Select(failure => Steps(Failing(failure, algorithm))).ToArray();

        traces.ShouldAllBe(trace => trace == traces[0]);
        traces[0].ShouldStartWith("unwrap,unwrap,decrypt,parse|");
        Steps(new() { Algorithm = algorithm }).ShouldStartWith("unwrap,unwrap,decrypt,parse|");
    }

    [Fact]
    public void Nothing_is_decrypted_when_the_responses_signature_is_bad()
    {
        var response = Encrypted(new() { Algorithm = TestEncryption.Cbc256 }) with { SignResponse = new() { Certificate = TestKeys.OtherIdp } };

        response.Validate(Keyed).Checks.ShouldNotContain(check => check.Rule == SamlRules.Decryption || check.Rule == SamlRules.AssertionVersion);
    }

    [Theory]
    [InlineData(TestEncryption.Cbc128)]
    [InlineData(TestEncryption.Gcm256)]
    public void An_encrypted_name_identifier_is_read_exactly(string algorithm)
    {
        var response = new ResponseBuilder
        {
            NameId = "<saml:NameID NameQualifier=\"n\" SPNameQualifier=\"s\" SPProvidedID=\"p\" Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">alice</saml:NameID>",
            Before = document => new TestEncryption { Algorithm = algorithm }.Apply(Find(document, "NameID"), "EncryptedID"),
        };

        response.Validate(Keyed).Assertion.ShouldNotBeNull().NameId.ShouldBe(new("alice", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "n", "s", "p"));
        (response with { SignAssertion = new() { Certificate = TestKeys.OtherIdp } }).Validate(Keyed).Checks.ShouldNotContain(check => check.Rule == SamlRules.Decryption);
        response.Validate(Context).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.Decryption);
    }

    [Fact]
    public void Prefixes_of_the_response_reach_into_the_encryption()
    {
        var plain = new TestEncryption { ChangePlain = bytes => Change(bytes, " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"", "") };

        Encrypted(plain).Validate(Keyed).FirstFailure.ShouldBeNull();
    }

    private static TestEncryption Failing(string failure, string algorithm)
    {
        var valid = new TestEncryption { Algorithm = algorithm };
        return failure switch
        {
            "wrong key" => valid with { Certificate = TestKeys.OtherIdp },
            "bad tag" => valid with { ChangeCipher = cipher => { cipher[^1] ^= 1; cipher[^20] ^= 1; return cipher; } },
            "short cipher" => valid with { ChangeCipher = cipher => cipher[..10] },
            "bad wrapped key" => valid with { WrapKey = _ => RandomNumberGenerator.GetBytes(256) },
            "wrapped key of another size" => valid with { WrapKey = _ => TestKeys.Sp.GetRSAPublicKey()!.Encrypt(new byte[24], RSAEncryptionPadding.OaepSHA1) },
            "garbage inside" => valid with { ChangePlain = _ => RandomNumberGenerator.GetBytes(500) },
            "another element inside" => valid with { ChangePlain = _ => "<saml:NameID>admin</saml:NameID>"u8.ToArray() },
            "DTD inside" => valid with { ChangePlain = plain => [.. "<!DOCTYPE a>"u8, .. plain] },
            "RSA 1.5" => valid with { KeyMethod = "<xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#rsa-1_5\"/>", Padding = RSAEncryptionPadding.Pkcs1 },
            "unknown algorithm" => valid with { Algorithm = "urn:gcm" },
            "3DES" => valid with { Algorithm = "http://www.w3.org/2001/04/xmlenc#tripledes-cbc" },
            "no key" => valid with { KeyMethod = "" },
            "reference instead of value" => valid with { KeyMethod = "<xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p\"><xenc:OAEPparams>AAAA</xenc:OAEPparams></xenc:EncryptionMethod>" },
            _ => valid,
        };
    }

    private static string Steps(TestEncryption encryption)
    {
        var document = TestSigner.Load(Encrypted(encryption).Xml());
        var tree = XmlTreeReader.Read(System.Text.Encoding.UTF8.GetBytes(document.OuterXml), XmlLimits.Message, new CheckList())!;
        var (steps, checks) = (new List<string>(), new CheckList());
        new Decryptor(Keyed.DecryptionKeys, steps.Add).Decrypt(tree.Root.Child(XmlNames.Assertion, "EncryptedAssertion")!, "Assertion", true, checks);
        return string.Join(',', steps) + "|" + string.Join(';', checks.Checks.Where(check => !check.Passed).Select(check => check.ToString()));
    }

    private static ResponseBuilder Encrypted(TestEncryption encryption) => new()
    {
        Between = document => encryption.Apply(Find(document, "Assertion"), "EncryptedAssertion"),
    };

    private static SamlRule? Rule(ResponseBuilder response) => response.Validate(Keyed).FirstFailure?.Rule;

    private static byte[] Change(byte[] plain, string from, string to) =>
        System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(plain).Replace(from, to, StringComparison.Ordinal));

    private static byte[] OpensslOaep(byte[] key, string digest, string mask)
    {
        var folder = Directory.CreateTempSubdirectory("saml-oaep-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "public.pem"), TestKeys.Sp.GetRSAPublicKey()!.ExportSubjectPublicKeyInfoPem());
            File.WriteAllBytes(Path.Combine(folder, "key"), key);
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/openssl",
                $"pkeyutl -encrypt -pubin -inkey public.pem -in key -out wrapped -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:{digest} -pkeyopt rsa_mgf1_md:{mask}")
            { WorkingDirectory = folder })!;
            process.WaitForExit();
            return File.ReadAllBytes(Path.Combine(folder, "wrapped"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
