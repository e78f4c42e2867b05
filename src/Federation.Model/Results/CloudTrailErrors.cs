namespace Federation.Model.Results;

/// <summary>CloudTrail's modelled errors (API version 2013-11-01). JSON 1.1: every sender fault is HTTP 400.</summary>
public static class CloudTrailErrors
{
    /// <summary>A lookup attribute is not one, or there are several.</summary>
    public static AwsError InvalidLookupAttributes(string message) => new("InvalidLookupAttributesException", 400, message);

    /// <summary>The time range ends before it begins.</summary>
    public static AwsError InvalidTimeRange() => new("InvalidTimeRangeException", 400, "The start time must not be after the end time.");

    /// <summary>MaxResults is out of bounds.</summary>
    public static AwsError InvalidMaxResults() => new("InvalidMaxResultsException", 400, "MaxResults must be between 1 and 50.");

    /// <summary>The token is not one of these results.</summary>
    public static AwsError InvalidNextToken() => new("InvalidNextTokenException", 400, "The NextToken is not valid, or was given for other parameters.");

    /// <summary>No such category.</summary>
    public static AwsError InvalidEventCategory() => new("InvalidEventCategoryException", 400, "The event category is not valid: insight is the only one that may be given.");

    /// <summary>No trail of that name.</summary>
    public static AwsError TrailNotFound(string name, Identifiers.AccountId account) => new("TrailNotFoundException", 400, $"Unknown trail: {name} for the user: {account}");

    /// <summary>The text can be no trail's name.</summary>
    public static AwsError InvalidTrailName() =>
        new("InvalidTrailNameException", 400, "A trail name has 3 to 128 characters, begins with a letter or digit and holds letters, digits, periods, underscores and dashes.");

    /// <summary>The text begins like an ARN and is none of a trail.</summary>
    public static AwsError ArnInvalid() => new("CloudTrailARNInvalidException", 400, "The ARN is not that of a trail.");
}
