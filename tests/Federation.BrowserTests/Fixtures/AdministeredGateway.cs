using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.BrowserTests.Fixtures;

/// <summary>A gateway of its own with the development identity provider: alice may open the console as an administrator, bob as nobody of importance.</summary>
internal sealed class AdministeredGateway : IAsyncDisposable
{
    private ChildProcess? _identityProvider;

    private AdministeredGateway(GatewayProcess gateway, Uri identityProvider)
    {
        Gateway = gateway;
        IdentityProvider = identityProvider;
    }

    public GatewayProcess Gateway { get; }

    public Uri IdentityProvider { get; }

    public string Account { get; private set; } = "";

    public static async Task<AdministeredGateway> StartAsync()
    {
        Chromium.Need();
        var made = new AdministeredGateway(await GatewayProcess.StartAsync(), new Uri($"http://localhost:{Loopback.FreePort()}"));
        made._identityProvider = ChildProcess.StartBuilt("Federation.Demo", ["--idp-only", "--idp-port", $"{made.IdentityProvider.Port}", "--sp-metadata", made.Gateway.Metadata.AbsoluteUri]);
        await made._identityProvider.UntilOutputAsync("Ready.");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        made.Account = await made.Gateway.SetUpAsync(await http.GetStringAsync(new Uri(made.IdentityProvider, "/metadata")));
        return made;
    }

    public string At(string path) => new Uri(Gateway.Url, path).AbsoluteUri;

    public async Task SignInAsync(Window window, string person)
    {
        await window.Page.GotoAsync(At("/saml/login?provider=" + GatewaySetup.Provider));
        await window.FillInAsync(person, "demo-" + person);
        await window.Page.WaitForURLAsync(Gateway.Url.AbsoluteUri);
    }

    /// <summary>One of the gateway's own operations, as its root.</summary>
    public async Task<JsonElement> ManageAsync(string operation, object request)
    {
        using var root = Gateway.As(Gateway.Root());
        return (await root.JsonAsync("federation", operation, request)).Succeeded().Json;
    }

    /// <summary>Makes a role's trust policy name another provider than the one that people sign in by.</summary>
    public async Task WithholdAsync(string role)
    {
        using var root = Gateway.As(Gateway.Root());
        var trust = GatewaySetup.Trust(Account, Gateway).Replace("saml-provider/" + GatewaySetup.Provider, "saml-provider/another", StringComparison.Ordinal);
        (await root.QueryAsync("iam", "UpdateAssumeRolePolicy", ("RoleName", role), ("PolicyDocument", trust))).Succeeded();
    }

    /// <summary>Adds providers, so that lists need a search and pages.</summary>
    public async Task AddProvidersAsync(int count)
    {
        using var root = Gateway.As(Gateway.Root());
        for (var number = 0; number < count; number++)
        {
            var name = $"company-{number:00}";
            var metadata = TestMetadata.Of($"https://{name}.example/idp", new Uri(IdentityProvider, "/sso"), "HTTP-Redirect");
            (await root.QueryAsync("iam", "CreateSAMLProvider", ("Name", name), ("SAMLMetadataDocument", metadata))).Succeeded();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_identityProvider is not null)
        {
            await _identityProvider.DisposeAsync();
        }

        await Gateway.DisposeAsync();
    }
}
