using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.WebIdentity;

/// <summary>Which tokens are taken and which are not: one good token, of which each test destroys one thing.</summary>
public sealed class TokenVerificationTests
{
    private const string NotAToken = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
    private const string NoKey = "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

    [Theory]
    [InlineData("RS256", 0)]
    [InlineData("RS384", 0)]
    [InlineData("RS512", 0)]
    [InlineData("PS256", 0)]
    [InlineData("PS384", 0)]
    [InlineData("PS512", 0)]
    [InlineData("ES256", 256)]
    [InlineData("ES384", 384)]
    [InlineData("ES512", 521)]
    public async Task Each_algorithm_verifies(string algorithm, int curve)
    {
        await using var world = await WebWorld.OpenAsync();
        world.Issuer.Keys["k"] = curve == 0 ? RSA.Create(2048) : ECDsa.Create(Curve(curve));
        (await world.AssumeAsync(world.Token(null, algorithm, "k"))).Credentials.ShouldNotBeNull();
        var forged = world.Issuer.Sign(world.Issuer.Claims(world.House.Time.GetUtcNow()), algorithm, "k", curve == 0 ? RSA.Create(2048) : ECDsa.Create(Curve(curve)));
        (await world.RefusedAsync(forged)).Message.ShouldBe(NotAToken);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("RSA-OAEP")]
    [InlineData("")]
    public async Task Other_algorithms_are_refused_whatever_the_signature(string algorithm)
    {
        await using var world = await WebWorld.OpenAsync();
        var token = world.Issuer.Sign(world.Issuer.Claims(world.House.Time.GetUtcNow()), header: head => head["alg"] = algorithm);
        (await world.RefusedAsync(token)).Message.ShouldBe(NotAToken);
        (await world.RefusedAsync(token[..(token.LastIndexOf('.') + 1)])).Message.ShouldBe(NotAToken);
        world.Issuer.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_public_key_is_no_hmac_secret()
    {
        await using var world = await WebWorld.OpenAsync();
        var parts = world.Issuer.Sign(world.Issuer.Claims(world.House.Time.GetUtcNow()), header: head => head["alg"] = "HS256").Split('.');
        var secret = ((RSA)world.Issuer.Keys["rsa"]).ExportSubjectPublicKeyInfo();
        var mac = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        (await world.RefusedAsync($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(mac)}")).Code.ShouldBe("InvalidIdentityToken");
    }

    [Fact]
    public async Task A_key_verifies_only_the_algorithms_of_its_kind_and_curve()
    {
        await using var world = await WebWorld.OpenAsync();
        world.Issuer.Keys["p384"] = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        (await world.RefusedAsync(world.Token(null, "ES256", "p384"))).Message.ShouldBe(NoKey);
        // The header says another algorithm than the key's kind has.
        var mixed = world.Issuer.Sign(world.Issuer.Claims(world.House.Time.GetUtcNow()), "RS256", "rsa", header: head => head["kid"] = "ec");
        (await world.RefusedAsync(mixed)).Message.ShouldBe(NoKey);
    }

    [Fact]
    public async Task A_key_for_one_algorithm_verifies_no_other_and_one_for_encryption_none()
    {
        await using var world = await WebWorld.OpenAsync();
        world.Issuer.ChangeKey = key => key["alg"] = "RS512";
        (await world.RefusedAsync(world.Token())).Message.ShouldBe(NoKey);
        await using var second = await WebWorld.OpenAsync();
        second.Issuer.ChangeKey = key => key["use"] = "enc";
        (await second.RefusedAsync(second.Token())).Message.ShouldBe(NoKey);
        await using var third = await WebWorld.OpenAsync();
        third.Issuer.ChangeKey = key => key["key_ops"] = new JsonArray("encrypt");
        (await third.RefusedAsync(third.Token())).Message.ShouldBe(NoKey);
    }

    [Fact]
    public async Task Short_rsa_keys_and_points_off_the_curve_are_no_keys()
    {
        await using var world = await WebWorld.OpenAsync();
        world.Issuer.Keys["short"] = RSA.Create(1024);
        (await world.RefusedAsync(world.Token(null, "RS256", "short"))).Message.ShouldBe(NoKey);
        (await world.AssumeAsync(world.Token())).Credentials.ShouldNotBeNull();
        await using var second = await WebWorld.OpenAsync();
        second.Issuer.ChangeKey = key => key["y"] = key["x"]?.GetValue<string>();
        (await second.RefusedAsync(second.Token(null, "ES256", "ec"))).Message.ShouldBe(NoKey);
    }

    [Fact]
    public async Task A_token_without_kid_is_of_the_only_key_that_fits()
    {
        await using var world = await WebWorld.OpenAsync();
        var token = world.Issuer.Sign(world.Issuer.Claims(world.House.Time.GetUtcNow()), header: head => head.Remove("kid"));
        (await world.AssumeAsync(token)).Credentials.ShouldNotBeNull();
        await using var second = await WebWorld.OpenAsync();
        second.Issuer.Keys["rsa2"] = RSA.Create(2048);
        var unclear = second.Issuer.Sign(second.Issuer.Claims(second.House.Time.GetUtcNow()), header: head => head.Remove("kid"));
        (await second.RefusedAsync(unclear)).Message.ShouldBe(NoKey);
    }

    [Theory]
    [InlineData("""{"alg":"RS256","kid":"rsa","crit":["b64"],"b64":false}""")]
    [InlineData("""{"alg":"RS256","kid":"rsa","typ":"logout+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"rsa","typ":"dpop+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":7}""")]
    [InlineData("""{"alg":"none","kid":"rsa","alg":"RS256"}""")]
    [InlineData("""["RS256"]""")]
    public async Task A_header_that_says_something_else_is_refused(string header)
    {
        await using var world = await WebWorld.OpenAsync();
        var token = TokenIssuer.SignText(header, world.Issuer.Claims(world.House.Time.GetUtcNow()).ToJsonString(), "RS256", world.Issuer.Keys["rsa"]);
        (await world.RefusedAsync(token)).Message.ShouldBe(NotAToken);
    }

    [Fact]
    public async Task A_claim_that_comes_twice_is_refused()
    {
        await using var world = await WebWorld.OpenAsync();
        var claims = world.Issuer.Claims(world.House.Time.GetUtcNow()).ToJsonString();
        var token = TokenIssuer.SignText("""{"alg":"RS256","kid":"rsa"}""", claims[..^1] + ""","sub":"administrator"}""", "RS256", world.Issuer.Keys["rsa"]);
        (await world.RefusedAsync(token)).Message.ShouldBe(NotAToken);
    }

    [Theory]
    [InlineData("sub", "Sub")]
    [InlineData("sub", "SUB")]
    [InlineData("groups", "Groups")]
    public async Task Claims_that_differ_by_letter_case_alone_are_refused_in_either_order(string first, string second)
    {
        await using var world = await WebWorld.OpenAsync(condition: ""","Condition":{"StringEquals":{"idp.example.net/realm:sub":"administrator"} }""");
        foreach (var (one, other) in new[] { (first, second), (second, first) })
        {
            var token = world.Token(claims =>
            {
                claims.Remove("sub");
                claims["sub"] = "administrator";
                claims.Remove(one);
                claims[one] = "mallory";
                claims[other] = "administrator";
            });
            (await world.RefusedAsync(token)).Message.ShouldBe(NotAToken);
        }
    }

    [Fact]
    public async Task A_changed_byte_is_seen()
    {
        await using var world = await WebWorld.OpenAsync();
        var parts = world.Token().Split('.');
        var claims = world.Issuer.Claims(world.House.Time.GetUtcNow());
        claims["sub"] = "administrator";
        (await world.RefusedAsync($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{parts[2]}")).Message.ShouldBe(NotAToken);
        (await world.RefusedAsync($"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}")).Message.ShouldBe(NotAToken);
        (await world.RefusedAsync($"{parts[0]}.{parts[1]}")).Message.ShouldBe(NotAToken);
        (await world.RefusedAsync("abcdef")).Message.ShouldBe(NotAToken);
    }

    [Theory]
    [InlineData("exp", -70, "ExpiredTokenException")]
    [InlineData("exp", -50, null)]
    [InlineData("iat", 70, "InvalidIdentityToken")]
    [InlineData("iat", 50, null)]
    [InlineData("nbf", 70, "InvalidIdentityToken")]
    [InlineData("nbf", 50, null)]
    public async Task Instants_are_borne_within_a_minute(string claim, int seconds, string? code)
    {
        await using var world = await WebWorld.OpenAsync();
        var token = world.Token(claims => claims[claim] = world.House.Time.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds());
        var result = await world.House.CallAsync("sts", "AssumeRoleWithWebIdentity", world.Request(token), Federation.Services.Pipeline.Caller.Anonymous);
        (result.Error?.Code).ShouldBe(code);
    }

    [Theory]
    [InlineData("exp", null)]
    [InlineData("iat", null)]
    [InlineData("exp", "1e40")]
    [InlineData("exp", "1795000000.5")]
    [InlineData("iat", "\"1795000000\"")]
    [InlineData("nbf", "\"x\"")]
    [InlineData("sub", null)]
    [InlineData("sub", "\"\"")]
    [InlineData("sub", "7")]
    [InlineData("aud", null)]
    [InlineData("aud", "[]")]
    [InlineData("aud", "{}")]
    [InlineData("iss", null)]
    public async Task Claims_that_are_needed_must_be_there_and_readable(string claim, string? json)
    {
        await using var world = await WebWorld.OpenAsync();
        var error = await world.RefusedAsync(world.Token(claims =>
        {
            claims.Remove(claim);
            if (json is not null)
            {
                claims[claim] = JsonNode.Parse(json);
            }
        }));
        (error.Code, error.Message).ShouldBe(("InvalidIdentityToken", $"Missing or invalid required claim: {claim}"));
    }

    [Theory]
    [InlineData("\"elsewhere\"", null, false)]
    [InlineData("[\"elsewhere\",\"sts.amazonaws.com\"]", null, true)]
    [InlineData("\"STS.amazonaws.com\"", null, false)]
    [InlineData("\"sts.amazonaws.com\"", "\"client\"", true)]
    [InlineData("\"sts.amazonaws.com\"", "\"stranger\"", false)]
    [InlineData("\"elsewhere\"", "\"client\"", false)]
    [InlineData("\"sts.amazonaws.com\"", "7", false)]
    public async Task The_token_must_be_for_a_registered_audience_and_of_a_registered_party(string audience, string? party, bool isTaken)
    {
        await using var world = await WebWorld.OpenAsync();
        var token = world.Token(claims =>
        {
            claims["aud"] = JsonNode.Parse(audience);
            if (party is not null)
            {
                claims["azp"] = JsonNode.Parse(party);
            }
        });
        var result = await world.House.CallAsync("sts", "AssumeRoleWithWebIdentity", world.Request(token), Federation.Services.Pipeline.Caller.Anonymous);
        (result.Error?.Message).ShouldBe(isTaken ? null : "Incorrect token audience");
        result.Succeeded.ShouldBe(isTaken);
    }

    [Theory]
    [InlineData("https://idp.example.net/realm/")]
    [InlineData("https://idp.example.net")]
    [InlineData("https://IDP.example.net/realm")]
    [InlineData("http://idp.example.net/realm")]
    [InlineData("idp.example.net/realm")]
    public async Task The_issuer_is_compared_to_the_letter(string issuer)
    {
        await using var world = await WebWorld.OpenAsync();
        var error = await world.RefusedAsync(world.Token(claims => claims["iss"] = issuer));
        (error.Code, error.Message).ShouldBe(("InvalidIdentityToken", $"No OpenIDConnect provider found in your account for {issuer}"));
    }

    [Fact]
    public async Task A_provider_of_another_account_is_not_asked()
    {
        await using var world = await WebWorld.OpenAsync();
        var other = await world.House.AccountAsync("other");
        var role = await world.House.RoleAsync(SamlWorld.RootOf(other), "theirs", SamlWorld.Trusts(world.ProviderArn, "sts:AssumeRoleWithWebIdentity"));
        var error = await world.RefusedAsync(world.Request(world.Token()) with { RoleArn = role.Arn });
        error.Message.ShouldStartWith("No OpenIDConnect provider found in your account for");
        world.Issuer.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tokens_of_the_gateways_own_issuer_are_refused()
    {
        await using var world = await WebWorld.OpenAsync("https://fed.example.net/oidc/111122223333");
        (await world.RefusedAsync(world.Token())).Message.ShouldBe("Tokens of this service's own issuer cannot be used to assume roles");
    }

    private static ECCurve Curve(int bits) => bits switch
    {
        256 => ECCurve.NamedCurves.nistP256,
        384 => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };
}
