using Federation.Saml.Validation;
using Federation.Services.SignIn;

namespace Federation.Services.Federated;

/// <summary>The two doors for assertions, each with its own rules, over one record of use.</summary>
public sealed class SamlDoors(ServiceOptions options, RequestIds requestIds)
{
    /// <summary>STS takes an assertion at most this long after its issue (AWS: AssumeRoleWithSAML).</summary>
    private static readonly TimeSpan StsIssueAge = TimeSpan.FromMinutes(5);

    /// <summary>The browser's door: our own two URLs as Recipient, our own entity id as audience, the answer to one pending request.</summary>
    public SamlValidationContext Browser(SamlProviderEntry entry, SamlExpectedRequest expected, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new SamlValidationContext
        {
            Provider = entry.Metadata,
            ExpectedRequest = expected,
            Destinations = options.AssertionConsumerUrls,
            Recipients = options.AssertionConsumerUrls,
            Audiences = [options.EntityId],
            Now = now,
            ClockSkew = TimeSpan.FromSeconds(entry.Provider.Settings.ClockSkewSeconds),
            AllowSha1 = entry.Provider.Settings.AllowSha1,
        };
    }

    /// <summary>STS: unsolicited is normal, further recipients and audiences by configuration, at most five minutes old, never the answer to a request of ours.</summary>
    public SamlValidationContext Sts(SamlProviderEntry entry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        IReadOnlyList<string> recipients = [.. options.AssertionConsumerUrls, .. options.StsRecipients];
        return new SamlValidationContext
        {
            Provider = entry.Metadata,
            ExpectedRequest = SamlExpectedRequest.NotOurs(requestIds.IsOurs),
            Destinations = recipients,
            Recipients = recipients,
            Audiences = [options.EntityId, .. options.StsAudiences],
            Now = now,
            ClockSkew = TimeSpan.FromSeconds(entry.Provider.Settings.ClockSkewSeconds),
            AllowSha1 = entry.Provider.Settings.AllowSha1,
            MaxIssueAge = StsIssueAge,
        };
    }
}
