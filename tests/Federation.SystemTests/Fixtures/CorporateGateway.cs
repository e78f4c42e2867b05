namespace Federation.SystemTests.Fixtures;

/// <summary>A gateway process with the demo's identity provider as a second process: alice is in administrators, bob in developers, carol in neither.</summary>
public sealed class CorporateGateway : IAsyncLifetime
{
    private GatewayProcess? _gateway;
    private ChildProcess? _identityProvider;

    internal GatewayProcess Gateway => _gateway!;

    public Uri Url => Gateway.Url;

    public Uri IdentityProvider { get; } = new($"http://localhost:{Loopback.FreePort()}");

    public string Account { get; private set; } = "";

    public ValueTask InitializeAsync() => StartAsync();

    /// <summary>Starts both; settings are the gateway's, as environment variables.</summary>
    public async ValueTask StartAsync(params (string Name, string Value)[] settings)
    {
        _gateway = await GatewayProcess.StartAsync(settings);
        _identityProvider = ChildProcess.StartBuilt("Federation.Demo", ["--idp-only", "--idp-port", $"{IdentityProvider.Port}", "--sp-metadata", Gateway.Metadata.AbsoluteUri]);
        await _identityProvider.UntilOutputAsync("Ready.");
        using var http = new HttpClient();
        Account = await Gateway.SetUpAsync(await http.GetStringAsync(new Uri(IdentityProvider, "/metadata")));
    }

    internal string RoleArn(string name) => GatewaySetup.RoleArn(Account, name);

    /// <summary>A browser in which this person has signed in.</summary>
    internal async Task<TestBrowser> SignInWithSamlAsync(string userName)
    {
        var browser = new TestBrowser();
        var page = await browser.SignInWithSamlAsync(Url, GatewaySetup.Provider, userName, "demo-" + userName);
        page.Status.ShouldBe(System.Net.HttpStatusCode.OK, page.Html + Gateway.Transcript);
        return browser;
    }

    internal async Task<Credentials> CredentialsAsync(string userName, string roleName)
    {
        using var browser = await SignInWithSamlAsync(userName);
        return Credentials.Read(await browser.CredentialsAsync(Url, RoleArn(roleName)));
    }

    /// <summary>A response that the IdP gives without being asked, as for AssumeRoleWithSAML.</summary>
    internal async Task<string> UnsolicitedAssertionAsync(string userName)
    {
        using var browser = new TestBrowser();
        var form = await browser.OpenAsync(new Uri(IdentityProvider, "/launch?sp=" + Uri.EscapeDataString(Gateway.Metadata.AbsoluteUri)));
        var page = await browser.SubmitAsync(form, "password", ("username", userName), ("password", "demo-" + userName));
        return page.Form("SAMLResponse").Fields["SAMLResponse"];
    }

    public async ValueTask DisposeAsync()
    {
        if (_identityProvider is not null)
        {
            await _identityProvider.DisposeAsync();
        }

        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }
}
