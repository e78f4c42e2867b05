namespace Federation.SystemTests.Fixtures;

/// <summary>The demo, left running: gateway on 127.0.0.1, identity provider on localhost, seeded.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly TemporaryFolder _temporary;

    private DemoProcess(ChildProcess process, TemporaryFolder temporary, Uri gateway, Uri identityProvider)
    {
        _process = process;
        _temporary = temporary;
        Gateway = gateway;
        IdentityProvider = identityProvider;
    }

    public Uri Gateway { get; }

    public Uri IdentityProvider { get; }

    public string Transcript => _process.Transcript;

    public static async Task<DemoProcess> StartAsync()
    {
        var temporary = new TemporaryFolder();
        var (gateway, identityProvider) = (Loopback.FreePort(), Loopback.FreePort());
        var process = ChildProcess.StartBuilt("Federation.Demo", ["--gateway-port", $"{gateway}", "--idp-port", $"{identityProvider}"],
            new Dictionary<string, string?> { ["TMPDIR"] = temporary.Path });
        await process.UntilOutputAsync("Ready.");
        return new DemoProcess(process, temporary, new Uri($"http://127.0.0.1:{gateway}"), new Uri($"http://localhost:{identityProvider}"));
    }

    /// <summary>A browser in which this person has signed in.</summary>
    public async Task<TestBrowser> BrowserAsync(string userName, string password)
    {
        var browser = new TestBrowser();
        var page = await browser.SignInWithSamlAsync(Gateway, "example-corp", userName, password);
        page.Status.ShouldBe(System.Net.HttpStatusCode.OK, page.Html + Transcript);
        return browser;
    }

    /// <summary>The credentials of one of this person's roles.</summary>
    public async Task<Credentials> SignInAsync(string userName, string password, string roleName)
    {
        using var browser = await BrowserAsync(userName, password);
        var roles = await browser.RolesAsync(Gateway);
        return Credentials.Read(await browser.CredentialsAsync(Gateway, roles[roleName]));
    }

    /// <summary>An orderly stop.</summary>
    public Task StopAsync() => _process.StopAsync();

    /// <summary>Ends the demo; its store goes with its temporary folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _temporary.Dispose();
    }
}
