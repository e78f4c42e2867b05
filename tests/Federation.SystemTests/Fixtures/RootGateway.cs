namespace Federation.SystemTests.Fixtures;

/// <summary>One fresh gateway for a class of tests, which call it as the root of its account.</summary>
public sealed class RootGateway : IAsyncLifetime
{
    private GatewayProcess? _gateway;

    internal GatewayProcess Gateway => _gateway!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayProcess.StartAsync();

    /// <summary>The AWS CLI or boto3 with root's key.</summary>
    internal AwsCli Cli() => new(Gateway.Url, Gateway.Root());

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }
}
