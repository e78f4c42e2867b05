using System.Net;
using System.Text.RegularExpressions;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>The console over HTTP: it works as a role of the person, and shows what the operations show.</summary>
public sealed class ConsoleTests(CorporateGateway corporate) : IClassFixture<CorporateGateway>
{
    private Uri Url => corporate.Url;

    [Fact]
    public async Task Nothing_of_the_console_is_seen_without_a_session_or_without_a_role()
    {
        using var stranger = new TestBrowser();
        (await stranger.OpenAsync(new Uri(Url, "/console/providers"))).Address.AbsolutePath.ShouldBe("/");
        using var alice = await corporate.SignInWithSamlAsync("alice");
        (await alice.OpenAsync(new Uri(Url, "/console/providers"))).Address.AbsolutePath.ShouldBe("/console");
    }

    [Fact]
    public async Task An_administrator_sees_the_provider_changes_a_setting_and_reads_traces_and_calendar()
    {
        using var alice = await OpenAsync("alice", GatewaySetup.Administrator);
        var provider = new Uri(Url, "/console/provider?arn=" + Uri.EscapeDataString(GatewaySetup.ProviderArn(corporate.Account)));
        var page = await alice.OpenAsync(provider);
        page.Html.ShouldContain("Signing keys in force");
        page = await alice.SubmitAsync(page, "clockSkewSeconds", ("idpInitiated", "Restart"), ("clockSkewSeconds", "90"));
        page.Html.ShouldContain("The settings are saved.");
        using var root = corporate.Gateway.As(corporate.Gateway.Root());
        var settings = (await root.JsonAsync("federation", "GetSamlProviderSettings", new { SAMLProviderArn = GatewaySetup.ProviderArn(corporate.Account) })).Succeeded().Json;
        settings.GetProperty("IdpInitiated").GetString().ShouldBe("Restart");
        settings.GetProperty("ClockSkewSeconds").GetInt32().ShouldBe(90);
        settings.GetProperty("RequireEncryption").GetBoolean().ShouldBeFalse("what was not checked is not set");

        (await alice.OpenAsync(new Uri(Url, "/console/traces"))).Html.ShouldContain("Accepted");
        (await alice.OpenAsync(new Uri(Url, "/console/calendar"))).Html.ShouldContain("OwnSigningCertificate");
        (await alice.OpenAsync(new Uri(Url, "/console/mappings"))).Html.ShouldContain("groups");
        (await alice.OpenAsync(new Uri(Url, "/console/mapping?name=groups"))).Html.ShouldContain("Bring version 1 back");
    }

    [Fact]
    public async Task A_test_login_ends_at_its_trace_and_leaves_the_session_as_it_is()
    {
        using var alice = await OpenAsync("alice", GatewaySetup.Administrator);
        var provider = new Uri(Url, "/console/provider?arn=" + Uri.EscapeDataString(GatewaySetup.ProviderArn(corporate.Account)));
        var page = await alice.OpenAsync(provider);
        var token = page.Form("clockSkewSeconds").Fields["__RequestVerificationToken"];
        page = await alice.PostAsync(new Uri(provider + "&handler=Test"), new Dictionary<string, string> { ["__RequestVerificationToken"] = token });
        var link = WebUtility.HtmlDecode(Regex.Match(page.Html, "href=\"([^\"]*/saml/login\\?test=[^\"]*)\"").Groups[1].Value);
        page = await alice.OpenAsync(new Uri(link));
        page = await alice.SubmitAsync(page, "SAMLResponse");
        page.Address.AbsolutePath.ShouldStartWith("/console/traces/", Case.Sensitive, page.Html);
        page.Html.ShouldContain("Tested");
        page.Html.ShouldContain("What could be the key of the person");
    }

    [Fact]
    public async Task A_role_without_rights_is_told_so_in_the_words_of_the_policy()
    {
        using var bob = await OpenAsync("bob", GatewaySetup.Developer);
        (await bob.OpenAsync(new Uri(Url, "/console/traces"))).Html.ShouldContain("is not authorized to perform: federation:ListLoginTraces");
    }

    [Fact]
    public async Task The_reference_of_a_refused_login_is_the_id_of_its_trace()
    {
        using var stranger = new TestBrowser();
        var response = await corporate.UnsolicitedAssertionAsync("alice");
        var page = await stranger.PostAsync(corporate.Gateway.AssertionConsumerService, new Dictionary<string, string> { ["SAMLResponse"] = response[..^8] + "AAAAAAA=" });
        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        var reference = Regex.Match(page.Html, "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}").Value;
        using var root = corporate.Gateway.As(corporate.Gateway.Root());
        (await root.JsonAsync("federation", "GetLoginTrace", new { TraceId = reference })).Succeeded().Json.GetProperty("Summary").GetProperty("Outcome").GetString().ShouldBe("Refused");
    }

    private async Task<TestBrowser> OpenAsync(string person, string role)
    {
        var browser = await corporate.SignInWithSamlAsync(person);
        var page = await browser.OpenAsync(new Uri(Url, "/console"));
        page = await browser.SubmitAsync(page, "roleArn", ("roleArn", corporate.RoleArn(role)));
        page.Address.AbsolutePath.ShouldBe("/console/providers", page.Html + corporate.Gateway.Transcript);
        return browser;
    }
}
