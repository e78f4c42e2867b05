using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Model.Identifiers;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Revocations;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Sts;

/// <summary>What a good token gives, what the trust policy sees of it, and what the session keeps.</summary>
public sealed class AssumeRoleWithWebIdentityTests
{
    private const string Url = "idp.example.net/realm";
    private const string Tags = "https://aws.amazon.com/tags";

    [Fact]
    public async Task A_token_gives_credentials_with_every_member()
    {
        await using var world = await WebWorld.OpenAsync();
        var answer = await world.AssumeAsync(world.Token());
        answer.SubjectFromWebIdentityToken.ShouldBe("repo:corp/app:ref:refs/heads/main");
        answer.AssumedRoleUser!.Arn.ShouldBe($"arn:aws:sts::{world.House.Management}:assumed-role/workload/build-7");
        answer.Provider.ShouldBe(world.ProviderArn);
        answer.Audience.ShouldBe(TokenIssuer.Audience);
        answer.Credentials!.Expiration.ShouldBe(world.House.Time.GetUtcNow().AddHours(1));
        (answer.PackedPolicySize, answer.SourceIdentity).ShouldBe((null, null));
        var caller = await world.House.CallerAsync(answer.Credentials);
        (caller.Kind, caller.Session!.FederatedProvider).ShouldBe((CallerKind.AssumedRole, world.ProviderArn));
        caller.Session.FederatedContext.Keys.Order(StringComparer.Ordinal).ShouldBe([$"{Url}:aud", $"{Url}:sub"]);
    }

