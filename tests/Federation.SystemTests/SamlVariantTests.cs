using System.Net;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Every way in which SimpleSAMLphp signs and encrypts: what is signed, with which algorithm, what is encrypted. It wraps with RSA-OAEP and encrypts with AES-128-CBC; it offers no other.</summary>
public sealed class SamlVariantTests
{
    private const string SignBoth = "'saml20.sign.assertion' => true, 'saml20.sign.response' => true";
    private const string SignAssertion = "'saml20.sign.assertion' => true, 'saml20.sign.response' => false";
    private const string SignResponse = "'saml20.sign.assertion' => false, 'saml20.sign.response' => true";
    private const string EncryptAssertion = ", 'assertion.encryption' => true";
    private const string EncryptName = ", 'nameid.encryption' => true";

    [Fact]
    public async Task Each_way_of_signing_and_encrypting_is_understood()
    {
        await using var pair = await SimpleSamlPhpPair.StartAsync();
        var signing = new[] { SignBoth, SignAssertion, SignResponse };
        // XML Encryption 1.1 §6.1.3: CBC counts only under a signature, which is the next test.
        var variants = signing.SelectMany(sign => new[] { "", EncryptAssertion, EncryptName, EncryptAssertion + EncryptName }.Select(encrypt => sign + encrypt))
            .Where(variant => !variant.StartsWith(SignAssertion + EncryptAssertion, StringComparison.Ordinal));
        var hashes = signing.SelectMany(sign => new[] { "256", "384", "512" }.Select(hash => $"{sign}, 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha{hash}'"));
        foreach (var variant in variants.Concat(hashes))
        {
            await pair.TrustAsync(variant);
            using var erin = await pair.SignInAsync(variant);
            (await erin.GetJsonAsync(new Uri(pair.Gateway.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.OK, variant);
        }
    }

    [Fact]
    public async Task An_encrypted_assertion_that_can_be_changed_is_refused()
    {
        await using var pair = await SimpleSamlPhpPair.StartAsync(SignAssertion + EncryptAssertion);
        (await pair.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.BadRequest);
        pair.Gateway.Transcript.ShouldContain("encryption.under-signature");
    }

    [Fact]
    public async Task Sha1_counts_only_where_an_administrator_switched_it_on()
    {
        await using var pair = await SimpleSamlPhpPair.StartAsync("'signature.algorithm' => 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'");
        (await pair.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.BadRequest);

        await pair.SetAsync("AllowSha1", true);
        (await pair.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_encryption_is_demanded_a_plain_assertion_is_refused_and_an_encrypted_one_taken()
    {
        await using var pair = await SimpleSamlPhpPair.StartAsync(SignBoth);
        await pair.SetAsync("RequireEncryption", true);
        (await pair.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.BadRequest);

        await pair.TrustAsync(SignBoth + EncryptAssertion);
        (await pair.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.OK);
    }
}
