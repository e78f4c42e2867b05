using Federation.BrowserTests.Fixtures;
using Federation.SystemTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>The first page that an administrator ever sees.</summary>
public sealed class FreshGatewayTests(Chromium chromium)
{
    [Fact]
    public async Task A_gateway_without_providers_tells_its_administrator_what_to_do()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(gateway.Url.AbsoluteUri);
        await Assertions.Expect(page.GetByText("No identity provider is listed yet")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#entity-id")).ToHaveTextAsync(gateway.Metadata.AbsoluteUri);
        await Assertions.Expect(page.Locator("#acs")).ToHaveTextAsync(gateway.AssertionConsumerService.AbsoluteUri);
        await window.IsRightAsync("fresh-gateway");

        await page.GetByRole(AriaRole.Button, new() { Name = "Copy AWS CLI" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Copied: AWS CLI");
        (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldStartWith($"aws --endpoint-url {gateway.Url.GetLeftPart(UriPartial.Authority)} ");
    }
}
