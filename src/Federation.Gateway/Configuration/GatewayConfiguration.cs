namespace Federation.Gateway.Configuration;

/// <summary>Every configuration key the gateway reads. Scripts and compose files rely on them.</summary>
public static class GatewayConfiguration
{
    /// <summary>The one base URL.</summary>
    public const string PublicUrl = "Federation:PublicUrl";

    /// <summary>Directory of the SQLite file, the generated key-encryption key and root-credentials.</summary>
    public const string DataDirectory = "Federation:DataDirectory";

    /// <summary><c>Sqlite</c> or <c>SqlServer</c>.</summary>
    public const string DatabaseProvider = "Federation:Database:Provider";

    /// <summary>Connection string.</summary>
    public const string DatabaseConnectionString = "Federation:Database:ConnectionString";

    /// <summary>StackExchange.Redis configuration; empty: sessions in the database.</summary>
    public const string RedisConfiguration = "Federation:Redis:Configuration";

    /// <summary>Key-encryption key, base64 of 32 bytes.</summary>
    public const string KeyEncryptionKey = "Federation:Keys:KeyEncryptionKey";

    /// <summary>File that holds it.</summary>
    public const string KeyEncryptionKeyFile = "Federation:Keys:KeyEncryptionKeyFile";

    /// <summary>Account id of the management account, on an empty store only.</summary>
    public const string BootstrapAccountId = "Federation:Bootstrap:AccountId";

    /// <summary>Root's access key id, on an empty store only.</summary>
    public const string BootstrapRootAccessKeyId = "Federation:Bootstrap:RootAccessKeyId";

    /// <summary>Root's secret access key, on an empty store only.</summary>
    public const string BootstrapRootSecretAccessKey = "Federation:Bootstrap:RootSecretAccessKey";

    /// <summary>Our SAML entity id, where it is not the metadata URL.</summary>
    public const string SamlEntityId = "Federation:Saml:EntityId";

    /// <summary>Further recipients that STS takes.</summary>
    public const string SamlRecipients = "Federation:Saml:Recipients";

    /// <summary>Further audiences that STS takes.</summary>
    public const string SamlAudiences = "Federation:Saml:Audiences";

    /// <summary>Days for which recorded logins are kept.</summary>
    public const string SamlTraceDays = "Federation:Saml:TraceDays";

    /// <summary>How many recorded logins an account keeps at most.</summary>
    public const string SamlMostTraces = "Federation:Saml:MostTraces";

    /// <summary>How many SAML providers an account may have.</summary>
    public const string SamlMostProvidersPerAccount = "Federation:Saml:MostProvidersPerAccount";

    /// <summary>Largest metadata document or aggregate that is fetched from a URL, megabytes.</summary>
    public const string SamlLargestMetadataMegabytes = "Federation:Saml:LargestMetadataMegabytes";

    /// <summary>URL to which warnings of running out keys and metadata are posted.</summary>
    public const string AlertsWebhookUrl = "Federation:Alerts:WebhookUrl";

    /// <summary>Memory of a password hash, KiB.</summary>
    public const string PasswordsMemoryKiB = "Federation:Passwords:MemoryKiB";

    /// <summary>Passes of a password hash.</summary>
    public const string PasswordsIterations = "Federation:Passwords:Iterations";

    /// <summary>Lanes of a password hash.</summary>
    public const string PasswordsParallelism = "Federation:Passwords:Parallelism";

    /// <summary>Absolute life of a portal session, minutes.</summary>
    public const string SessionAbsoluteMinutes = "Federation:Session:AbsoluteMinutes";

    /// <summary>Idle life of a portal session, minutes.</summary>
    public const string SessionIdleMinutes = "Federation:Session:IdleMinutes";

    /// <summary>Whether sign-out revokes the session's credentials.</summary>
    public const string SessionRevokeCredentialsOnLogout = "Federation:Session:RevokeCredentialsOnLogout";

    /// <summary>Unauthenticated requests a second and source; 0 = off.</summary>
    public const string LimitsUnauthenticatedPerSource = "Federation:Limits:UnauthenticatedPerSource";

    /// <summary>Burst of the same.</summary>
    public const string LimitsUnauthenticatedBurst = "Federation:Limits:UnauthenticatedBurst";

    /// <summary>Users that an account may have.</summary>
    public const string QuotasUsers = "Federation:Quotas:UsersPerAccount";

    /// <summary>Groups that an account may have.</summary>
    public const string QuotasGroups = "Federation:Quotas:GroupsPerAccount";

    /// <summary>Roles that an account may have.</summary>
    public const string QuotasRoles = "Federation:Quotas:RolesPerAccount";

    /// <summary>Policies that an account may have.</summary>
    public const string QuotasPolicies = "Federation:Quotas:PoliciesPerAccount";

    /// <summary>Users of an account that still gets a credential report.</summary>
    public const string QuotasCredentialReport = "Federation:Quotas:UsersInCredentialReport";

    /// <summary>Sign-ins that one source may begin in ten minutes.</summary>
    public const string LimitsPendingSignInsPerSource = "Federation:Limits:PendingSignInsPerSource";

    /// <summary>MiB that the caches of what was looked up may take together.</summary>
    public const string CachesMebibytes = "Federation:Caches:Mebibytes";

    /// <summary>CIDRs from which <c>/metrics</c> may be read, beside this machine.</summary>
    public const string MetricsAllowedNetworks = "Federation:Metrics:AllowedNetworks";

    /// <summary>CIDRs of trusted proxies.</summary>
    public const string TrustedProxies = "Federation:TrustedProxies";

    /// <summary>CIDRs or hosts that outbound fetches may reach beside public addresses.</summary>
    public const string OutboundAllowedNetworks = "Federation:Outbound:AllowedNetworks";

    /// <summary>All keys, in the order of the documentation.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        PublicUrl, DataDirectory, DatabaseProvider, DatabaseConnectionString, RedisConfiguration, KeyEncryptionKey, KeyEncryptionKeyFile,
        BootstrapAccountId, BootstrapRootAccessKeyId, BootstrapRootSecretAccessKey, SamlEntityId, SamlRecipients, SamlAudiences,
        SamlTraceDays, SamlMostTraces, SamlMostProvidersPerAccount, SamlLargestMetadataMegabytes, AlertsWebhookUrl,
        SessionAbsoluteMinutes, SessionIdleMinutes, SessionRevokeCredentialsOnLogout, LimitsUnauthenticatedPerSource, LimitsUnauthenticatedBurst,
        LimitsPendingSignInsPerSource, CachesMebibytes,
        QuotasUsers, QuotasGroups, QuotasRoles, QuotasPolicies, QuotasCredentialReport, MetricsAllowedNetworks, TrustedProxies, OutboundAllowedNetworks,
    ];
}
