using System.Text;

using Federation.Wire;
using Federation.Wire.SigV4;

namespace Federation.UnitTests.Wire.SigV4;

public sealed class SigningKeyCacheTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static WireRequest Sign(string id, string secret) =>
        new RequestSigner(new SigningCredentials(id, secret), "us-east-1", "sts").Sign(new WireRequest("POST", "/", string.Empty, new WireHeader[] { new("Host", "h") }, default), Now);

    private static bool Verifies(SignatureVerifier verifier, WireRequest request, string secret) =>
        verifier.Verify(request, SignatureClaims.Read(request).Claims!, secret, new SignatureVerificationOptions { Now = Now, ExpectedServices = ["sts"] }).IsValid;

    private static bool IsCached(SigningKeyCache cache, WireRequest request, string secret)
    {
        var fingerprint = new byte[SigningKeyCache.FingerprintSize];
        cache.Fingerprint(Encoding.UTF8.GetBytes(secret), fingerprint);
        return cache.TryGet(SignatureClaims.Read(request).Claims!, fingerprint, out _);
    }

    [Fact]
    public void A_rotated_secret_is_never_answered_from_the_old_one()
    {
        var verifier = new SignatureVerifier(new SigningKeyCache());
        Verifies(verifier, Sign("AKIA1", "old"), "old").ShouldBeTrue();
        Verifies(verifier, Sign("AKIA1", "new"), "new").ShouldBeTrue();
        Verifies(verifier, Sign("AKIA1", "old"), "new").ShouldBeFalse();
        Verifies(verifier, Sign("AKIA1", "new"), "new").ShouldBeTrue();
    }

    [Fact]
    public void Only_callers_who_hold_the_key_get_a_place()
    {
        var cache = new SigningKeyCache();
        var verifier = new SignatureVerifier(cache);
        var request = Sign("AKIA1", "wrong");
        Verifies(verifier, request, "right").ShouldBeFalse();
        IsCached(cache, request, "right").ShouldBeFalse();
        Verifies(verifier, request, "wrong").ShouldBeTrue();
        IsCached(cache, request, "wrong").ShouldBeTrue();
    }

    [Fact]
    public void The_cache_is_bounded_and_stays_right_when_it_overflows()
    {
        var cache = new SigningKeyCache(8);
        var verifier = new SignatureVerifier(cache);
        var requests = Enumerable.Range(0, 100).Select(i => (Request: Sign("AKIA" + i, "s" + i), Secret: "s" + i)).ToArray();
        foreach (var (request, secret) in requests.Concat(requests))
        {
            Verifies(verifier, request, secret).ShouldBeTrue();
        }

        requests.Count(item => IsCached(cache, item.Request, item.Secret)).ShouldBeInRange(1, 8);
    }

    [Fact]
    public void Keys_of_other_scopes_are_not_mistaken_for_each_other()
    {
        // One set only, so that all share it.
        var verifier = new SignatureVerifier(new SigningKeyCache(4));
        foreach (var (day, region, service, algorithm) in new[]
        {
            (0, "us-east-1", "sts", SignatureAlgorithm.HmacSha256), (1, "us-east-1", "sts", SignatureAlgorithm.HmacSha256), (0, "us-west-2", "sts", SignatureAlgorithm.HmacSha256),
            (0, "us-east-1", "iam", SignatureAlgorithm.HmacSha256), (0, "us-east-1", "sts", SignatureAlgorithm.HmacSha256), (0, "", "sts", SignatureAlgorithm.HmacSha256),
            (0, "", "sts", SignatureAlgorithm.EcdsaP256Sha256),
        })
        {
            var signer = new RequestSigner(new SigningCredentials("AKIA1", "s"), region, service) { Algorithm = algorithm };
            var request = signer.Sign(new WireRequest("POST", "/", string.Empty, new WireHeader[] { new("Host", "h") }, default), Now.AddDays(day));
            var options = new SignatureVerificationOptions { Now = Now.AddDays(day), ExpectedServices = [service] };
            verifier.Verify(request, SignatureClaims.Read(request).Claims!, "s", options).IsValid.ShouldBeTrue($"{day} {region} {service} {algorithm}");
        }
    }

    [Fact]
    public void Credentials_do_not_tell_their_secret() => new SigningCredentials("AKIA1", "hidden", "token").ToString().ShouldBe("SigningCredentials");
}
