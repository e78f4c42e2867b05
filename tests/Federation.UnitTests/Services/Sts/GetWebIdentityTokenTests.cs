using System.Buffers.Text;
using System.Text.Json;
using Federation.Model.Keys;
using Federation.Model.Storage;
using Federation.Services.Iam.OutboundIdentity;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Shapes;
using Federation.Services.OutboundIdentity;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.StsWorld;

namespace Federation.UnitTests.Services.Sts;

/// <summary>Tokens about the caller: their switch, their claims, who may have one, and the keys behind them.</summary>
public sealed class GetWebIdentityTokenTests : IAsyncLifetime
{
    private static readonly GetWebIdentityTokenRequest Plain = new() { Audience = ["https://api.example.com"], SigningAlgorithm = "ES384" };
    private TestHouse _house = null!;

    private string RoleArn => $"arn:aws:iam::{_house.Management}:role/data/worker";

    public async ValueTask InitializeAsync()
    {
        _house = await TestHouse.OpenAsync();
        await _house.DoAsync<RoleResponse>("iam", "CreateRole", new CreateRoleRequest
        {
            RoleName = "worker",
            Path = "/data/",
            AssumeRolePolicyDocument = TrustsAws(_house.Management.Value),
            Tags = [new TagShape { Key = "team", Value = "data" }],
        });
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task The_switch_follows_awss_rules()
    {
        (await ErrorAsync("iam", "GetOutboundWebIdentityFederationInfo")).ShouldBe(("FeatureDisabled", 404));
        (await ErrorAsync("iam", "DisableOutboundWebIdentityFederation")).ShouldBe(("FeatureDisabled", 404));
        var refused = (await _house.CallAsync("sts", "GetWebIdentityToken", Plain)).Error!;
        (refused.Code, refused.HttpStatus).ShouldBe(("OutboundWebIdentityFederationDisabledException", 403));

        var issuer = $"https://fed.example.net/oidc/{_house.Management}";
        (await EnableAsync()).IssuerIdentifier.ShouldBe(issuer);
        (await ErrorAsync("iam", "EnableOutboundWebIdentityFederation")).ShouldBe(("FeatureEnabled", 409));
        var info = await _house.DoAsync<GetOutboundWebIdentityFederationInfoResponse>("iam", "GetOutboundWebIdentityFederationInfo", Nothing.Value);
        (info.IssuerIdentifier, info.JwtVendingEnabled).ShouldBe((issuer, true));

        await _house.DoAsync<Nothing>("iam", "DisableOutboundWebIdentityFederation", Nothing.Value);
        (await _house.CallAsync("sts", "GetWebIdentityToken", Plain)).Error!.Code.ShouldBe("OutboundWebIdentityFederationDisabledException");
        (await _house.DoAsync<GetOutboundWebIdentityFederationInfoResponse>("iam", "GetOutboundWebIdentityFederationInfo", Nothing.Value)).JwtVendingEnabled.ShouldBe(false);
        (await _house.Get<OutboundDiscovery>().FindIssuerAsync(_house.Management.Value, default)).ShouldBe(issuer);
        (await EnableAsync()).IssuerIdentifier.ShouldBe(issuer);
    }

    [Fact]
    public async Task One_accounts_switch_is_not_anothers()
    {
        var other = await _house.AccountAsync("other");
        await EnableAsync();
        (await _house.CallAsync("sts", "GetWebIdentityToken", Plain, SamlWorld.RootOf(other))).Error!.Code.ShouldBe("OutboundWebIdentityFederationDisabledException");
        (await _house.Get<OutboundDiscovery>().FindIssuerAsync(other.Value, default)).ShouldBeNull();
        (await _house.Get<OutboundDiscovery>().FindIssuerAsync("x", default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_token_tells_who_calls_and_whence()
    {
        await _house.AccountAsync("makes-the-organization");
        await EnableAsync();
        await _house.AllowAsync(_house.Root, "worker", "sts:*");
        var caller = await _house.SessionAsync(RoleArn, claims => claims with
        {
            Tags = [new Tag("shift", "night")],
            SourceIdentity = "alice",
            FederatedProvider = "arn:aws:iam::111122223333:saml-provider/corp",
        });
        var answer = await _house.DoAsync<GetWebIdentityTokenResponse>("sts", "GetWebIdentityToken", Plain with { Tags = [new TagShape { Key = "job", Value = "ü 7" }] }, caller);
        var (header, claims) = Read(answer.WebIdentityToken!);
        (header.GetProperty("alg").GetString(), header.GetProperty("typ").GetString()).ShouldBe(("ES384", "JWT"));
        claims.GetProperty("iss").GetString().ShouldBe($"https://fed.example.net/oidc/{_house.Management}");
        claims.GetProperty("sub").GetString().ShouldBe(RoleArn);
        claims.GetProperty("aud").GetString().ShouldBe("https://api.example.com");
        claims.GetProperty("iat").GetInt64().ShouldBe(_house.Time.GetUtcNow().ToUnixTimeSeconds());
        claims.GetProperty("exp").GetInt64().ShouldBe(_house.Time.GetUtcNow().ToUnixTimeSeconds() + 300);
        answer.Expiration.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()));
        claims.GetProperty("jti").GetString().ShouldNotBeNullOrEmpty();
        var own = claims.GetProperty("https://sts.amazonaws.com/");
        own.GetProperty("aws_account").GetString().ShouldBe(_house.Management.Value);
        own.GetProperty("source_region").GetString().ShouldBe("us-east-1");
        own.GetProperty("org_id").GetString()!.ShouldStartWith("o-");
        own.GetProperty("principal_id").GetString().ShouldBe(RoleArn);
        own.GetProperty("original_session_exp").GetString().ShouldBe(caller.Session!.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        own.GetProperty("source_identity").GetString().ShouldBe("alice");
        own.GetProperty("federated_provider").GetString().ShouldBe("arn:aws:iam::111122223333:saml-provider/corp");
        own.GetProperty("principal_tags").GetRawText().ShouldBe("""{"team":"data","shift":"night"}""");
        own.GetProperty("request_tags").GetProperty("job").GetString().ShouldBe("ü 7");
    }

    [Fact]
    public async Task Several_audiences_are_a_list_and_what_does_not_apply_is_left_out()
    {
        await EnableAsync();
        var (_, claims) = Read(await TokenAsync(Plain with { Audience = ["a", "b", "a"], DurationSeconds = 3600 }));
        claims.GetProperty("aud").GetRawText().ShouldBe("""["a","b"]""");
        claims.GetProperty("sub").GetString().ShouldBe($"arn:aws:iam::{_house.Management}:root");
        claims.GetProperty("https://sts.amazonaws.com/").EnumerateObject().Select(member => member.Name).ShouldBe(["aws_account", "source_region", "principal_id"]);
    }

    [Theory]
    [InlineData("StringEquals", "sts:SigningAlgorithm", "ES384", true)]
    [InlineData("StringEquals", "sts:SigningAlgorithm", "RS256", false)]
    [InlineData("NumericLessThanEquals", "sts:DurationSeconds", "300", true)]
    [InlineData("NumericLessThanEquals", "sts:DurationSeconds", "299", false)]
    [InlineData("ForAllValues:StringEquals", "sts:IdentityTokenAudience", "https://api.example.com", true)]
    [InlineData("ForAllValues:StringEquals", "sts:IdentityTokenAudience", "https://other.example.com", false)]
    public async Task Policies_see_audience_length_and_algorithm(string test, string key, string value, bool isAllowed)
    {
        await EnableAsync();
        await PutAsync($$"""{"Effect":"Allow","Action":"sts:GetWebIdentityToken","Resource":"*","Condition":{"{{test}}":{"{{key}}":"{{value}}"} } }""");
        var caller = await _house.SessionAsync(RoleArn);
        ((await _house.CallAsync("sts", "GetWebIdentityToken", Plain, caller)).Error?.Code).ShouldBe(isAllowed ? null : "AccessDenied");
    }

    [Fact]
    public async Task A_second_audience_does_not_slip_past_a_condition_on_all_of_them()
    {
        await EnableAsync();
        await PutAsync("""{"Effect":"Allow","Action":"sts:GetWebIdentityToken","Resource":"*","Condition":{"ForAllValues:StringEquals":{"sts:IdentityTokenAudience":"https://api.example.com"}}}""");
        var caller = await _house.SessionAsync(RoleArn);
        (await _house.CallAsync("sts", "GetWebIdentityToken", Plain with { Audience = ["https://api.example.com", "https://evil.example"] }, caller)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Without_permission_there_is_no_token_and_tags_need_one_of_their_own()
    {
        await EnableAsync();
        var caller = await _house.SessionAsync(RoleArn);
        (await _house.CallAsync("sts", "GetWebIdentityToken", Plain, caller)).Error!.Code.ShouldBe("AccessDenied");
        await PutAsync($$"""{"Effect":"Allow","Action":"sts:GetWebIdentityToken","Resource":"arn:aws:sts::{{_house.Management}}:self"}""");
        await TokenAsync(Plain, caller);
        var tagged = Plain with { Tags = [new TagShape { Key = "job", Value = "7" }] };
        (await _house.CallAsync("sts", "GetWebIdentityToken", tagged, caller)).Error!.Message.ShouldContain("sts:TagGetWebIdentityToken");
        (await _house.CallAsync("sts", "GetWebIdentityToken", tagged with { Tags = [.. tagged.Tags!, new TagShape { Key = "JOB", Value = "8" }] })).Error!.Code.ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public async Task A_token_does_not_outlive_its_session()
    {
        await EnableAsync();
        await _house.AllowAsync(_house.Root, "worker", "sts:*");
        var caller = await _house.SessionAsync(RoleArn, claims => claims with { ExpiresAt = _house.Time.GetUtcNow().AddMinutes(10) });
        await TokenAsync(Plain with { DurationSeconds = 600 }, caller);
        var error = (await _house.CallAsync("sts", "GetWebIdentityToken", Plain with { DurationSeconds = 601 }, caller)).Error!;
        (error.Code, error.HttpStatus).ShouldBe(("SessionDurationEscalationException", 403));
    }

    [Fact]
    public async Task A_payload_that_is_too_large_is_refused()
    {
        await EnableAsync();
        var many = Plain with { Tags = [.. Enumerable.Range(0, 50).Select(i => new TagShape { Key = $"k{i}", Value = new string('x', 200) })] };
        var error = (await _house.CallAsync("sts", "GetWebIdentityToken", many)).Error!;
        (error.Code, error.HttpStatus).ShouldBe(("JWTPayloadSizeExceededException", 400));
    }

    [Theory]
    [InlineData(59, "ES384")]
    [InlineData(3601, "ES384")]
    [InlineData(300, "HS256")]
    [InlineData(300, "ES256")]
    public async Task Shapes_are_checked(int seconds, string algorithm)
    {
        await EnableAsync();
        (await _house.CallAsync("sts", "GetWebIdentityToken", Plain with { DurationSeconds = seconds, SigningAlgorithm = algorithm })).Error!.Code.ShouldBe("ValidationError");
    }

    [Theory]
    [InlineData("ES384")]
    [InlineData("RS256")]
    public async Task Tokens_verify_with_the_keys_that_are_shown_also_after_a_rotation(string algorithm)
    {
        (await _house.CallAsync("sts", "GetWebIdentityToken", Plain)).Succeeded.ShouldBeFalse();
        await EnableAsync();
        var keys = _house.Get<OutboundKeys>();
        var before = await TokenAsync(Plain with { SigningAlgorithm = algorithm });
        Verifies(before, keys).ShouldBeTrue();

        var rotation = _house.Get<IKeyRotation>();
        (await rotation.AnnounceAsync(KeyPurpose.WebIdentitySigning, default)).ShouldBe(KeyRotationOutcome.Announced);
        var announced = keys.PublicKeys().Select(key => key.Kid).ToList();
        announced.Count.ShouldBe(4);
        (await rotation.RotateAsync(KeyPurpose.WebIdentitySigning, default)).ShouldBe(KeyRotationOutcome.Rotated);
        var after = await TokenAsync(Plain with { SigningAlgorithm = algorithm });
        var kid = Read(after).Header.GetProperty("kid").GetString();
        kid.ShouldNotBe(Read(before).Header.GetProperty("kid").GetString());
        announced.ShouldContain(kid);
        Verifies(before, keys).ShouldBeTrue();
        Verifies(after, keys).ShouldBeTrue();
        _house.Time.Advance(TimeSpan.FromHours(37));
        keys.PublicKeys().Count.ShouldBe(2);
        Verifies(before, keys).ShouldBeFalse();
    }

    [Fact]
    public async Task Shown_keys_hold_no_private_part()
    {
        await EnableAsync();
        await TokenAsync(Plain);
        var shown = _house.Get<OutboundKeys>().PublicKeys();
        shown.Count.ShouldBe(2);
        foreach (var key in shown)
        {
            key.HasPrivateKey.ShouldBeFalse();
            (key.D, key.P, key.Q, key.DP, key.DQ, key.QI, key.K).ShouldBe((null, null, null, null, null, null, null));
        }
    }

    [Fact]
    public async Task The_trail_names_the_token_and_does_not_hold_it()
    {
        await EnableAsync();
        var token = await TokenAsync(Plain);
        var record = (await _house.TrailAsync(_house.Management)).Single(record => record.EventName == "GetWebIdentityToken");
        record.EventJson.ShouldNotContain(token.Split('.')[2]);
        record.EventJson.ShouldContain(Read(token).Claims.GetProperty("jti").GetString()!);
    }

    private static bool Verifies(string token, OutboundKeys keys)
    {
        var kid = Read(token).Header.GetProperty("kid").GetString();
        var key = keys.PublicKeys().FirstOrDefault(key => key.Kid == kid);
        if (key is null)
        {
            return false;
        }

        var parts = token.Split('.');
        var provider = key.CryptoProviderFactory.CreateForVerifying(key, key.Alg);
        return provider.Verify(System.Text.Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
    }

    private static (JsonElement Header, JsonElement Claims) Read(string token)
    {
        var parts = token.Split('.');
        return (JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[0])), JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[1])));
    }

    private async Task<string> TokenAsync(GetWebIdentityTokenRequest request, Caller? caller = null) =>
        (await _house.DoAsync<GetWebIdentityTokenResponse>("sts", "GetWebIdentityToken", request, caller)).WebIdentityToken!;

    private Task<EnableOutboundWebIdentityFederationResponse> EnableAsync() =>
        _house.DoAsync<EnableOutboundWebIdentityFederationResponse>("iam", "EnableOutboundWebIdentityFederation", Nothing.Value);

    private async Task<(string Code, int Status)> ErrorAsync(string service, string operation)
    {
        var error = (await _house.CallAsync(service, operation, Nothing.Value)).Error!;
        return (error.Code, error.HttpStatus);
    }

    private Task PutAsync(string statement) => _house.DoAsync<Nothing>("iam", "PutRolePolicy", new PutRolePolicyRequest
    {
        RoleName = "worker",
        PolicyName = "own",
        PolicyDocument = $$"""{"Version":"2012-10-17","Statement":{{statement}} }""",
    });
}
