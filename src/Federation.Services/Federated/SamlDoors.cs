using Federation.Saml.Validation;
using Federation.Services.SignIn;

namespace Federation.Services.Federated;

/// <summary>The two doors for assertions, each with its own rules, over one record of use. The provider's settings hold at both.</summary>
public sealed class SamlDoors(ServiceOptions options, RequestIds requestIds, SamlOwnKeys keys)
{
    /// <summary>STS takes an assertion at most this long after its issue (AWS: AssumeRoleWithSAML).</summary>
    private static readonly TimeSpan StsIssueAge = TimeSpan.FromMinutes(5);

    /// <summary>The browser's door: our own two URLs as Recipient, our own entity id as audience, the answer to one pending request or none where the provider may start.</summary>
    public SamlValidationContext Browser(SamlProviderEntry entry, SamlExpectedRequest expected, DateTimeOffset now) =>
        Common(entry, expected, options.AssertionConsumerUrls, [options.EntityId], now);

    /// <summary>STS: unsolicited is normal, further recipients and audiences by configuration, at most five minutes old, never the answer to a request of ours.</summary>
    public SamlValidationContext Sts(SamlProviderEntry entry, DateTimeOffset now) =>
        Common(entry, SamlExpectedRequest.NotOurs(requestIds.IsOurs), [.. options.AssertionConsumerUrls, .. options.StsRecipients], [options.EntityId, .. options.StsAudiences], now)
            with
        { MaxIssueAge = StsIssueAge };

    private SamlValidationContext Common(
        SamlProviderEntry entry, SamlExpectedRequest expected, IReadOnlyList<string> recipients, IReadOnlyList<string> audiences, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var settings = entry.Provider.Settings;
        return new SamlValidationContext
        {
            Provider = entry.Metadata,
            ExpectedRequest = expected,
            Destinations = recipients,
            Recipients = recipients,
            Audiences = audiences,
            Now = now,
            ClockSkew = TimeSpan.FromSeconds(settings.ClockSkewSeconds),
            AllowSha1 = settings.AllowSha1,
            RequireEncryption = settings.RequireEncryption,
            DecryptionKeys = keys.Decryption,
        };
    }
}
