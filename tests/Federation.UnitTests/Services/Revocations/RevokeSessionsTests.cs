using System.Text.Json;
using Federation.Services.Pipeline;
using Federation.Services.Revocations;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;
using static Federation.UnitTests.Services.House.StsWorld;

namespace Federation.UnitTests.Services.Revocations;

public sealed class RevokeSessionsTests
{
    [Fact]
    public async Task A_revoked_role_takes_the_sessions_that_are_out_and_none_that_come_later()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, role) = await WorldAsync(house);
        var caller = await house.SessionAsync(first);
        var before = (await house.AssumeAsync(caller, Assume(role))).Credentials!;
        await RevokeAsync(house, new RevokeSessionsRequest { RoleArn = role });
        (await house.AuthenticateAsync(before)).Error!.Code.ShouldBe("ExpiredToken");
        house.Time.Advance(TimeSpan.FromSeconds(1));
        var after = (await house.AssumeAsync(caller, Assume(role))).Credentials!;
        (await house.AuthenticateAsync(after)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task IssuedBefore_spares_what_was_issued_after_it()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, role) = await WorldAsync(house);
        var caller = await house.SessionAsync(first);
        var old = (await house.AssumeAsync(caller, Assume(role))).Credentials!;
        var between = house.Time.GetUtcNow().AddSeconds(5);
        house.Time.Advance(TimeSpan.FromSeconds(10));
        var fresh = (await house.AssumeAsync(caller, Assume(role))).Credentials!;
        (await RevokeAsync(house, new RevokeSessionsRequest { RoleArn = role, IssuedBefore = between })).IssuedBefore.ShouldBe(between);
        (await house.AuthenticateAsync(old)).Error!.Code.ShouldBe("ExpiredToken");
        (await house.AuthenticateAsync(fresh)).Error.ShouldBeNull();
        (await ErrorAsync(house, new RevokeSessionsRequest { RoleArn = role, IssuedBefore = house.Time.GetUtcNow().AddSeconds(1) })).ShouldBe("ValidationError");
    }

    [Fact]
    public async Task A_revoked_session_takes_its_chain_into_other_accounts()
    {
        await using var house = await TestHouse.OpenAsync();
        var other = await house.AccountAsync("other");
        var (first, _) = await WorldAsync(house);
        await house.AllowAsync(house.Root, "first", "sts:AssumeRole");
        var far = await house.RoleAsync(RootOf(other), "far", TrustsAws(first));
        var credentials = (await house.AssumeAsync(await house.SessionAsync(first), Assume(far.Arn!))).Credentials!;
        await RevokeAsync(house, new RevokeSessionsRequest { SessionId = "session-of-first" });
        (await house.AuthenticateAsync(credentials)).Error!.Code.ShouldBe("ExpiredToken");
    }

    [Fact]
    public async Task A_revoked_person_loses_the_credentials_of_an_assertion_and_another_person_does_not()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = await house.RoleAsync(house.Root, "developer", Trusts(provider));
        var response = Assertion(Role(role.Arn!, provider), SessionName("alice"));
        var answer = await house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", SamlWorld.Assume(role.Arn!, provider, response), Caller.Anonymous);
        await RevokeAsync(house, new RevokeSessionsRequest { PrincipalArn = $"{provider}/bob" });
        (await house.AuthenticateAsync(answer.Credentials!)).Error.ShouldBeNull();
        await RevokeAsync(house, new RevokeSessionsRequest { PrincipalArn = $"{provider}/{answer.Subject}" });
        (await house.AuthenticateAsync(answer.Credentials!)).Error!.Code.ShouldBe("ExpiredToken");
    }

    [Fact]
    public async Task A_provider_in_another_case_is_the_same_one_for_revocation_and_for_the_policies()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = await house.RoleAsync(house.Root, "developer", Trusts(provider));
        var request = SamlWorld.Assume(role.Arn!, provider, Assertion(Role(role.Arn!, provider), SessionName("alice")));
        var answer = await house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", request, Caller.Anonymous);
        var shouted = new RevokeSessionsRequest { PrincipalArn = $"arn:aws:iam::{house.Management}:saml-provider/CORP/{answer.Subject}" };

        await house.UserAsync("helper", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"{{provider}}/*"}]}""");
        (await house.CallAsync("federation", "RevokeSessions", shouted, await house.CallerOfAsync("helper"))).Error!.Code.ShouldBe("AccessDenied");
        (await house.AuthenticateAsync(answer.Credentials!)).Error.ShouldBeNull();
        await RevokeAsync(house, shouted);
        (await house.AuthenticateAsync(answer.Credentials!)).Error!.Code.ShouldBe("ExpiredToken");
    }

    [Fact]
    public async Task Nobody_of_a_provider_that_is_not_there_is_revoked_with_success()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.ProviderAsync(house.Root, "corp");
        foreach (var principal in new[] { "saml-provider/corb/alice", "oidc-provider/idp.example.net/realm#alice", "saml-provider/corp", "saml-provider/corp/" })
        {
            (await ErrorAsync(house, new RevokeSessionsRequest { PrincipalArn = $"arn:aws:iam::{house.Management}:{principal}" })).ShouldBe("NoSuchEntityException", principal);
        }
    }

    [Fact]
    public async Task Permission_to_revoke_may_hang_on_the_providers_tags()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.UserAsync("helper", UserWorld.Allows("federation:RevokeSessions", condition: ""","Condition":{"StringEquals":{"aws:ResourceTag/team":"blue"}}"""));
        var helper = await house.CallerOfAsync("helper");
        var request = new RevokeSessionsRequest { PrincipalArn = $"{provider}/alice" };
        (await house.CallAsync("federation", "RevokeSessions", request, helper)).Error!.Code.ShouldBe("AccessDenied");
        await house.DoAsync<Nothing>("iam", "TagSAMLProvider", new Federation.Services.Iam.SamlProviders.TagSAMLProviderRequest { SAMLProviderArn = provider, Tags = [new() { Key = "team", Value = "blue" }] });
        await house.DoAsync<RevokeSessionsResponse>("federation", "RevokeSessions", request, helper);
    }

    [Fact]
    public async Task Roots_temporary_credentials_are_revoked_by_roots_arn()
    {
        await using var house = await TestHouse.OpenAsync();
        var answer = await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest());
        await RevokeAsync(house, new RevokeSessionsRequest { PrincipalArn = $"arn:aws:iam::{house.Management}:root" });
        (await house.AuthenticateAsync(answer.Credentials!)).Error!.Code.ShouldBe("ExpiredToken");
    }

    [Fact]
    public async Task A_users_temporary_credentials_and_roles_are_revoked_by_its_arn_and_its_key_and_others_are_not()
    {
        await using var house = await TestHouse.OpenAsync();
        var other = RootOf(await house.AccountAsync("other"));
        var ann = await house.UserAsync("ann", UserWorld.Allows("sts:AssumeRole"), "/team/");
        await house.UserAsync("bob");
        var far = await house.RoleAsync(other, "far", TrustsAws(ann.Arn!));
        var key = await house.KeyAsync("ann");
        var caller = await house.CallerAsync(key);
        var session = (await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest(), caller)).Credentials!;
        var role = (await house.AssumeAsync(caller, Assume(far.Arn!))).Credentials!;
        var bobs = (await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest(), await house.CallerOfAsync("bob"))).Credentials!;

        (await ErrorAsync(house, new RevokeSessionsRequest { PrincipalArn = $"arn:aws:iam::{house.Management}:user/ann" })).ShouldBe("NoSuchEntityException");
        await house.CallerAsync(session);
        await RevokeAsync(house, new RevokeSessionsRequest { PrincipalArn = ann.Arn });
        (await house.AuthenticateAsync(session)).Error!.Code.ShouldBe("ExpiredToken");
        (await house.AuthenticateAsync(role)).Error!.Code.ShouldBe("ExpiredToken");
        await house.CallerAsync(bobs);
        await house.CallerAsync(key);
    }

    [Fact]
    public async Task The_trail_names_the_session_of_what_was_issued_and_by_that_name_it_is_revoked()
    {
        await using var house = await TestHouse.OpenAsync();
        var ann = await house.UserAsync("ann", UserWorld.Allows("sts:*"));
        var target = await house.RoleAsync(house.Root, "target", TrustsAws(ann.Arn!));
        var caller = await house.CallerOfAsync("ann");
        var session = (await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest(), caller)).Credentials!;
        var federated = (await house.DoAsync<GetFederationTokenResponse>("sts", "GetFederationToken", new GetFederationTokenRequest { Name = "app" }, caller)).Credentials!;
        var role = (await house.AssumeAsync(caller, Assume(target.Arn!))).Credentials!;
        foreach (var (operation, credentials) in new[] { ("GetSessionToken", session), ("GetFederationToken", federated), ("AssumeRole", role) })
        {
            var record = (await house.TrailAsync(house.Management)).Last(entry => entry.EventName == operation);
            var id = JsonDocument.Parse(record.EventJson).RootElement.GetProperty("additionalEventData").GetProperty("sessionId").GetString();
            await house.CallerAsync(credentials);
            await RevokeAsync(house, new RevokeSessionsRequest { SessionId = id });
            (await house.AuthenticateAsync(credentials)).Error!.Code.ShouldBe("ExpiredToken", operation);
        }
    }

    [Fact]
    public async Task Permission_to_revoke_may_hang_on_the_users_tags()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("helper", UserWorld.Allows("federation:RevokeSessions", condition: ""","Condition":{"StringEquals":{"aws:ResourceTag/team":"blue"}}"""));
        var helper = await house.CallerOfAsync("helper");
        var ann = await house.UserAsync("ann");
        var request = new RevokeSessionsRequest { PrincipalArn = ann.Arn };
        (await house.CallAsync("federation", "RevokeSessions", request, helper)).Error!.Code.ShouldBe("AccessDenied");
        await house.DoAsync<Nothing>("iam", "TagUser", new Federation.Services.Iam.Users.TagUserRequest { UserName = "ann", Tags = [new() { Key = "team", Value = "blue" }] });
        await house.DoAsync<RevokeSessionsResponse>("federation", "RevokeSessions", request, helper);
    }

    [Fact]
    public async Task An_account_revokes_nothing_of_another()
    {
        await using var house = await TestHouse.OpenAsync();
        var attacker = RootOf(await house.AccountAsync("attacker"));
        var (first, role) = await WorldAsync(house);
        var credentials = (await house.AssumeAsync(await house.SessionAsync(first), Assume(role))).Credentials!;
        (await house.CallAsync("federation", "RevokeSessions", new RevokeSessionsRequest { RoleArn = role }, attacker)).Error!.Code.ShouldBe("NoSuchEntityException");
        var person = new RevokeSessionsRequest { PrincipalArn = $"arn:aws:iam::{house.Management}:saml-provider/corp/alice" };
        (await house.CallAsync("federation", "RevokeSessions", person, attacker)).Error!.Code.ShouldBe("NoSuchEntityException");
        await house.DoAsync<RevokeSessionsResponse>("federation", "RevokeSessions", new RevokeSessionsRequest { SessionId = "session-of-first" }, attacker);
        (await house.AuthenticateAsync(credentials)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task Exactly_one_name_is_taken_and_the_permission_is_asked_for()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, role) = await WorldAsync(house);
        (await ErrorAsync(house, new RevokeSessionsRequest())).ShouldBe("ValidationError");
        (await ErrorAsync(house, new RevokeSessionsRequest { RoleArn = role, SessionId = "x" })).ShouldBe("ValidationError");
        (await ErrorAsync(house, new RevokeSessionsRequest { SessionId = "x", IssuedBefore = house.Time.GetUtcNow() })).ShouldBe("ValidationError");
        var caller = await house.SessionAsync(first);
        (await house.CallAsync("federation", "RevokeSessions", new RevokeSessionsRequest { RoleArn = role }, caller)).Error!.Code.ShouldBe("AccessDenied");
        await house.AllowAsync(house.Root, "first", "federation:RevokeSessions", role);
        await house.DoAsync<RevokeSessionsResponse>("federation", "RevokeSessions", new RevokeSessionsRequest { RoleArn = role }, caller);
        (await house.CallAsync("federation", "RevokeSessions", new RevokeSessionsRequest { RoleArn = first }, caller)).Error!.Code.ShouldBe("AccessDenied");
    }

    private static Task<RevokeSessionsResponse> RevokeAsync(TestHouse house, RevokeSessionsRequest request) => house.DoAsync<RevokeSessionsResponse>("federation", "RevokeSessions", request);

    private static async Task<string> ErrorAsync(TestHouse house, RevokeSessionsRequest request) => (await house.CallAsync("federation", "RevokeSessions", request)).Error.ShouldNotBeNull().Code;

    private static async Task<(string First, string Target)> WorldAsync(TestHouse house)
    {
        var first = await house.RoleAsync(house.Root, "first", TrustsAws(house.Management.Value));
        var target = await house.RoleAsync(house.Root, "target", TrustsAws(first.Arn!));
        return (first.Arn!, target.Arn!);
    }
}
