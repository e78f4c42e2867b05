using System.Text;
using System.Text.Json;

using Federation.Wire.SigV4;

namespace Federation.UnitTests.Wire.SigV4;

public sealed class PublishedVectorTests
{
    public static TheoryData<string, string, string> AwsCAuth()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var suite in new[] { "v4", "v4a" })
        {
            foreach (var name in SignatureCase.SharedNames("aws-c-auth/" + suite, "header-signed-request.txt"))
            {
                data.Add(suite, name, "header");
                data.Add(suite, name, "query");
            }
        }

        return data;
    }

    public static TheoryData<string> Botocore() => [.. SignatureCase.SharedNames("botocore", "*.sreq")];

    public static TheoryData<string> V4a() => [.. SignatureCase.SharedNames("aws-c-auth/v4a", "public-key.json")];

    [Theory]
    [MemberData(nameof(AwsCAuth))]
    public void Aws_c_auth_requests_verify_and_every_change_is_refused(string suite, string name, string form)
    {
        var vector = SignatureCase.FromAwsCAuth(suite, name, form);

        vector.BuildCanonical().ShouldBe(vector.Canonical);
        vector.BuildStringToSign().ShouldBe(vector.StringToSign);
        vector.Refusal().ShouldBeNull();
        AssertMutationsAreRefused(vector);
    }

    [Theory]
    [MemberData(nameof(Botocore))]
    public void Botocore_requests_verify_and_every_change_is_refused(string name)
    {
        var vector = SignatureCase.FromBotocore(name);

        if (vector.Canonical is not null)
        {
            vector.BuildCanonical().ShouldBe(vector.Canonical);
            vector.BuildStringToSign().ShouldBe(vector.StringToSign);
        }

        vector.Refusal().ShouldBeNull();
        AssertMutationsAreRefused(vector);
    }

    [Theory]
    [MemberData(nameof(V4a))]
    public void SigV4a_public_keys_are_derived_as_published(string name)
    {
        var vector = SignatureCase.FromAwsCAuth("v4a", name, "header");
        using var published = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestFiles.SharedSigV4!, "aws-c-auth", "v4a", name, "public-key.json")));

        var key = new byte[SigningKeys.EcdsaKeySize];
        SigningKeys.DeriveEcdsaPublic(Encoding.UTF8.GetBytes(vector.Secret), vector.Claims.AccessKeyId, key);

        Convert.ToHexStringLower(key).ShouldBe(published.RootElement.GetProperty("X").GetString() + published.RootElement.GetProperty("Y").GetString());
    }

    private static void AssertMutationsAreRefused(SignatureCase vector)
    {
        foreach (var (change, request) in SignatureMutations.Of(vector.Request, vector.Claims))
        {
            vector.Refusal(request).ShouldNotBeNull(change);
        }
    }
}
