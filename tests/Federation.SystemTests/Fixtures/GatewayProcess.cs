namespace Federation.SystemTests.Fixtures;

/// <summary>The built gateway as a process of its own, over data that outlives it.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private ChildProcess? _process;

    private GatewayProcess(IReadOnlyDictionary<string, string?> settings, string? dataDirectory = null)
    {
        DataDirectory = dataDirectory ?? _data.Path;
        Url = new Uri($"http://127.0.0.1:{Loopback.FreePort()}");
        _settings = new Dictionary<string, string?>(settings) { ["Federation__DataDirectory"] = DataDirectory };
    }

    public Uri Url { get; }

    public string DataDirectory { get; }

    public Uri AssertionConsumerService => new(Url, "/saml/acs");

    public Uri Metadata => new(Url, "/saml/metadata");

    public string Transcript => _process?.Transcript ?? "";

    /// <summary>Starts a gateway over an empty store; settings are environment variables.</summary>
    public static async Task<GatewayProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        var gateway = new GatewayProcess(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>Starts a gateway over a store that is there already.</summary>
    public static async Task<GatewayProcess> StartOverAsync(string dataDirectory)
    {
        var gateway = new GatewayProcess(new Dictionary<string, string?>(), dataDirectory);
        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>A second node over the same store: it serves the first one's name, at an address of its own.</summary>
    public static async Task<GatewayProcess> StartBesideAsync(GatewayProcess first)
    {
        var second = new GatewayProcess(new Dictionary<string, string?>(first._settings) { ["Federation__PublicUrl"] = first.Url.GetLeftPart(UriPartial.Authority) }, first.DataDirectory);
        await second.StartAgainAsync();
        return second;
    }

    /// <summary>The access key of the management account's root, from the file that the first start left.</summary>
    public Credentials Root()
    {
        var values = File.ReadAllLines(Path.Combine(DataDirectory, "root-credentials"))
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return new Credentials(values["aws_access_key_id"], values["aws_secret_access_key"], null);
    }

    public GatewayClient As(Credentials? credentials) => new(Url, credentials);

    public async Task StartAgainAsync()
    {
        _process = ChildProcess.StartBuilt("Federation.Gateway", ["--urls", Url.GetLeftPart(UriPartial.Authority)], _settings);
        await UntilAnswersAsync("/healthz/ready");
        _process.HasEnded.ShouldBeFalse(Transcript);
    }

    /// <summary>Asks for a path until it answers with success or a redirect.</summary>
    public Task UntilAnswersAsync(string path) => _process!.UntilAsync(path, async () =>
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Url, path));
            return (int)answer.StatusCode < 400;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    });

    /// <summary>Asks until something holds; fails where the process ends or takes too long.</summary>
    public Task UntilAsync(string what, Func<Task<bool>> holds) => _process!.UntilAsync(what, holds);

    /// <summary>An orderly stop.</summary>
    public Task StopAsync() => _process!.StopAsync();

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync() => _process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _http.Dispose();
        _data.Dispose();
    }
}
