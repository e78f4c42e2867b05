using System.ComponentModel.DataAnnotations;
using System.Net;
using Federation.Model.Identifiers;
using Federation.Services.Iam;
using Federation.Services.Passwords;

namespace Federation.Gateway.Configuration;

/// <summary>The gateway's own settings, read once at start. All problems are found at once and say how to fix them.</summary>
public sealed class GatewayOptions
{
    /// <value>Null (default): the first bound URL.</value>
    public Uri? PublicUrl { get; init; }

    /// <value>Entity id, where it is not the metadata URL.</value>
    public string? EntityId { get; init; }

    /// <value>Default <c>./data</c>.</value>
    public string DataDirectory { get; init; } = "./data";

    /// <value>True with SQL Server.</value>
    public bool UsesSqlServer { get; init; }

    /// <value>Bootstrap account; default: generated with SQLite.</value>
    public AccountId? BootstrapAccountId { get; init; }

    /// <value>Bootstrap key id; default: generated with SQLite.</value>
    public string? BootstrapRootAccessKeyId { get; init; }

    /// <value>Bootstrap secret; default: generated with SQLite.</value>
    public string? BootstrapRootSecretAccessKey { get; init; }

    /// <value>Default none.</value>
    public IReadOnlyList<string> SamlRecipients { get; init; } = [];

    /// <value>Default none.</value>
    public IReadOnlyList<string> SamlAudiences { get; init; } = [];

    /// <value>Default 14 days.</value>
    public TimeSpan LoginTraceLifetime { get; init; } = TimeSpan.FromDays(14);

    /// <value>Default 20,000 for each account.</value>
    public int MostLoginTraces { get; init; } = 20_000;

    /// <value>Default 20,000.</value>
    public int MostSamlProvidersPerAccount { get; init; } = 20_000;

    /// <value>Default 256 MB, in bytes.</value>
    public int LargestMetadata { get; init; } = 256_000_000;

    /// <value>Default none.</value>
    public Uri? AlertWebhook { get; init; }

    /// <value>Default 480 minutes.</value>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromMinutes(480);

    /// <value>Default 60 minutes.</value>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(60);

    /// <value>Default true.</value>
    public bool RevokeCredentialsOnLogout { get; init; } = true;

    /// <value>Default 20 a second; 0 = off.</value>
    public double UnauthenticatedPerSource { get; init; } = 20;

    /// <value>Default 100.</value>
    public int UnauthenticatedBurst { get; init; } = 100;

    /// <value>Default AWS's quotas.</value>
    public IamQuotas Quotas { get; init; } = new();

    /// <value>Default 5,000 in ten minutes.</value>
    public int PendingSignInsPerSource { get; init; } = 5_000;

    /// <value>Default OWASP's: 46 MiB, one pass, one lane.</value>
    public PasswordHashing Passwords { get; init; } = new();

    /// <value>Default 256.</value>
    public int CacheMebibytes { get; init; } = 256;

    /// <value>Default none: this machine alone.</value>
    public IReadOnlyList<IPNetwork> MetricsNetworks { get; init; } = [];

