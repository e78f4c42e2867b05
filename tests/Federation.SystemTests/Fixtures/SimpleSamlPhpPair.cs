using System.Net;

namespace Federation.SystemTests.Fixtures;

/// <summary>A gateway and SimpleSAMLphp that know each other.</summary>
internal sealed class SimpleSamlPhpPair : IAsyncDisposable
{
    /// <summary>ARN of the provider.</summary>
    public string ProviderArn => GatewaySetup.ProviderArn(_account);

    private string _account = "";

    public required GatewayProcess Gateway { get; init; }

    public required SimpleSamlPhp Idp { get; init; }

    public static async Task<SimpleSamlPhpPair> StartAsync(string? variant = null, params (string Name, string Value)[] settings)
    {
        Tools.NeedSimpleSamlPhp();
        var pair = new SimpleSamlPhpPair
        {
            Gateway = await GatewayProcess.StartAsync(settings),
            Idp = await SimpleSamlPhp.StartAsync(new SamlPerson("erin", "erin-password", new Dictionary<string, string[]> { ["uid"] = ["erin"], ["groups"] = ["developers"] })),
        };
        pair._account = await pair.Gateway.SetUpAsync(await pair.Idp.MetadataAsync());
        await pair.TrustAsync(variant);
        return pair;
    }

    /// <summary>Tells SimpleSAMLphp who we are, and by which options of its own it answers us.</summary>
    public async Task TrustAsync(string? variant)
    {
        using var http = new HttpClient();
        Idp.Trust(await http.GetStringAsync(Gateway.Metadata), variant);
    }

    /// <summary>A whole sign-in of a browser of its own, whatever comes of it.</summary>
    public async Task<TestPage> TrySignInAsync()
    {
        using var browser = new TestBrowser();
        return await browser.SignInWithSamlAsync(Gateway.Url, GatewaySetup.Provider, "erin", "erin-password");
    }

    public async Task<TestBrowser> SignInAsync(string? told = null)
    {
        var browser = new TestBrowser();
        var page = await browser.SignInWithSamlAsync(Gateway.Url, GatewaySetup.Provider, "erin", "erin-password");
        page.Status.ShouldBe(HttpStatusCode.OK, told + page.Html + Idp.Log + Gateway.Transcript);
        return browser;
    }

    /// <summary>A sign-in that begins at the IdP, up to our answer.</summary>
    public async Task<(TestPage Page, TestBrowser Browser)> StartThereAsync()
    {
        var browser = new TestBrowser();
        var form = await browser.OpenAsync(new Uri(Idp.Url, "saml2/idp/SSOService.php?spentityid=" + Uri.EscapeDataString(Gateway.Metadata.AbsoluteUri)));
        var posting = await browser.SubmitAsync(form, "password", ("username", "erin"), ("password", "erin-password"));
        return (await browser.SubmitAsync(posting, "SAMLResponse"), browser);
    }

    public Task SetAsync(string name, object value) => ManageAsync("UpdateSamlProviderSettings", (name, value));

    /// <summary>One of the gateway's own operations on the provider, as its root.</summary>
    public async Task<System.Text.Json.JsonElement> ManageAsync(string operation, params (string Name, object Value)[] members)
    {
        using var root = Gateway.As(Gateway.Root());
        var request = members.Append(("SAMLProviderArn", ProviderArn)).ToDictionary(member => member.Item1, member => member.Item2);
        return (await root.JsonAsync("federation", operation, request)).Succeeded().Json;
    }

    public async ValueTask DisposeAsync()
    {
        await Idp.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
