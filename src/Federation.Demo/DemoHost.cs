using Federation.Demo.IdentityProvider;
using Federation.Demo.Seeding;
using Federation.Demo.Wire;
using Federation.Gateway;

namespace Federation.Demo;

/// <summary>Gateway and development identity provider in one process, each on a port of its own, over a fresh store.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private readonly WebApplication _gateway;
    private readonly WebApplication _identityProvider;
    private readonly HttpClient _http;

    private DemoHost(DemoOptions options, DemoStore store)
    {
        Store = store;
        // Two sites, as in real life: cookies of one are none of the other's business, and ports do not separate sites.
        GatewayUrl = new Uri($"http://127.0.0.1:{options.GatewayPort ?? Loopback.FreePort()}");
        IdentityProvider = IdentityProviderHost.Options(options.IdentityProviderPort ?? Loopback.FreePort(), [new Uri(GatewayUrl, "/saml/metadata")]);
        _gateway = GatewayApplication.Create(
            [
                "--urls", GatewayUrl.GetLeftPart(UriPartial.Authority),
                "--Federation:PublicUrl", GatewayUrl.GetLeftPart(UriPartial.Authority),
                "--Federation:DataDirectory", store.Path,
            ],
            QuietLogging.Apply);
        _identityProvider = IdentityProviderApplication.Create(IdentityProvider, People, QuietLogging.Apply);
        _http = Loopback.Client();
        Wire = new WireClient(_http, GatewayUrl, TimeProvider.System);
    }

    public DemoStore Store { get; }

    public Uri GatewayUrl { get; }

    public IdentityProviderOptions IdentityProvider { get; }

    public PersonDirectory People { get; } = Cast.Directory();

    public HttpClient Http => _http;

    public WireClient Wire { get; }

    /// <summary>Starts both and fills the store.</summary>
    public static async Task<(DemoHost Host, DemoWorld World)> StartAsync(DemoOptions options, DemoStore store, CancellationToken cancellationToken)
    {
        var host = new DemoHost(options, store);
        try
        {
            await Task.WhenAll(host._gateway.StartAsync(cancellationToken), host._identityProvider.StartAsync(cancellationToken));
            var root = await RootCredentials.ReadAsync(store.Path, cancellationToken);
            var seeder = new Seeder(host.Wire, host.Http, host.GatewayUrl, host.IdentityProvider, host.People, TimeProvider.System);
            return (host, await seeder.SeedAsync(root, cancellationToken));
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task WaitForShutdownAsync() => Task.WhenAny(_gateway.WaitForShutdownAsync(), _identityProvider.WaitForShutdownAsync());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Task.WhenAll(_gateway.StopAsync(), _identityProvider.StopAsync());
        await _identityProvider.DisposeAsync();
        await _gateway.DisposeAsync();
    }
}