    /// <value>Default none.</value>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Reads and checks the configuration.</summary>
    /// <exception cref="ValidationException">Something is wrong; the message lists every problem and names its key.</exception>
    public static GatewayOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var reader = new ConfigurationReader(configuration);
        var options = new GatewayOptions
        {
            PublicUrl = reader.BaseUrl(GatewayConfiguration.PublicUrl),
            EntityId = reader.Text(GatewayConfiguration.SamlEntityId),
            DataDirectory = reader.Text(GatewayConfiguration.DataDirectory) ?? "./data",
            UsesSqlServer = reader.OneOf(GatewayConfiguration.DatabaseProvider, "Sqlite", "SqlServer") == "SqlServer",
            BootstrapAccountId = reader.Account(GatewayConfiguration.BootstrapAccountId),
            BootstrapRootAccessKeyId = reader.Text(GatewayConfiguration.BootstrapRootAccessKeyId),
            BootstrapRootSecretAccessKey = reader.Text(GatewayConfiguration.BootstrapRootSecretAccessKey),
            SamlRecipients = reader.List(GatewayConfiguration.SamlRecipients),
            SamlAudiences = reader.List(GatewayConfiguration.SamlAudiences),
            LoginTraceLifetime = TimeSpan.FromDays(reader.Number(GatewayConfiguration.SamlTraceDays, 14, 1, 400)),
            MostLoginTraces = reader.Number(GatewayConfiguration.SamlMostTraces, 20_000, 100, 10_000_000),
            MostSamlProvidersPerAccount = reader.Number(GatewayConfiguration.SamlMostProvidersPerAccount, 20_000, 1, 1_000_000),
            LargestMetadata = reader.Number(GatewayConfiguration.SamlLargestMetadataMegabytes, 256, 1, 2000) * 1_000_000,
            AlertWebhook = reader.HttpsUrl(GatewayConfiguration.AlertsWebhookUrl),
            SessionLifetime = TimeSpan.FromMinutes(reader.Number(GatewayConfiguration.SessionAbsoluteMinutes, 480, 1, 1440)),
            SessionIdle = TimeSpan.FromMinutes(reader.Number(GatewayConfiguration.SessionIdleMinutes, 60, 1, 1440)),
            RevokeCredentialsOnLogout = reader.Flag(GatewayConfiguration.SessionRevokeCredentialsOnLogout, true),
            UnauthenticatedPerSource = reader.Number(GatewayConfiguration.LimitsUnauthenticatedPerSource, 20, 0, 1_000_000),
            UnauthenticatedBurst = reader.Number(GatewayConfiguration.LimitsUnauthenticatedBurst, 100, 1, 1_000_000),
            Quotas = new IamQuotas
            {
                UsersPerAccount = reader.Number(GatewayConfiguration.QuotasUsers, 5_000, 1, 10_000_000),
                GroupsPerAccount = reader.Number(GatewayConfiguration.QuotasGroups, 300, 1, 10_000_000),
                RolesPerAccount = reader.Number(GatewayConfiguration.QuotasRoles, 1_000, 1, 10_000_000),
                PoliciesPerAccount = reader.Number(GatewayConfiguration.QuotasPolicies, 1_500, 1, 10_000_000),
                UsersInCredentialReport = reader.Number(GatewayConfiguration.QuotasCredentialReport, 100_000, 1, 1_000_000),
            },
            PendingSignInsPerSource = reader.Number(GatewayConfiguration.LimitsPendingSignInsPerSource, 5_000, 1, 10_000_000),
            Passwords = new PasswordHashing
            {
                // RFC 9106: at least eight blocks a lane. The lower bounds are OWASP's weakest set; what is above the upper ones no hash is read with.
                MemoryKiB = reader.Number(GatewayConfiguration.PasswordsMemoryKiB, 47_104, 7_168, 1 << 20),
                Iterations = reader.Number(GatewayConfiguration.PasswordsIterations, 1, 1, 64),
                Parallelism = reader.Number(GatewayConfiguration.PasswordsParallelism, 1, 1, 16),
            },
            CacheMebibytes = reader.Number(GatewayConfiguration.CachesMebibytes, 256, 4, 1_048_576),
            MetricsNetworks = reader.Networks(GatewayConfiguration.MetricsAllowedNetworks),
            TrustedProxies = reader.Networks(GatewayConfiguration.TrustedProxies),
        };
        options.CrossCheck(reader);
        reader.ThrowIfAny();
        return options;
    }

    private void CrossCheck(ConfigurationReader reader)
    {
        if ((BootstrapRootAccessKeyId is null) != (BootstrapRootSecretAccessKey is null))
        {
            reader.Problem(GatewayConfiguration.BootstrapRootAccessKeyId, "give the access key id and the secret access key together, or neither");
        }

        if (BootstrapRootAccessKeyId is { } id && (id.Length is < 16 or > 128 || !id.All(char.IsAsciiLetterOrDigit) || id.StartsWith("ASIA", StringComparison.Ordinal)))
        {
            reader.Problem(GatewayConfiguration.BootstrapRootAccessKeyId, "an access key id has 16 to 128 letters and digits and does not begin with ASIA");
        }

        if (BootstrapRootSecretAccessKey is { Length: < 32 })
        {
            reader.Problem(GatewayConfiguration.BootstrapRootSecretAccessKey, "a secret access key has at least 32 characters");
        }

        if (UsesSqlServer && reader.Text(GatewayConfiguration.DatabaseConnectionString) is null)
        {
            reader.Problem(GatewayConfiguration.DatabaseConnectionString, "SqlServer needs a connection string");
        }

        if (UsesSqlServer && reader.Text(GatewayConfiguration.KeyEncryptionKey) is null && reader.Text(GatewayConfiguration.KeyEncryptionKeyFile) is null)
        {
            reader.Problem(GatewayConfiguration.KeyEncryptionKey, $"SqlServer needs a key-encryption key: 32 bytes in base64 here, or a file in {GatewayConfiguration.KeyEncryptionKeyFile}");
        }
    }
}
