namespace Federation.SystemTests.Fixtures;

/// <summary>A fresh gateway for a class of tests that call it with the access key of its root.</summary>
public sealed class RootGateway : IAsyncLifetime
{
    private GatewayProcess? _gateway;

    internal GatewayProcess Gateway => _gateway!;

    /// <summary>Account id of the management account.</summary>
    public string Account { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayProcess.StartAsync();
        using var root = Gateway.As(Gateway.Root());
        Account = (await root.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Account");
    }

    /// <summary>The AWS CLI and boto3 with root's key.</summary>
    internal AwsCli Client() => new(Gateway.Url, Gateway.Root());

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }
}
