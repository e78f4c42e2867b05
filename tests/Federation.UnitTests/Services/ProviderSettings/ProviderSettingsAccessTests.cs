using System.Text.Json.Nodes;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Pipeline;
using Federation.Services.ProviderSettings;
using Federation.Services.Traces;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.SignIn;

namespace Federation.UnitTests.Services.ProviderSettings;

/// <summary>Who reaches a provider by the gateway's own operations, and who learns of it.</summary>
public sealed class ProviderSettingsAccessTests
{
    private const string NotProduction = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/env":"prod"}}}]}""";

    [Theory]
    [InlineData("UpdateSamlProviderSettings")]
    [InlineData("GetSamlProviderSettings")]
    [InlineData("RefreshSamlProviderMetadata")]
    [InlineData("CreateTestLogin")]
    [InlineData("ListLoginTraces")]
    public async Task A_deny_by_the_providers_tag_holds(string operation)
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.UserAsync("ann", NotProduction);
        var ann = await house.CallerOfAsync("ann");
        (await house.CallAsync("federation", operation, Request(operation, provider), ann)).Error?.Code.ShouldNotBe("AccessDenied");
        await TagAsync(house, provider);
        (await house.CallAsync("federation", operation, Request(operation, provider), ann)).Error.ShouldNotBeNull().Code.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("UpdateSamlProviderSettings", "the tag")]
    [InlineData("GetSamlProviderSettings", "the tag")]
    [InlineData("ListLoginTraces", "the tag")]
    [InlineData("UpdateSamlProviderSettings", "the account")]
    [InlineData("GetSamlProviderSettings", "the account")]
    [InlineData("ListLoginTraces", "the account")]
    public async Task A_deny_holds_for_the_management_accounts_reach_into_another_account(string operation, string by)
    {
        await using var house = await TestHouse.OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        var provider = await house.ProviderAsync(member, "corp");
        await house.UserAsync("ann", by == "the tag" ? NotProduction : NotProduction.Replace("aws:ResourceTag/env\":\"prod", $"aws:ResourceAccount\":\"{member.AccountId}", StringComparison.Ordinal));
        var ann = await house.CallerOfAsync("ann");
        if (by == "the tag")
        {
            (await house.CallAsync("federation", operation, Request(operation, provider), ann)).Error.ShouldBeNull();
            await TagAsync(house, provider, member);
        }

        (await house.CallAsync("federation", operation, Request(operation, provider), ann)).Error.ShouldNotBeNull().Code.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("UpdateSamlProviderSettings")]
    [InlineData("GetSamlProviderSettings")]
    [InlineData("ListLoginTraces")]
    public async Task What_the_management_account_does_to_anothers_provider_stands_in_both_trails(string operation)
    {
        await using var house = await TestHouse.OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        var provider = await house.ProviderAsync(member, "corp");
        (await house.CallAsync("federation", operation, Request(operation, provider))).Error.ShouldBeNull();

        var ours = (await house.TrailAsync(house.Management)).Single(entry => entry.EventName == operation);
        var theirs = (await house.TrailAsync(member.AccountId)).Single(entry => entry.EventName == operation);
        var (one, other) = (JsonNode.Parse(ours.EventJson)!, JsonNode.Parse(theirs.EventJson)!);
        ((string?)one["sharedEventID"]).ShouldNotBeNull().ShouldBe((string?)other["sharedEventID"]);
        ours.EventId.ShouldNotBe(theirs.EventId);
        ((string?)other["recipientAccountId"]).ShouldBe(member.AccountId.Value);
        ((string?)other["userIdentity"]!["type"]).ShouldBe("AWSAccount");
        ((string?)other["userIdentity"]!["accountId"]).ShouldBe(house.Management.Value);
        ((string?)other["requestParameters"]!["sAMLProviderArn"]).ShouldBe(provider);
    }

    [Fact]
    public async Task A_look_at_a_login_of_another_account_stands_in_both_trails()
    {
        await using var house = await TestHouse.OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        await new Visitor(house).SignInAsync(await house.ProviderAsync(member, "corp"));
        var list = await house.DoAsync<ListLoginTracesResponse>("federation", "ListLoginTraces", new ListLoginTracesRequest());
        await house.DoAsync<GetLoginTraceResponse>("federation", "GetLoginTrace", new GetLoginTraceRequest { TraceId = list.LoginTraces.ShouldHaveSingleItem().TraceId, IncludeValues = true });
        (await house.TrailAsync(member.AccountId)).ShouldContain(entry => entry.EventName == "GetLoginTrace");
        (await house.TrailAsync(house.Management)).ShouldContain(entry => entry.EventName == "GetLoginTrace");
    }

    [Fact]
    public async Task What_an_account_does_to_its_own_provider_stands_in_its_trail_alone()
    {
        await using var house = await TestHouse.OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        await house.SetAsync(await house.ProviderAsync(member, "corp"), change => change with { ForceAuthn = true }, member);
        (await house.TrailAsync(member.AccountId)).ShouldContain(entry => entry.EventName == "UpdateSamlProviderSettings");
        (await house.TrailAsync(house.Management)).ShouldNotContain(entry => entry.EventName == "UpdateSamlProviderSettings");
    }

    private static object Request(string operation, string provider) => operation switch
    {
        "UpdateSamlProviderSettings" => new UpdateSamlProviderSettingsRequest { SAMLProviderArn = provider, ShowOnSignIn = true },
        "GetSamlProviderSettings" => new GetSamlProviderSettingsRequest { SAMLProviderArn = provider },
        "RefreshSamlProviderMetadata" => new RefreshSamlProviderMetadataRequest { SAMLProviderArn = provider },
        "ListLoginTraces" => new ListLoginTracesRequest { SAMLProviderArn = provider },
        _ => new CreateTestLoginRequest { SAMLProviderArn = provider },
    };

    private static Task<Nothing> TagAsync(TestHouse house, string provider, Caller? caller = null) =>
        house.DoAsync<Nothing>("iam", "TagSAMLProvider", new TagSAMLProviderRequest { SAMLProviderArn = provider, Tags = [new() { Key = "env", Value = "prod" }] }, caller);
}
