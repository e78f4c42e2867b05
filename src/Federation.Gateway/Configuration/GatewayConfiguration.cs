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

    /// <summary>Seconds that a statement may take.</summary>
    public const string DatabaseCommandTimeoutSeconds = "Federation:Database:CommandTimeoutSeconds";

    /// <summary>Idle SQLite connections that are kept open for reading.</summary>
    public const string DatabaseIdleReaders = "Federation:Database:IdleReaders";

    /// <summary>Page cache of each SQLite connection, KiB.</summary>
    public const string DatabasePageCacheKibibytes = "Federation:Database:PageCacheKibibytes";

    /// <summary>How often other nodes' changes are looked for.</summary>
    public const string DatabaseChangePollInterval = "Federation:Database:ChangePollInterval";

    /// <summary>How long after the last look what is cached counts.</summary>
    public const string DatabaseChangePollTolerance = "Federation:Database:ChangePollTolerance";

    /// <summary>How often expired rows are removed.</summary>
    public const string DatabaseHousekeepingInterval = "Federation:Database:HousekeepingInterval";

    /// <summary>StackExchange.Redis configuration; empty: sessions in the database.</summary>
    public const string RedisConfiguration = "Federation:Redis:Configuration";

    /// <summary>Begins every key in Redis.</summary>
    public const string RedisKeyPrefix = "Federation:Redis:KeyPrefix";

    /// <summary>How long a command to Redis may take.</summary>
    public const string RedisTimeout = "Federation:Redis:Timeout";

    /// <summary>Key-encryption key, base64 of 32 bytes.</summary>
    public const string KeyEncryptionKey = "Federation:Keys:KeyEncryptionKey";

    /// <summary>File that holds it.</summary>
    public const string KeyEncryptionKeyFile = "Federation:Keys:KeyEncryptionKeyFile";

    /// <summary>How long a retired key of session tokens or web identity tokens counts.</summary>
    public const string KeysRetiredLifetime = "Federation:Keys:RetiredLifetime";

    /// <summary>How long what was encrypted to a retired SAML encryption key opens.</summary>
    public const string KeysRetiredEncryptionLifetime = "Federation:Keys:RetiredEncryptionLifetime";

    /// <summary>Clock difference between nodes that a retired key bears on top.</summary>
    public const string KeysClockSkew = "Federation:Keys:ClockSkew";

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

    /// <summary>Appends of audit records that may wait.</summary>
    public const string AuditQueueCapacity = "Federation:Audit:QueueCapacity";

    /// <summary>Appends that share a transaction.</summary>
    public const string AuditBatchSize = "Federation:Audit:BatchSize";

    /// <summary>How long the record of a read or a refusal may wait for company.</summary>
    public const string AuditFlushInterval = "Federation:Audit:FlushInterval";

    /// <summary>Pause after a failure before records that nobody waits for are tried again.</summary>
    public const string AuditRetryPause = "Federation:Audit:RetryPause";

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
        SamlMostProvidersPerAccount, SamlLargestMetadataMegabytes, SamlTraceDays, SamlMostTraces, AlertsWebhookUrl,
        SessionAbsoluteMinutes, SessionIdleMinutes, SessionRevokeCredentialsOnLogout, LimitsUnauthenticatedPerSource, LimitsUnauthenticatedBurst,
        LimitsPendingSignInsPerSource, CachesMebibytes, TrustedProxies, OutboundAllowedNetworks,
        QuotasUsers, QuotasGroups, QuotasRoles, QuotasPolicies, QuotasCredentialReport, PasswordsMemoryKiB, PasswordsIterations, PasswordsParallelism, MetricsAllowedNetworks,
        KeysRetiredLifetime, KeysRetiredEncryptionLifetime, KeysClockSkew, DatabaseCommandTimeoutSeconds, DatabaseIdleReaders, DatabasePageCacheKibibytes,
        DatabaseChangePollInterval, DatabaseChangePollTolerance, DatabaseHousekeepingInterval, RedisKeyPrefix, RedisTimeout,
        AuditQueueCapacity, AuditBatchSize, AuditFlushInterval, AuditRetryPause,
    ];
}
