using System.Net;
using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>The portal's JSON for scripts: who may call it from where, and what it answers.</summary>
public sealed class PortalJsonTests(CorporateGateway corporate) : IClassFixture<CorporateGateway>
{
    private Uri Url => corporate.Url;

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_call_that_another_site_caused_is_refused(string header, string value)
    {
        using var alice = await corporate.SignInWithSamlAsync("alice");
        var (status, body) = await alice.SendJsonAsync(new Uri(Url, "/portal/credentials"), Request(), "application/json", (header, value));
        status.ShouldBe(HttpStatusCode.Forbidden);
        body.GetProperty("code").GetString().ShouldBe("CrossSite");
        body.GetProperty("requestId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task A_call_of_our_own_pages_is_answered(string header, string value)
    {
        using var alice = await corporate.SignInWithSamlAsync("alice");
        (await alice.SendJsonAsync(new Uri(Url, "/portal/credentials"), Request(), "application/json", (header, value), ("Origin", Url.GetLeftPart(UriPartial.Authority)))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task A_type_that_a_foreign_form_can_send_is_refused(string type)
    {
        using var alice = await corporate.SignInWithSamlAsync("alice");
        (await alice.SendJsonAsync(new Uri(Url, "/portal/credentials"), Request(), type)).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Without_a_session_nothing_is_answered()
    {
        using var stranger = new TestBrowser();
        foreach (var path in new[] { "/portal/session", "/portal/roles" })
        {
            (await stranger.GetJsonAsync(new Uri(Url, path))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await stranger.SendJsonAsync(new Uri(Url, "/portal/credentials"), Request(), "application/json")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Credentials_have_the_members_that_a_credential_process_reads_and_a_role_of_others_is_refused()
    {
        using var alice = await corporate.SignInWithSamlAsync("alice");
        var (status, body) = await alice.SendJsonAsync(new Uri(Url, "/portal/credentials"), Request(), "application/json");
        status.ShouldBe(HttpStatusCode.OK);
        body.EnumerateObject().Select(member => member.Name).ShouldBe(["Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"]);
        body.GetProperty("Version").GetInt32().ShouldBe(1);
        body.GetProperty("Expiration").GetString()!.ShouldEndWith("Z");

        var foreign = JsonSerializer.Serialize(new { roleArn = "arn:aws:iam::111122223333:role/Admin" });
        (await alice.SendJsonAsync(new Uri(Url, "/portal/credentials"), foreign, "application/json")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await alice.SendJsonAsync(new Uri(Url, "/portal/credentials"), "{", "application/json")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private string Request() => JsonSerializer.Serialize(new { roleArn = corporate.RoleArn(GatewaySetup.Administrator), durationSeconds = 900 });
}
