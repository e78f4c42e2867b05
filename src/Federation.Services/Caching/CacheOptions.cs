namespace Federation.Services.Caching;

/// <summary>
/// How much memory the caches of what was looked up may take: principals with their compiled policies, SAML providers with their metadata read, access keys, opened session
/// tokens, role mappings, OpenID Connect providers, login profiles, accounts, revocations. The host binds it.
/// </summary>
public sealed record CacheOptions
{
    /// <value>MiB of all caches together, by estimate. Default 256. What does not fit is looked up again: a smaller number costs time, nothing else.</value>
    public int Mebibytes { get; init; } = 256;

    /// <summary>The estimate of a cached object beside the texts that it holds.</summary>
    internal const long ObjectBytes = 1024;

    /// <summary>Bytes that a character of a policy document takes: its text, and what is compiled of it.</summary>
    internal const long BytesOfPolicyCharacter = 8;

    internal long Roles => Share(4);

    internal long Users => Share(3.5);

    internal long ManagedPolicies => Share(2);

    internal long SamlProviders => Share(2);

    internal long AccessKeys => Share(1);

    internal long SessionTokens => Share(1);

    internal long RoleMappings => Share(1);

    internal long OidcProviders => Share(0.25);

    internal long LoginProfiles => Share(0.25);

    internal long Accounts => Share(0.5);

    internal long Revocations => Share(0.5);

    private long Share(double sixteenths) => (long)(Mebibytes * 1024.0 * 1024.0 * sixteenths / 16);
}
