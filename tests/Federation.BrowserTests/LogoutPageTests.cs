using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using Federation.BrowserTests.Fixtures;
using Federation.SystemTests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>Single logout as a browser runs it: here, there, in part, and in a frame of the identity provider's site.</summary>
public sealed class LogoutPageTests(Chromium chromium)
{
    [Fact]
    public async Task Signing_out_there_as_well_ends_with_a_word_about_both()
    {
        await using var window = await chromium.OpenAsync();
        await SignOutAsync(window);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Sign out there as well" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("You are signed out here and at your identity provider.")).ToBeVisibleAsync();
        await window.IsRightAsync("signed-out-everywhere");
    }

    [Fact]
    public async Task A_logout_that_the_identity_provider_could_finish_in_part_only_says_so()
    {
        await using var window = await chromium.OpenAsync();
        await SignOutAsync(window);
        var there = new Uri((await window.Page.GetByRole(AriaRole.Link, new() { Name = "Sign out there as well" }).GetAttributeAsync("href"))!);
        await window.Page.GotoAsync(chromium.At("/saml/slo?SAMLResponse=" + Partial(there) + "&RelayState=" + HttpUtility.ParseQueryString(there.Query)["RelayState"]));
        await Assertions.Expect(window.Page.GetByText("could not sign you out everywhere")).ToBeVisibleAsync();
        await window.IsRightAsync("signed-out-in-part");
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_refused_with_a_page()
    {
        await using var window = await chromium.OpenAsync();
        (await window.Page.GotoAsync(chromium.At("/saml/slo?SAMLRequest=nonsense")))!.Status.ShouldBe(400);
        await window.IsRightAsync("logout-refused", 400);
    }

    [Fact]
    public async Task A_frame_of_the_identity_providers_site_ends_the_session_without_any_cookie()
    {
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await window.SignInWithSamlAsync(chromium, "bob");
        var signedIn = await page.Context.StorageStateAsync();

        // The identity provider's own sign-out leads to our logout address: what it would put into the frame is the address of that request.
        var left = await page.Context.APIRequest.PostAsync(chromium.IdentityProvider + "sign-out", new()
        {
            Headers = [new("Origin", chromium.IdentityProvider.TrimEnd('/')), new("Sec-Fetch-Site", "same-origin")],
            MaxRedirects = 0,
        });
        var request = left.Headers["location"];
        request.ShouldStartWith(chromium.At("/saml/slo?SAMLRequest="));
        (await SessionAsync(chromium, signedIn)).ShouldBe(200, "nothing has reached the gateway yet");

        await using var host = await FramingAsync(request);
        var answered = await page.RunAndWaitForResponseAsync(
            () => page.GotoAsync(host.Urls.First()), response => response.Url.StartsWith(chromium.At("/saml/slo"), StringComparison.Ordinal));

        answered.Status.ShouldBe(303);
        (await answered.HeaderValueAsync("location"))!.ShouldStartWith(chromium.IdentityProvider);
        (await answered.Request.AllHeadersAsync()).ShouldNotContainKey("cookie");
        answered.Frame.ParentFrame.ShouldNotBeNull("it was a frame");
        (await SessionAsync(chromium, signedIn)).ShouldBe(401);
    }

    /// <summary>A page of the identity provider's site that holds an address in a frame. A real one: of pages that a test makes up Chromium lets none into this machine.</summary>
    private static async Task<WebApplication> FramingAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var host = builder.Build();
        host.Urls.Add($"http://localhost:{Loopback.FreePort()}");
        var page = $"<!DOCTYPE html><html lang=en><title>Logout</title><link rel=icon href=data:,><iframe title=logout src='{address.Replace("&", "&amp;", StringComparison.Ordinal)}'></iframe>";
        host.Map("/", () => Results.Content(page, "text/html"));
        await host.StartAsync();
        return host;
    }

    private async Task SignOutAsync(Window window)
    {
        await window.SignInWithSamlAsync(chromium, "bob");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Signed out" })).ToBeVisibleAsync();
    }

    /// <summary>Whether the cookies of a browser still hold a session: asked outside that browser.</summary>
    private static async Task<int> SessionAsync(Chromium chromium, string storageState)
    {
        var cookie = Regex.Match(storageState, "\"name\":\"fed-session\",\"value\":\"([^\"]+)\"").Groups[1].Value;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        using var message = new HttpRequestMessage(HttpMethod.Get, chromium.At("/portal/session"));
        message.Headers.Add("Cookie", "fed-session=" + cookie);
        using var answer = await http.SendAsync(message);
        return (int)answer.StatusCode;
    }

    /// <summary>What an identity provider answers whose other service providers did not all follow.</summary>
    private static string Partial(Uri request)
    {
        var packed = Convert.FromBase64String(HttpUtility.ParseQueryString(request.Query)["SAMLRequest"]!);
        using var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(inflate);
        var asked = System.Xml.Linq.XElement.Parse(reader.ReadToEnd());
        var issuer = request.GetLeftPart(UriPartial.Authority) + "/metadata";
        var slo = new Uri(asked.Elements().First(element => element.Name.LocalName == "Issuer").Value.Replace("/saml/metadata", "/saml/slo", StringComparison.Ordinal));
        var answer = $"""<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_partial" Version="2.0" IssueInstant="{asked.Attribute("IssueInstant")!.Value}" Destination="{slo}" InResponseTo="{asked.Attribute("ID")!.Value}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:PartialLogout"/></samlp:StatusCode></samlp:Status></samlp:LogoutResponse>""";
        using var bytes = new MemoryStream();
        using (var deflate = new DeflateStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(answer));
        }

        return Uri.EscapeDataString(Convert.ToBase64String(bytes.ToArray()));
    }
}
