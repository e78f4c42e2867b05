using System.Text.RegularExpressions;
using Federation.Model.Identifiers;
using Federation.Model.Results;

namespace Federation.Services.CloudTrail;

/// <summary>The one trail that every account has: the gateway's own audit store. It cannot be stopped, changed or deleted.</summary>
internal static partial class BuiltInTrail
{
    internal const string Name = "federation";
    internal const string Region = "us-east-1";
    internal const string Differs = "every account has one built-in trail that cannot be changed; its records lie in the gateway's database, which stands in S3BucketName's place";

    internal static string Arn(AccountId account) => $"arn:aws:cloudtrail:{Region}:{account}:trail/{Name}";

    internal static TrailShape Of(AccountId account) => new()
    {
        Name = Name,
        S3BucketName = $"federation-database-{account}",
        IncludeGlobalServiceEvents = true,
        IsMultiRegionTrail = true,
        HomeRegion = Region,
        TrailARN = Arn(account),
        LogFileValidationEnabled = false,
        HasCustomEventSelectors = false,
        HasInsightSelectors = false,
        IsOrganizationTrail = false,
    };

    /// <summary>Null where the text names the account's trail, by name or ARN; else what AWS says of such a text.</summary>
    internal static AwsError? Check(string nameOrArn, AccountId account)
    {
        if (nameOrArn == Name || nameOrArn == Arn(account))
        {
            return null;
        }

        if (nameOrArn.StartsWith("arn:", StringComparison.Ordinal))
        {
            return TrailArn().IsMatch(nameOrArn) ? CloudTrailErrors.TrailNotFound(nameOrArn, account) : CloudTrailErrors.ArnInvalid();
        }

        return TrailName().IsMatch(nameOrArn) ? CloudTrailErrors.TrailNotFound(nameOrArn, account) : CloudTrailErrors.InvalidTrailName();
    }

    [GeneratedRegex(@"\Aarn:aws:cloudtrail:[a-z0-9-]{1,32}:[0-9]{12}:trail/[A-Za-z0-9][A-Za-z0-9._-]{2,127}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TrailArn();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{2,127}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TrailName();
}