    [Fact]
    public async Task A_trust_policy_sees_the_tags_of_its_role()
    {
        await using var world = await WebWorld.OpenAsync();
        var trust = SamlWorld.UnlessFrozen(SamlWorld.Trusts(world.ProviderArn, "sts:AssumeRoleWithWebIdentity"));
        await world.House.DoAsync<Nothing>("iam", "UpdateAssumeRolePolicy", new UpdateAssumeRolePolicyRequest { RoleName = "workload", PolicyDocument = trust });
        await world.AssumeAsync(world.Token());
        await world.House.DoAsync<Nothing>("iam", "TagRole", SamlWorld.Frozen("workload"));
        (await world.RefusedAsync(world.Token())).Code.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("StringEquals", "sub", "repo:corp/app:ref:refs/heads/main", true)]
    [InlineData("StringLike", "sub", "repo:corp/*", true)]
    [InlineData("StringLike", "sub", "repo:other/*", false)]
    [InlineData("StringEquals", "aud", "client", true)]
    [InlineData("StringEquals", "azp", "client", true)]
    [InlineData("StringEquals", "oaud", "sts.amazonaws.com", true)]
    [InlineData("StringEquals", "aud", "sts.amazonaws.com", false)]
    [InlineData("ForAnyValue:StringEquals", "amr", "mfa", true)]
    [InlineData("ForAllValues:StringEquals", "amr", "mfa", false)]
    [InlineData("ForAnyValue:StringEquals", "groups", "ops", true)]
    [InlineData("Bool", "email_verified", "true", true)]
    [InlineData("NumericLessThan", "level", "4", true)]
    [InlineData("StringEquals", "environment", "production", false)]
    public async Task The_trust_policy_sees_the_claims(string test, string key, string value, bool isAllowed)
    {
        await using var world = await WebWorld.OpenAsync(condition: $$""","Condition":{"{{test}}":{"{{Url}}:{{key}}":"{{value}}"} }""");
        var token = world.Token(claims =>
        {
            claims["azp"] = "client";
            claims["amr"] = new JsonArray("pwd", "mfa");
            claims["groups"] = new JsonArray("dev", "ops");
            claims["email_verified"] = true;
            claims["level"] = 3;
            claims["nested"] = new JsonObject { ["environment"] = "production" };
        });
        if (isAllowed)
        {
            await world.AssumeAsync(token);
        }
        else
        {
            var error = await world.RefusedAsync(token);
            (error.Code, error.HttpStatus, error.Message).ShouldBe(("AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        }
    }

    [Fact]
    public async Task A_claim_cannot_speak_for_another_providers_key()
    {
        await using var world = await WebWorld.OpenAsync(condition: $$""","Condition":{"StringEquals":{"{{Url}}:x:sub":"admin"} }""");
        (await world.RefusedAsync(world.Token(claims => claims["x:sub"] = "admin"))).Code.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("azp", "AZP")]
    [InlineData("oaud", "oaud")]
    [InlineData("oaud", "Oaud")]
    [InlineData("email", "Email")]
    [InlineData("amr", "AMR")]
    public async Task Another_spelling_of_a_known_claim_is_not_that_claim(string key, string claim)
    {
        await using var world = await WebWorld.OpenAsync(condition: $$""","Condition":{"ForAnyValue:StringEquals":{"{{Url}}:{{key}}":"client"} }""");
        (await world.RefusedAsync(world.Token(claims => claims[claim] = "client"))).Code.ShouldBe("AccessDenied");
        var keys = TokenIdentityKeys(world, claim);
        keys.Keys.Select(name => name.ToUpperInvariant()).ShouldNotContain($"{Url}:{key}".ToUpperInvariant());
        keys[$"{Url}:sub"].ShouldBe(["alice"]);
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> TokenIdentityKeys(WebWorld world, string claim) => new Federation.Services.WebIdentity.TokenIdentity
    {
        Provider = new Federation.Model.OidcProviders.OidcProvider { AccountId = world.House.Management, ProviderId = "p", Url = Url, CreatedAt = world.House.Time.GetUtcNow() },
        Subject = "alice",
        Audience = [TokenIssuer.Audience],
        Claims = JsonSerializer.SerializeToElement(new JsonObject { ["sub"] = "mallory", ["aud"] = TokenIssuer.Audience, [claim] = "client" }),
    }.ContextKeys();

    [Fact]
    public async Task A_role_that_is_not_there_is_refused_like_one_that_does_not_trust()
    {
        await using var world = await WebWorld.OpenAsync();
        var stranger = await world.House.RoleAsync(world.House.Root, "stranger", SamlWorld.Trusts(world.ProviderArn.Replace(Url, "elsewhere.example", StringComparison.Ordinal), "sts:AssumeRoleWithWebIdentity"));
        var saml = await world.House.RoleAsync(world.House.Root, "saml", SamlWorld.Trusts(world.ProviderArn));
        foreach (var role in new[] { stranger.Arn!, saml.Arn!, $"arn:aws:iam::{world.House.Management}:role/none" })
        {
            var error = await world.RefusedAsync(world.Request(world.Token()) with { RoleArn = role });
            (error.Code, error.Message).ShouldBe(("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        }
    }

    [Fact]
    public async Task A_removed_provider_lets_nobody_in()
    {
        await using var world = await WebWorld.OpenAsync();
        await world.AssumeAsync(world.Token());
        await world.House.DoAsync<Nothing>("iam", "DeleteOpenIDConnectProvider", new Federation.Services.Iam.OidcProviders.DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = world.ProviderArn });
        (await world.RefusedAsync(world.Token())).Message.ShouldStartWith("No OpenIDConnect provider found");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tags_and_source_identity_of_the_token_become_the_sessions(bool isFlat)
    {
        await using var world = await WebWorld.OpenAsync();
        var answer = await world.AssumeAsync(world.Token(claims => AddTags(claims, isFlat)));
        (answer.SourceIdentity, answer.PackedPolicySize > 0).ShouldBe(("alice", true));
        var caller = await world.House.CallerAsync(answer.Credentials!);
        caller.PrincipalTags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal).ShouldBe(["Cost=42", "Team=id"]);
        var next = await world.House.RoleAsync(world.House.Root, "next", StsWorld.TrustsAws(world.RoleArn));
        await world.House.AllowAsync(world.House.Root, "workload", "sts:*");
        var chained = await world.House.CallerAsync((await world.House.AssumeAsync(caller, StsWorld.Assume(next.Arn!))).Credentials!);
        chained.PrincipalTags.Single().Key.ShouldBe("Team");
        chained.Session!.SourceIdentity.ShouldBe("alice");
    }

    [Theory]
    [InlineData("sts:TagSession")]
    [InlineData("sts:SetSourceIdentity")]
    public async Task Tags_and_source_identity_need_the_trust_policys_leave(string missing)
    {
        await using var world = await WebWorld.OpenAsync();
        var actions = new[] { "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity" }.Where(action => action != missing);
        await world.House.DoAsync<Nothing>("iam", "UpdateAssumeRolePolicy", new UpdateAssumeRolePolicyRequest
        {
            RoleName = "workload",
            PolicyDocument = JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = new { Effect = "Allow", Principal = new { Federated = world.ProviderArn }, Action = actions } }),
        });
        await world.AssumeAsync(world.Token());
        (await world.RefusedAsync(world.Token(claims => AddTags(claims, isFlat: false)))).Message.ShouldBe($"Not authorized to perform {missing}");
    }

    [Theory]
    [InlineData("""{"principal_tags":{"a":["1","2"]}}""", "IDPRejectedClaim")]
    [InlineData("""{"principal_tags":{"a":7}}""", "IDPRejectedClaim")]
    [InlineData("""{"principal_tags":["a"]}""", "IDPRejectedClaim")]
    [InlineData("""["a"]""", "IDPRejectedClaim")]
    [InlineData("""{"principal_tags":{"aws:a":"1"}}""", "IDPRejectedClaim")]
    [InlineData("""{"principal_tags":{"a":"1","A":"2"}}""", "InvalidParameterValue")]
    [InlineData("""{"principal_tags":{"a":"1"},"transitive_tag_keys":["b"]}""", "InvalidParameterValue")]
    [InlineData("""{"principal_tags":{"a":"1"},"transitive_tag_keys":{"a":1}}""", "IDPRejectedClaim")]
    public async Task Tags_that_cannot_be_read_refuse_the_token(string json, string code)
    {
        await using var world = await WebWorld.OpenAsync();
        (await world.RefusedAsync(world.Token(claims => claims[Tags] = JsonNode.Parse(json)))).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("\"aws:x\"")]
    [InlineData("\"with blank\"")]
    [InlineData("[\"alice\"]")]
    public async Task A_source_identity_that_cannot_be_taken_refuses_the_token(string json)
    {
        await using var world = await WebWorld.OpenAsync();
        var error = await world.RefusedAsync(world.Token(claims => claims["https://aws.amazon.com/source_identity"] = JsonNode.Parse(json)));
        (error.Code, error.HttpStatus).ShouldBe(("IDPRejectedClaim", 403));
    }

    [Fact]
    public async Task Length_session_policy_and_provider_id_follow_awss_rules()
    {
        await using var world = await WebWorld.OpenAsync(maxSession: 7200);
        var request = world.Request(world.Token());
        (await world.AssumeAsync(request with { DurationSeconds = 7200 })).Credentials!.Expiration.ShouldBe(world.House.Time.GetUtcNow().AddHours(2));
        (await world.RefusedAsync(request with { DurationSeconds = 7201 })).Message.ShouldBe("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        (await world.RefusedAsync(request with { Policy = "{}" })).Code.ShouldBe("MalformedPolicyDocument");
        (await world.RefusedAsync(request with { ProviderId = "www.amazon.com" })).Code.ShouldBe("InvalidIdentityToken");
        (await world.RefusedAsync(request with { RoleArn = "arn:aws:iam::1:role/x-y-z" })).Code.ShouldBe("ValidationError");

        await world.House.AllowAsync(world.House.Root, "workload", "iam:*");
        var limited = await world.AssumeAsync(request with { Policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetRole","Resource":"*"}}""" });
        limited.PackedPolicySize.ShouldNotBeNull();
        var caller = await world.House.CallerAsync(limited.Credentials!);
        await world.House.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "workload" }, caller);
        (await world.House.CallAsync("iam", "ListRoles", new ListRolesRequest(), caller)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task The_trail_names_the_bearer_and_holds_no_token()
    {
        await using var world = await WebWorld.OpenAsync();
        var token = world.Token();
        await world.AssumeAsync(token);
        (await world.RefusedAsync(world.Request(token) with { RoleArn = world.RoleArn + "x" })).Code.ShouldBe("AccessDenied");
        var records = (await world.House.TrailAsync(world.House.Management)).Where(record => record.EventName == "AssumeRoleWithWebIdentity").ToList();
        records.Count.ShouldBe(2);
        foreach (var record in records)
        {
            record.EventJson.ShouldNotContain(token[^40..]);
            var identity = JsonSerializer.Deserialize<JsonElement>(record.EventJson).GetProperty("userIdentity");
            identity.GetProperty("type").GetString().ShouldBe("WebIdentityUser");
            identity.GetProperty("principalId").GetString().ShouldBe($"{world.ProviderArn}:sts.amazonaws.com:repo:corp/app:ref:refs/heads/main");
            identity.GetProperty("userName").GetString().ShouldBe("repo:corp/app:ref:refs/heads/main");
            identity.GetProperty("identityProvider").GetString().ShouldBe(world.ProviderArn);
        }
    }

    [Fact]
    public async Task A_bearer_is_revoked_by_provider_and_subject()
    {
        await using var world = await WebWorld.OpenAsync();
        var credentials = (await world.AssumeAsync(world.Token())).Credentials!;
        var other = (await world.AssumeAsync(world.Token(claims => claims["sub"] = "another"))).Credentials!;
        var revoke = new RevokeSessionsRequest { PrincipalArn = $"{world.ProviderArn}#repo:corp/app:ref:refs/heads/main" };
        await world.House.DoAsync<RevokeSessionsResponse>("federation", "RevokeSessions", revoke);
        (await world.House.AuthenticateAsync(credentials)).Error!.Code.ShouldBe("ExpiredToken");
        (await world.House.AuthenticateAsync(other)).Succeeded.ShouldBeTrue();
        var stranger = revoke with { PrincipalArn = revoke.PrincipalArn!.Replace(world.House.Management.Value, AccountId.Parse("999999999999").Value, StringComparison.Ordinal) };
        (await world.House.CallAsync("federation", "RevokeSessions", stranger)).Error!.Code.ShouldBe("NoSuchEntityException");
    }

    private static void AddTags(JsonObject claims, bool isFlat)
    {
        claims["https://aws.amazon.com/source_identity"] = "alice";
        if (isFlat)
        {
            claims[Tags + "/principal_tags/Team"] = new JsonArray("id");
            claims[Tags + "/principal_tags/Cost"] = "42";
            claims[Tags + "/transitive_tag_keys"] = new JsonArray("team");
            return;
        }

        claims[Tags] = new JsonObject
        {
            ["principal_tags"] = new JsonObject { ["Team"] = new JsonArray("id"), ["Cost"] = new JsonArray("42") },
            ["transitive_tag_keys"] = new JsonArray("team"),
        };
    }
}
