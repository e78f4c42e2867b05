using Federation.Model.Sessions;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;
using static Federation.UnitTests.Services.House.StsWorld;

namespace Federation.UnitTests.Services.Sts;

public sealed class AssumeRoleTests
{
    [Fact]
    public async Task A_trusted_session_gets_credentials_that_speak_for_the_role()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, role) = await WorldAsync(house);
        var answer = await house.AssumeAsync(await house.SessionAsync(first), Assume(role));
        answer.AssumedRoleUser!.Arn.ShouldBe($"arn:aws:sts::{house.Management}:assumed-role/target/second");
        answer.AssumedRoleUser.AssumedRoleId!.ShouldEndWith(":second");
        answer.Credentials!.Expiration.ShouldBe(Federation.UnitTests.Saml.ResponseBuilder.Now.AddHours(1));
        answer.PackedPolicySize.ShouldBeNull();
        var caller = await house.CallerAsync(answer.Credentials);
        caller.Arn.ShouldBe(answer.AssumedRoleUser.Arn);
        (await house.DoAsync<GetCallerIdentityResponse>("sts", "GetCallerIdentity", Nothing.Value, caller)).UserId.ShouldBe(answer.AssumedRoleUser.AssumedRoleId);
    }

    [Fact]
    public async Task Root_assumes_no_role()
    {
        await using var house = await TestHouse.OpenAsync();
        var (_, role) = await WorldAsync(house);
        (await house.RefusedAsync(house.Root, Assume(role))).ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("AccessDenied"), error => error.Message.ShouldBe("Roles may not be assumed by root accounts."));
    }

    [Fact]
    public async Task In_one_account_a_trust_policy_that_names_the_role_is_enough_and_one_that_names_the_account_asks_the_callers_policies()
    {
        await using var house = await TestHouse.OpenAsync();
        var first = await house.RoleAsync(house.Root, "first", TrustsAws(house.Management.Value));
        var caller = await house.SessionAsync(first.Arn!);
        var named = await house.RoleAsync(house.Root, "named", TrustsAws(first.Arn!));
        var delegated = await house.RoleAsync(house.Root, "delegated", TrustsAws($"arn:aws:iam::{house.Management}:root"));
        await house.AssumeAsync(caller, Assume(named.Arn!));
        (await house.RefusedAsync(caller, Assume(delegated.Arn!))).Code.ShouldBe("AccessDenied");
        await house.AllowAsync(house.Root, "first", "sts:AssumeRole", delegated.Arn!);
        await house.AssumeAsync(caller, Assume(delegated.Arn!));
        await house.AllowAsync(house.Root, "first", "sts:AssumeRole", effect: "Deny");
        (await house.RefusedAsync(caller, Assume(named.Arn!))).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Into_another_account_both_sides_must_allow_and_both_trails_hold_one_shared_event()
    {
        await using var house = await TestHouse.OpenAsync();
        var other = await house.AccountAsync("other");
        var first = await house.RoleAsync(house.Root, "first", TrustsAws(house.Management.Value));
        var role = await house.RoleAsync(RootOf(other), "target", TrustsAws(first.Arn!));
        var untrusting = await house.RoleAsync(RootOf(other), "untrusting", TrustsAws(other.Value));
        var caller = await house.SessionAsync(first.Arn!);
        (await house.RefusedAsync(caller, Assume(role.Arn!))).Code.ShouldBe("AccessDenied");
        await house.AllowAsync(house.Root, "first", "sts:AssumeRole");
        (await house.RefusedAsync(caller, Assume(untrusting.Arn!))).Code.ShouldBe("AccessDenied");
        var answer = await house.AssumeAsync(caller, Assume(role.Arn!));

        var theirs = (await house.TrailAsync(other)).Where(record => record.EventName == "AssumeRole").ShouldHaveSingleItem();
        var own = (await house.TrailAsync(house.Management)).Single(record => record.EventName == "AssumeRole" && record.ErrorCode is null);
        Shared(own.EventJson).ShouldNotBeNull().ShouldBe(Shared(theirs.EventJson));
        own.EventJson.ShouldContain(answer.Credentials!.AccessKeyId!);
        own.EventJson.ShouldNotContain(answer.Credentials.SecretAccessKey!);
        own.EventJson.ShouldNotContain(answer.Credentials.SessionToken![..40]);
    }

    [Fact]
    public async Task Neither_error_nor_trail_tells_whether_another_accounts_role_is_there()
    {
        await using var house = await TestHouse.OpenAsync();
        var other = await house.AccountAsync("other");
        var first = await house.RoleAsync(house.Root, "first", TrustsAws(house.Management.Value));
        await house.RoleAsync(RootOf(other), "there", TrustsAws(house.Management.Value));
        await house.RoleAsync(RootOf(other), "closed", TrustsAws(other.Value));
        var caller = await house.SessionAsync(first.Arn!);
        var errors = new List<string>();
        foreach (var name in new[] { "there", "closed", "gone" })
        {
            var error = await house.RefusedAsync(caller, Assume($"arn:aws:iam::{other}:role/{name}"));
            error.Message.ShouldBe($"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::{other}:role/{name}");
            errors.Add($"{error.Code} {error.HttpStatus} {error.Detail}");
        }

        errors.Distinct().ShouldHaveSingleItem();
        (await house.TrailAsync(other)).ShouldNotContain(record => record.EventName == "AssumeRole");
    }

    [Fact]
    public async Task An_external_id_is_a_condition_of_the_trust_policy()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, _) = await WorldAsync(house);
        var role = await house.RoleAsync(house.Root, "partner", TrustsAws(first, ""","Condition":{"StringEquals":{"sts:ExternalId":"k-17"}}"""));
        var caller = await house.SessionAsync(first);
        (await house.RefusedAsync(caller, Assume(role.Arn!))).Code.ShouldBe("AccessDenied");
        (await house.RefusedAsync(caller, Assume(role.Arn!) with { ExternalId = "k-18" })).Code.ShouldBe("AccessDenied");
        await house.AssumeAsync(caller, Assume(role.Arn!) with { ExternalId = "k-17" });
    }

    [Fact]
    public async Task A_chained_session_lasts_an_hour_at_most_and_any_session_no_longer_than_the_role_allows()
    {
        await using var house = await TestHouse.OpenAsync();
        var first = await house.RoleAsync(house.Root, "first", TrustsAws(house.Management.Value));
        var role = await house.RoleAsync(house.Root, "long", TrustsAws(first.Arn!), maxSession: 43_200);
        var caller = await house.SessionAsync(first.Arn!);
        var error = await house.RefusedAsync(caller, Assume(role.Arn!) with { DurationSeconds = 3601 });
        error.Code.ShouldBe("ValidationError");
        error.Message.ShouldBe("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        (await house.AssumeAsync(caller, Assume(role.Arn!) with { DurationSeconds = 900 })).Credentials!.Expiration.ShouldBe(house.Time.GetUtcNow().AddSeconds(900));
        (await house.RefusedAsync(caller, Assume(role.Arn!) with { DurationSeconds = 899 })).Message.ShouldContain("durationSeconds");
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:user/somebody", "arn:aws:iam::123456789012:user/somebody is invalid")]
    [InlineData("not an arn but long enough", "not an arn but long enough is invalid")]
    public async Task What_is_no_role_arn_is_invalid(string arn, string message)
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, _) = await WorldAsync(house);
        var error = await house.RefusedAsync(await house.SessionAsync(first), Assume(arn));
        error.Code.ShouldBe("ValidationError");
        error.Message.ShouldBe(message);
    }

    [Fact]
    public async Task A_second_factor_that_cannot_be_checked_and_an_unknown_context_provider_are_refused()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, role) = await WorldAsync(house);
        var caller = await house.SessionAsync(first);
        var full = await house.RefusedAsync(caller, Assume(role) with { SerialNumber = $"arn:aws:iam::{house.Management}:mfa/x", TokenCode = "123456" });
        full.Code.ShouldBe("AccessDenied");
        full.Message.ShouldStartWith("MultiFactorAuthentication failed, unable to validate MFA code.");
        (await house.RefusedAsync(caller, Assume(role) with { TokenCode = "123456" })).Message.ShouldContain("must provide both MFA serial number and one time pass code");
        var context = new ProvidedContextShape { ProviderArn = "arn:aws:iam::aws:contextProvider/IdentityCenter", ContextAssertion = "e30." };
        (await house.RefusedAsync(caller, Assume(role) with { ProvidedContexts = [context] })).Code.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task Revoking_the_first_session_or_its_person_takes_the_whole_chain()
    {
        await using var house = await TestHouse.OpenAsync();
        var other = await house.AccountAsync("other");
        var (first, _) = await WorldAsync(house);
        await house.AllowAsync(house.Root, "first", "sts:AssumeRole");
        var role = await house.RoleAsync(RootOf(other), "far", TrustsAws(first));
        var bySession = (await house.AssumeAsync(await house.SessionAsync(first), Assume(role.Arn!))).Credentials!;
        var byPerson = (await house.AssumeAsync(await house.SessionAsync(first, claims => claims with { SessionId = "another" }), Assume(role.Arn!))).Credentials!;
        var untouched = (await house.AssumeAsync(await house.SessionAsync(first, claims => claims with { SessionId = "third", SubjectKey = "bob" }), Assume(role.Arn!))).Credentials!;
        await RevokeAsync(house, RevocationKind.Session, "session-of-first");
        (await house.AuthenticateAsync(bySession)).Error!.Code.ShouldBe("ExpiredToken");
        (await house.AuthenticateAsync(byPerson)).Error.ShouldBeNull();
        await RevokeAsync(house, RevocationKind.Principal, "subject-of-first");
        (await house.AuthenticateAsync(byPerson)).Error!.Code.ShouldBe("ExpiredToken");
        (await house.AuthenticateAsync(untouched)).Error.ShouldBeNull();
    }

    private static async Task RevokeAsync(TestHouse house, RevocationKind kind, string target)
    {
        await using var store = await house.Database.BeginWriteAsync(default);
        var now = house.Time.GetUtcNow();
        await store.Revocations.PutAsync(new Revocation(house.Management, kind, target, now, now.AddHours(36)), default);
        await store.MarkChangedAsync(house.Management, default);
        await store.CommitAsync(default);
    }

    private static async Task<(string First, string Target)> WorldAsync(TestHouse house)
    {
        var first = await house.RoleAsync(house.Root, "first", TrustsAws(house.Management.Value));
        var target = await house.RoleAsync(house.Root, "target", TrustsAws(first.Arn!));
        return (first.Arn!, target.Arn!);
    }

    private static string? Shared(string json) =>
        System.Text.Json.JsonDocument.Parse(json).RootElement.TryGetProperty("sharedEventID", out var shared) ? shared.GetString() : null;
}
