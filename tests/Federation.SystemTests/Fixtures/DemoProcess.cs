namespace Federation.SystemTests.Fixtures;

/// <summary>The demo, left running: gateway on 127.0.0.1, identity provider on localhost, seeded.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private DemoProcess(ChildProcess process, Uri gateway, Uri identityProvider)
    {
        _process = process;
        Gateway = gateway;
        IdentityProvider = identityProvider;
    }

    public Uri Gateway { get; }

    public Uri IdentityProvider { get; }

    public string Transcript => _process.Transcript;

    public static async Task<DemoProcess> StartAsync()
    {
        var (gateway, identityProvider) = (Loopback.FreePort(), Loopback.FreePort());
        var process = ChildProcess.StartBuilt("Federation.Demo", ["--gateway-port", $"{gateway}", "--idp-port", $"{identityProvider}"]);
        await process.UntilOutputAsync("Ready.");
        return new DemoProcess(process, new Uri($"http://127.0.0.1:{gateway}"), new Uri($"http://localhost:{identityProvider}"));
    }

    public Task StopAsync() => _process.StopAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
