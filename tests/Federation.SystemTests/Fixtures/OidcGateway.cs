using System.Text.Json;

namespace Federation.SystemTests.Fixtures;

/// <summary>A gateway that may reach an issuer of tokens on a loopback address.</summary>
public sealed class OidcGateway : IAsyncLifetime
{
    private GatewayProcess? _gateway;

    internal GatewayProcess Gateway => _gateway!;

    internal TlsIssuer Issuer { get; } = new();

    public string Account { get; private set; } = "";

    internal string ProviderArn => $"arn:aws:iam::{Account}:oidc-provider/{Issuer.Name}";

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayProcess.StartAsync(("Federation__Outbound__AllowedNetworks", "127.0.0.1/32"));
        using var root = Gateway.As(Gateway.Root());
        Account = (await root.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Account");
    }

    /// <summary>A role that the issuer's bearers of one subject may assume, with a policy.</summary>
    internal async Task<string> RoleAsync(string name, string subject, string action)
    {
        using var root = Gateway.As(Gateway.Root());
        var trust = JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new
            {
                Effect = "Allow",
                Principal = new { Federated = ProviderArn },
                Action = "sts:AssumeRoleWithWebIdentity",
                Condition = new { StringEquals = new Dictionary<string, string> { [Issuer.Name + ":sub"] = subject, [Issuer.Name + ":aud"] = TlsIssuer.Audience } },
            },
        });
        (await root.QueryAsync("iam", "CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust))).Succeeded();
        (await root.QueryAsync("iam", "PutRolePolicy", ("RoleName", name), ("PolicyName", "own"),
            ("PolicyDocument", JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = new { Effect = "Allow", Action = action, Resource = "*" } })))).Succeeded();
        return $"arn:aws:iam::{Account}:role/{name}";
    }

    public async ValueTask DisposeAsync()
    {
        await Issuer.DisposeAsync();
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }
}
