using System.Net;
using Federation.BrowserTests.Fixtures;
using Federation.SystemTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>What a person sees when something is refused, and what a program sees.</summary>
public sealed class ErrorPageTests(Chromium chromium, CrowdedGateway crowded)
{
    [Theory]
    [InlineData("not-found", "/no/such/page", 404, "There is no such page")]
    [InlineData("method-not-allowed", "/saml/acs", 405, "This address takes no such request")]
    [InlineData("login-without-provider", "/saml/login", 400, "Sign-in is not possible")]
    [InlineData("login-unknown-provider", "/saml/login?provider=nobody", 404, "Sign-in is not possible")]
    public async Task A_refused_page_says_what_happened_and_what_to_do(string name, string path, int status, string title)
    {
        await using var window = await chromium.OpenAsync();
        var answer = await window.Page.GotoAsync(chromium.At(path));
        answer!.Status.ShouldBe(status);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await Assertions.Expect(window.Page.Locator("#reference")).Not.ToBeEmptyAsync();
        await window.IsRightAsync(name, status);
    }

    [Fact]
    public async Task A_failed_sign_in_says_so_without_telling_which_check_failed()
    {
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await page.RouteAsync("http://other.example/", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html",
            Body = $"<form method=post action='{chromium.At("/saml/acs")}'><input name=SAMLResponse value=bm90IHhtbA><button>Send</button></form>",
        }));
        await page.GotoAsync("http://other.example/");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign-in failed");
        await window.IsRightAsync("sign-in-failed", 400);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_with_a_page()
    {
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(crowded.Url.AbsoluteUri);
        await page.Context.ClearCookiesAsync();
        await page.GetByLabel("Work mail address").FillAsync("someone@north.example");
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync(), response => response.Request.Method == "POST");
        answer.Status.ShouldBe(400);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This request cannot be read");
        await window.IsRightAsync("form-too-old", 400);
    }

    [Fact]
    public async Task Another_name_is_refused_with_a_page_that_leads_to_the_right_one()
    {
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        var answer = await page.GotoAsync($"http://localhost:{crowded.Url.Port}/");
        answer!.Status.ShouldBe(421);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open " })).ToHaveAttributeAsync("href", crowded.Url.AbsoluteUri);
        (await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('a.button')).display")).ShouldBe("flex", "its style sheets come from the right name");
    }

    [Fact]
    public async Task Too_many_requests_are_refused_with_a_page_for_people_and_a_word_for_programs()
    {
        await using var gateway = await GatewayProcess.StartAsync(("Federation__Limits__UnauthenticatedPerSource", "1"), ("Federation__Limits__UnauthenticatedBurst", "2"));
        await using var window = await chromium.OpenAsync();
        var status = 0;
        for (var attempt = 0; attempt < 5 && status != 429; attempt++)
        {
            status = (await window.Page.GotoAsync(gateway.Url.AbsoluteUri))!.Status;
        }

        status.ShouldBe(429);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Too many requests");
        await window.IsRightAsync("too-many", 429);
    }

    [Theory]
    [InlineData("/no/such/page", HttpStatusCode.NotFound)]
    [InlineData("/saml/acs", HttpStatusCode.MethodNotAllowed)]
    public async Task A_program_gets_no_page(string path, HttpStatusCode status)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync(new Uri(chromium.At(path)));
        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("<html");
    }

    [Fact]
    public async Task The_doors_of_programs_answer_a_browser_as_they_answer_programs()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        using var aws = await http.GetAsync(new Uri(chromium.At("/?Action=GetCallerIdentity&Version=2011-06-15")));
        aws.Content.Headers.ContentType!.MediaType.ShouldBe("text/xml");
        using var portal = await http.GetAsync(new Uri(chromium.At("/portal/session")));
        portal.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        portal.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }
}
