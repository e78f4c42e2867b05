using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Model.Results;
using Federation.Model.Storage;

namespace Federation.Services.Federated;

/// <summary>The attributes by which an IdP speaks to AWS (AWS: Configure SAML assertions for the authentication response).</summary>
public static partial class AwsSamlAttributes
{
    private const string Prefix = "https://aws.amazon.com/SAML/Attributes/";
    private const string Role = Prefix + "Role";
    private const string RoleSessionName = Prefix + "RoleSessionName";
    private const string SessionDuration = Prefix + "SessionDuration";
    private const string SourceIdentity = Prefix + "SourceIdentity";
    private const string TransitiveTagKeys = Prefix + "TransitiveTagKeys";
    private const string PrincipalTag = Prefix + "PrincipalTag:";

    /// <summary>Role and provider pairs, in whichever order each was written; others are not pairs.</summary>
    public static IReadOnlyList<(string RoleArn, string ProviderArn)> RolePairs(SamlIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var pairs = new List<(string, string)>();
        foreach (var value in identity.Values(Role))
        {
            if (value.Split(',', StringSplitOptions.TrimEntries) is [var one, var other])
            {
                if (one.Contains(":role/", StringComparison.Ordinal) && other.Contains(":saml-provider/", StringComparison.Ordinal))
                {
                    pairs.Add((one, other));
                }
                else if (other.Contains(":role/", StringComparison.Ordinal) && one.Contains(":saml-provider/", StringComparison.Ordinal))
                {
                    pairs.Add((other, one));
                }
            }
        }

        return pairs;
    }

    /// <summary>RoleSessionName as it came, or null.</summary>
    public static string? SessionName(SamlIdentity identity) => identity.Values(RoleSessionName).SingleOrNull();

    /// <summary>STS insists on a RoleSessionName beside a Role pair; null where it is right.</summary>
    public static AwsError? CheckSessionName(SamlIdentity identity) => SessionName(identity) switch
    {
        null => StsErrors.InvalidIdentityToken("RoleSessionName is required in AuthnResponse"),
        { } name when !IsSessionName(name) => StsErrors.InvalidIdentityToken("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"),
        _ => null,
    };

    /// <summary>AWS's pattern of a session name.</summary>
    private static bool IsSessionName(string name) => SessionNamePattern().IsMatch(name);

    /// <summary>What the assertion says of session length, tags and source identity.</summary>
    public static Result<AssertedSession> Read(SamlIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var duration = ReadDuration(identity);
        if (!duration.Succeeded)
        {
            return duration.Error;
        }

        var tags = ReadTags(identity);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var transitive = identity.Values(TransitiveTagKeys);
        if (transitive.Any(key => !tags.Value.Any(tag => string.Equals(tag.Key, key, StringComparison.OrdinalIgnoreCase))))
        {
            return CommonErrors.InvalidParameterValue("The specified transitive tag key must be included in the requested tags.");
        }

        var source = identity.Values(SourceIdentity);
        return source.Count > 1 || (source.Count == 1 && (!IsSessionName(source[0]) || source[0].StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            ? StsErrors.IdpRejectedClaim("The SourceIdentity attribute is not valid: it takes one value of 2 to 64 characters of [\\w+=,.@-]")
            : new AssertedSession(duration.Value.Seconds, tags.Value, transitive, source.Count == 1 ? source[0] : null);
    }

    private static Result<(int? Seconds, bool Read)> ReadDuration(SamlIdentity identity)
    {
        var values = identity.Values(SessionDuration);
        if (values.Count == 0)
        {
            return (null, true);
        }

        return values.Count == 1 && int.TryParse(values[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 900 and <= 43_200
            ? (seconds, true)
            : StsErrors.IdpRejectedClaim("SessionDuration attribute must be a single integer between 900 and 43200 seconds");
    }

    private static Result<IReadOnlyList<Tag>> ReadTags(SamlIdentity identity)
    {
        var tags = new List<Tag>();
        foreach (var (name, values) in identity.Attributes)
        {
            if (!name.StartsWith(PrincipalTag, StringComparison.Ordinal))
            {
                continue;
            }

            var key = name[PrincipalTag.Length..];
            if (values.Count != 1 || key.Length is < 1 or > 128 || values[0].Length > 256 || !TagPattern().IsMatch(key) || !TagPattern().IsMatch(values[0])
                || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                return StsErrors.IdpRejectedClaim($"The PrincipalTag attribute `{key}` is not valid");
            }

            tags.Add(new Tag(key, values[0]));
        }

        if (tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() != tags.Count)
        {
            return CommonErrors.InvalidParameterValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }

        return tags.Count > 50 ? StsErrors.IdpRejectedClaim("At most 50 session tags are allowed") : Result<IReadOnlyList<Tag>>.Of(tags);
    }

    [GeneratedRegex(@"\A[\w+=,.@-]{2,64}\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SessionNamePattern();

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TagPattern();
}

/// <summary>What an assertion says of the sessions it begins.</summary>
/// <param name="DurationSeconds">SessionDuration, or null.</param>
/// <param name="Tags">PrincipalTag attributes.</param>
/// <param name="TransitiveTagKeys">Keys that pass down a role chain.</param>
/// <param name="SourceIdentity">SourceIdentity, or null.</param>
public sealed record AssertedSession(int? DurationSeconds, IReadOnlyList<Tag> Tags, IReadOnlyList<string> TransitiveTagKeys, string? SourceIdentity);
