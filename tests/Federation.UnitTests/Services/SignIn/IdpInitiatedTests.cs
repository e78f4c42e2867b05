using Federation.Services.Portal;
using Federation.Services.SignIn;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.SignIn;

/// <summary>A sign-in that the identity provider starts: refused, taken, or begun anew, as the provider's setting says.</summary>
public sealed class IdpInitiatedTests
{
    private static string Unsolicited(string nameId = "alice", string assertion = "_assertion1") => (new ResponseBuilder
    {
        NameId = $"""<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{nameId}</saml:NameID>""",
        AssertionAttributes = $"""ID="{assertion}" Version="2.0" IssueInstant="{ResponseBuilder.At(-5)}" """,
    }).Unsolicited().Build();

    [Fact]
    public async Task Is_refused_by_default()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.ProviderAsync(house.Root, "corp");
        Reason(await new Visitor(house).PostAsync(Unsolicited())).ShouldBe(SignInRefusal.Unsolicited);
    }

    [Fact]
    public async Task Is_taken_once_where_the_provider_may_start_one()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.SetAsync(provider, settings => settings with { IdpInitiated = "Accept" });
        var visitor = new Visitor(house);

        var accepted = (await visitor.PostAsync(Unsolicited(), "/portal/role?x=1")).ShouldBeOfType<SignInOutcome.Accepted>();
        accepted.ReturnUrl.ShouldBe("/portal/role?x=1");
        accepted.Session.Identity!.ProviderArn.ShouldBe(provider);
        Reason(await new Visitor(house).PostAsync(Unsolicited())).ShouldBe(SignInRefusal.AlreadyUsed);
    }

    [Theory]
    [InlineData("https://evil.example.com/")]
    [InlineData("//evil.example.com")]
    [InlineData("https://fed.example.net.evil.example.com/x")]
    public async Task Never_leads_to_another_site(string relayState)
    {
        await using var house = await TestHouse.OpenAsync();
        await house.SetAsync(await house.ProviderAsync(house.Root, "corp"), settings => settings with { IdpInitiated = "Accept" });
        (await new Visitor(house).PostAsync(Unsolicited(), relayState)).ShouldBeOfType<SignInOutcome.Accepted>().ReturnUrl.ShouldBe("/");
    }

    [Fact]
    public async Task A_link_with_our_own_base_leads_to_its_path()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.SetAsync(await house.ProviderAsync(house.Root, "corp"), settings => settings with { IdpInitiated = "Accept" });
        (await new Visitor(house).PostAsync(Unsolicited(), "https://fed.example.net/portal/role?a=b")).ShouldBeOfType<SignInOutcome.Accepted>().ReturnUrl.ShouldBe("/portal/role?a=b");
    }

    [Fact]
    public async Task Login_csrf_a_live_session_of_another_person_stays_until_that_person_agrees()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.SetAsync(provider, settings => settings with { IdpInitiated = "Accept" });
        var visitor = new Visitor(house);
        await visitor.PostAsync(Unsolicited("alice"));
        var handle = (await visitor.PostAsync(Unsolicited("mallory", "_assertion2"))).ShouldBeOfType<SignInOutcome.Continue>().Handle;

        var question = (await visitor.ResumeAsync(handle)).ShouldBeOfType<SignInOutcome.Ask>();
        question.Present.ShouldBe("alice");
        question.Other.ShouldBe("mallory");
        visitor.Session!.Identity!.Subject.ShouldBe("alice");
        (await visitor.ResumeAsync(question.Handle, confirmed: true)).ShouldBeOfType<SignInOutcome.Accepted>().Session.Identity!.Subject.ShouldBe("mallory");
        Reason(await visitor.ResumeAsync(question.Handle, confirmed: true)).ShouldBe(SignInRefusal.AlreadyUsed);
    }

    [Fact]
    public async Task Login_csrf_a_cross_site_post_that_hides_the_session_cookie_is_decided_only_where_it_is_seen()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.SetAsync(await house.ProviderAsync(house.Root, "corp"), settings => settings with { IdpInitiated = "Accept" });
        var visitor = new Visitor(house);
        await visitor.PostAsync(Unsolicited("alice"));
        var handle = (await visitor.PostAsync(Unsolicited("mallory", "_assertion2"), hidesCookies: true)).ShouldBeOfType<SignInOutcome.Continue>().Handle;
        (await visitor.ResumeAsync(handle)).ShouldBeOfType<SignInOutcome.Ask>();
    }

    [Fact]
    public async Task The_same_person_is_not_asked()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.SetAsync(await house.ProviderAsync(house.Root, "corp"), settings => settings with { IdpInitiated = "Accept" });
        var visitor = new Visitor(house);
        await visitor.PostAsync(Unsolicited("alice"));
        var handle = (await visitor.PostAsync(Unsolicited("alice", "_assertion2"), hidesCookies: true)).ShouldBeOfType<SignInOutcome.Continue>().Handle;
        (await visitor.ResumeAsync(handle)).ShouldBeOfType<SignInOutcome.Accepted>();
    }

    [Fact]
    public async Task A_restart_takes_nothing_from_the_response_but_the_hint()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.SetAsync(provider, settings => settings with { IdpInitiated = "Restart" });
        var visitor = new Visitor(house);
        var restart = (await visitor.PostAsync(Unsolicited(), "/portal")).ShouldBeOfType<SignInOutcome.Restart>();
        restart.ProviderArn.ShouldBe(provider);
        restart.ReturnUrl.ShouldBe("/portal");
        visitor.Session.ShouldBeNull();

        (await visitor.SignInAsync(restart.ProviderArn)).ShouldBeOfType<SignInOutcome.Accepted>();
    }

    [Fact]
    public async Task A_restart_that_never_ends_is_stopped()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.SetAsync(await house.ProviderAsync(house.Root, "corp"), settings => settings with { IdpInitiated = "Restart" });
        var visitor = new Visitor(house);
        SignInOutcome last = await visitor.PostAsync(Unsolicited());
        for (var i = 0; i < 40; i++)
        {
            last = await visitor.PostAsync(Unsolicited());
        }

        Reason(last).ShouldBe(SignInRefusal.RestartedTooOften);
    }

    [Fact]
    public async Task The_provider_is_whoever_has_the_key_over_all_accounts()
    {
        await using var house = await TestHouse.OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        await house.SetAsync(await house.ProviderAsync(house.Root, "corp", TestKeys.OtherIdp), settings => settings with { IdpInitiated = "Accept" });
        var theirs = await house.ProviderAsync(member, "corp");
        await house.SetAsync(theirs, settings => settings with { IdpInitiated = "Accept" }, member);

        (await new Visitor(house).PostAsync(Unsolicited())).ShouldBeOfType<SignInOutcome.Accepted>().Session.Identity!.ProviderArn.ShouldBe(theirs);
    }

    [Fact]
    public async Task Another_accounts_lenience_opens_no_role_of_a_provider_that_refuses()
    {
        await using var house = await TestHouse.OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        var strict = await house.ProviderAsync(house.Root, "corp");
        var role = (await house.RoleAsync(house.Root, "strict", SamlWorld.Trusts(strict))).Arn!;
        var lenient = await house.ProviderAsync(member, "corp");
        await house.SetAsync(lenient, settings => settings with { IdpInitiated = "Accept" }, member);
        var response = SamlWorld.Assertion(SamlWorld.Role(role, strict), SamlWorld.SessionName("alice"));

        (await RolesOfAsync(house, response)).ShouldBeEmpty();
        await house.SetAsync(strict, settings => settings with { IdpInitiated = "Accept" });
        var again = response with { AssertionAttributes = $"""ID="_assertion2" Version="2.0" IssueInstant="{ResponseBuilder.At(-5)}" """ };
        (await RolesOfAsync(house, again)).ShouldBe([role]);
    }

    [Fact]
    public async Task An_answer_to_a_request_is_never_taken_as_unsolicited()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.SetAsync(await house.ProviderAsync(house.Root, "corp"), settings => settings with { IdpInitiated = "Accept" });
        Reason(await new Visitor(house).PostAsync(new ResponseBuilder().Build())).ShouldBe(SignInRefusal.Expired);
    }

    [Fact]
    public async Task Nobody_knows_the_issuer()
    {
        await using var house = await TestHouse.OpenAsync();
        Reason(await new Visitor(house).PostAsync(Unsolicited())).ShouldBe(SignInRefusal.UnknownIssuer);
    }

    private static async Task<IEnumerable<string>> RolesOfAsync(TestHouse house, ResponseBuilder response)
    {
        var session = (await new Visitor(house).PostAsync(response.Build())).ShouldBeOfType<SignInOutcome.Accepted>().Session;
        return (await house.Get<LiveGrants>().ComputeAsync(session, default)).Select(grant => grant.Grant.RoleArn);
    }

    internal static SignInRefusal Reason(SignInOutcome outcome) => outcome.ShouldBeOfType<SignInOutcome.Refused>().Reason;
}
