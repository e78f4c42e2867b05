using Federation.Gateway.Http;
using Federation.Gateway.Pages.Components;
using Federation.Gateway.Pages.Portal;
using Federation.Gateway.Pages.SignIn;
using Federation.Services.Portal;
using Microsoft.AspNetCore.Http;

namespace Federation.UnitTests.Gateway;

/// <summary>Small parts of pages.</summary>
public sealed class PagePartsTests
{
    [Theory]
    [InlineData("someone@Corp.Example", "corp.example")]
    [InlineData("  \"a@b\"@corp.example. ", "corp.example")]
    [InlineData("someone@bücher.example", "xn--bcher-kva.example")]
    [InlineData("corp.example", null)]
    [InlineData("@corp.example", null)]
    [InlineData("someone@", null)]
    [InlineData("someone@..", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_the_domain_of_a_mail_address_is_looked_at(string? mail, string? domain) => ProviderChooser.DomainOf(mail).ShouldBe(domain);

    [Theory]
    [InlineData(3600, 14_400, new[] { 900, 1800, 3600, 7200, 14_400 })]
    [InlineData(3600, 43_200, new[] { 900, 1800, 3600, 7200, 14_400, 28_800, 43_200 })]
    [InlineData(1000, 1000, new[] { 900, 1000 })]
    [InlineData(5400, 6000, new[] { 900, 1800, 3600, 5400, 6000 })]
    public void Session_lengths_end_at_the_longest_and_hold_the_default(int defaultSession, int longest, int[] choices) =>
        SessionChoices.For(new PortalRole("1", "a", "r", "r", "p", null, defaultSession, longest)).ShouldBe(choices);

    [Theory]
    [InlineData(900, "15 minutes")]
    [InlineData(3600, "1 hour")]
    [InlineData(5400, "1 hour 30 minutes")]
    [InlineData(43_201, "12 hours 1 second")]
    public void Lengths_are_said_in_words(int seconds, string words) => Durations.InWords(seconds).ShouldBe(words);

    [Theory]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "/no/such/page", true)]
    [InlineData("*/*", "/no/such/page", false)]
    [InlineData("application/json", "/no/such/page", false)]
    [InlineData("text/html;q=0", "/no/such/page", false)]
    [InlineData(null, "/no/such/page", false)]
    [InlineData("text/html", "/healthz/ready", false)]
    public void Pages_are_for_those_who_ask_for_them_by_name(string? accept, string path, bool wanted)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = path;
        if (accept is not null)
        {
            context.Request.Headers.Accept = accept;
        }

        HtmlAnswers.IsWanted(context.Request).ShouldBe(wanted);
    }
}
