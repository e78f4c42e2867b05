using System.Net;
using Federation.Services;
using Federation.Services.SignIn;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.UnitTests.Services.SignIn;

/// <summary>Attacks on the answer to a request of ours, at the browser's door.</summary>
public sealed class SolicitedTests
{
    [Fact]
    public async Task Signs_in_whom_the_request_was_made_for()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var visitor = new Visitor(house);
        (await visitor.SignInAsync(provider)).ShouldBeOfType<SignInOutcome.Accepted>().Session.Identity!.Subject.ShouldBe("alice");
    }

    [Fact]
    public async Task One_source_cannot_fill_the_pending_sign_ins_of_all()
    {
        await using var house = await TestHouse.OpenAsync(services => services.AddSingleton(new ServiceOptions { PublicUrl = "https://fed.example.net", MostPendingSignInsOfOneSource = 2 }));
        var provider = await house.ProviderAsync(house.Root, "corp");
        var starter = house.Get<SignInStarter>();
        async Task<string?> RefusalAsync(string source) => (await starter.StartAsync(provider, null, IPAddress.Parse(source), default)).Error?.Code;

        (await RefusalAsync("2001:db8:1:2::1")).ShouldBeNull();
        (await RefusalAsync("2001:db8:1:2:ffff::2")).ShouldBeNull();
        (await RefusalAsync("2001:db8:1:2::3")).ShouldBe("Throttling", "one subscriber holds a /64");
        (await RefusalAsync("2001:db8:1:3::1")).ShouldBeNull();
        (await RefusalAsync("192.0.2.1")).ShouldBeNull();
        (await RefusalAsync("::ffff:192.0.2.1")).ShouldBeNull();
        (await RefusalAsync("192.0.2.1")).ShouldBe("Throttling");
        house.Time.Advance(TimeSpan.FromMinutes(10));
        (await RefusalAsync("192.0.2.1")).ShouldBeNull();
    }

    [Fact]
    public async Task Stolen_response_is_no_use_in_another_browser()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var (victim, thief) = (new Visitor(house), new Visitor(house));
        await victim.StartAsync(provider);
        await thief.StartAsync(provider);
        var stolen = victim.Answer().Build();

        // With the thief's own RelayState it answers another request; with the victim's the cookie is missing.
        IdpInitiatedTests.Reason(await thief.PostAsync(stolen, thief.RelayState)).ShouldBe(SignInRefusal.Rejected);
        var handle = (await thief.PostAsync(stolen, victim.RelayState)).ShouldBeOfType<SignInOutcome.Continue>().Handle;
        IdpInitiatedTests.Reason(await thief.ResumeAsync(handle)).ShouldBe(SignInRefusal.CookieLost);
        thief.Session.ShouldBeNull();
    }

    [Fact]
    public async Task Login_csrf_an_attackers_own_answer_signs_no_victim_in()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var (attacker, victim) = (new Visitor(house), new Visitor(house));
        await attacker.StartAsync(provider);
        var handle = (await victim.PostAsync(attacker.Answer().Build(), attacker.RelayState, hidesCookies: true)).ShouldBeOfType<SignInOutcome.Continue>().Handle;
        IdpInitiatedTests.Reason(await victim.ResumeAsync(handle)).ShouldBe(SignInRefusal.CookieLost);
    }

    [Fact]
    public async Task Idp_mix_up_an_answer_of_another_provider_than_was_asked_is_refused()
    {
        await using var house = await TestHouse.OpenAsync();
        var asked = await house.ProviderAsync(house.Root, "honest");
        var visitor = new Visitor(house);
        await visitor.StartAsync(asked);
        var evil = visitor.Answer() with
        {
            ResponseIssuer = "<saml:Issuer>https://evil.example.org/metadata</saml:Issuer>",
            AssertionIssuer = "<saml:Issuer>https://evil.example.org/metadata</saml:Issuer>",
            SignAssertion = new Signing { Certificate = TestKeys.OtherIdp },
        };
        IdpInitiatedTests.Reason(await visitor.PostAsync(evil.Build(), visitor.RelayState)).ShouldBe(SignInRefusal.Rejected);
        var borrowed = visitor.Answer() with { SignAssertion = new Signing { Certificate = TestKeys.OtherIdp } };
        IdpInitiatedTests.Reason(await visitor.PostAsync(borrowed.Build(), visitor.RelayState)).ShouldBe(SignInRefusal.Rejected);
    }

    [Theory]
    [InlineData("https://other-sp.example.com/acs", ResponseBuilder.SpEntityId)]
    [InlineData(ResponseBuilder.Acs, "https://other-sp.example.com/metadata")]
    public async Task Re_targeted_response_of_another_service_is_refused(string recipient, string audience)
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var visitor = new Visitor(house);
        await visitor.StartAsync(provider);
        var answer = visitor.Answer();
        answer = answer with
        {
            Confirmation = ResponseBuilder.Bearer(recipient, inResponseTo: visitor.RequestId),
            Conditions = answer.Conditions.Replace(ResponseBuilder.SpEntityId, audience, StringComparison.Ordinal),
        };
        IdpInitiatedTests.Reason(await visitor.PostAsync(answer.Build(), visitor.RelayState)).ShouldBe(SignInRefusal.Rejected);
    }

    [Fact]
    public async Task Replay_across_nodes_counts_once()
    {
        var directory = Directory.CreateTempSubdirectory("federation-nodes-").FullName;
        await using var first = await TestHouse.OpenAsync(directory: directory);
        var provider = await first.ProviderAsync(first.Root, "corp");
        await first.SetAsync(provider, settings => settings with { IdpInitiated = "Accept" });
        await using (var second = await TestHouse.OpenAsync(directory: directory))
        {
            var response = new ResponseBuilder().Unsolicited().Build();
            (await new Visitor(first).PostAsync(response)).ShouldBeOfType<SignInOutcome.Accepted>();
            IdpInitiatedTests.Reason(await new Visitor(second).PostAsync(response)).ShouldBe(SignInRefusal.AlreadyUsed);
        }

        Directory.CreateDirectory(directory);
    }

    [Fact]
    public async Task The_back_button_is_told_from_a_forgery()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var visitor = new Visitor(house);
        await visitor.StartAsync(provider);
        var response = visitor.Answer().Build();
        await visitor.PostAsync(response, visitor.RelayState);
        IdpInitiatedTests.Reason(await visitor.PostAsync(response, visitor.RelayState)).ShouldBe(SignInRefusal.AlreadyUsed);
    }
}
