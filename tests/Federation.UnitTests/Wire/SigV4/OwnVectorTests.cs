using Federation.Wire.SigV4;

namespace Federation.UnitTests.Wire.SigV4;

public sealed class OwnVectorTests
{
    [Theory]
    [MemberData(nameof(SignatureCase.OwnNames), MemberType = typeof(SignatureCase))]
    public void Requests_signed_by_plain_code_verify_and_every_change_is_refused(string name)
    {
        var vector = SignatureCase.FromOwn(name);
        var verifier = new SignatureVerifier(new SigningKeyCache());

        vector.BuildCanonical().ShouldBe(vector.Canonical);
        vector.BuildStringToSign().ShouldBe(vector.StringToSign);
        vector.Refusal(verifier: verifier).ShouldBeNull();
        foreach (var (change, request) in SignatureMutations.Of(vector.Request, vector.Claims))
        {
            // The second verification of each runs on the cached key.
            vector.Refusal(request, verifier).ShouldNotBeNull(change);
        }

        vector.Refusal(verifier: verifier).ShouldBeNull();
    }
}
