namespace Federation.Wire;

/// <summary>How one service speaks.</summary>
public sealed record ServiceModel
{
    /// <summary>The name in actions and audit, for example <c>sts</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The protocol.</summary>
    public required WireProtocol Protocol { get; init; }

    /// <summary>The API version: the <c>Version</c> parameter of the query protocol.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The service names that the scope of a signature may hold; the first is named in errors.</summary>
    public required IReadOnlyList<string> SigningNames { get; init; }

    /// <summary>The namespace of query answers.</summary>
    /// <value>Empty; needed by query services.</value>
    public string XmlNamespace { get; init; } = string.Empty;

    /// <summary>What may stand before the last dot in <c>X-Amz-Target</c>: clients made from newer models leave a namespace out.</summary>
    /// <value>Empty; needed by JSON services.</value>
    public IReadOnlyList<string> TargetPrefixes { get; init; } = [];

    /// <summary>The code under which the service reports shape violations, to which <c>ValidationError</c> is translated.</summary>
    /// <value><c>ValidationError</c> for query services, <c>ValidationException</c> for JSON services.</value>
    public string ValidationErrorCode
    {
        get => field ?? (Protocol == WireProtocol.Query ? "ValidationError" : "ValidationException");
        init;
    }

    /// <summary>Security Token Service.</summary>
    public static ServiceModel Sts { get; } = new()
    {
        Name = "sts",
        Protocol = WireProtocol.Query,
        ApiVersion = "2011-06-15",
        SigningNames = ["sts"],
        XmlNamespace = "https://sts.amazonaws.com/doc/2011-06-15/",
    };

    /// <summary>Identity and Access Management.</summary>
    public static ServiceModel Iam { get; } = new()
    {
        Name = "iam",
        Protocol = WireProtocol.Query,
        ApiVersion = "2010-05-08",
        SigningNames = ["iam"],
        XmlNamespace = "https://iam.amazonaws.com/doc/2010-05-08/",
    };

    /// <summary>Organizations.</summary>
    public static ServiceModel Organizations { get; } = new()
    {
        Name = "organizations",
        Protocol = WireProtocol.Json11,
        ApiVersion = "2016-11-28",
        SigningNames = ["organizations"],
        TargetPrefixes = ["AWSOrganizationsV20161128"],
        ValidationErrorCode = "InvalidInputException",
    };

    /// <summary>CloudTrail.</summary>
    public static ServiceModel CloudTrail { get; } = new()
    {
        Name = "cloudtrail",
        Protocol = WireProtocol.Json11,
        ApiVersion = "2013-11-01",
        SigningNames = ["cloudtrail"],
        TargetPrefixes = ["com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", "CloudTrail_20131101"],
    };

    /// <summary>The gateway's own operations.</summary>
    public static ServiceModel Federation { get; } = new()
    {
        Name = "federation",
        Protocol = WireProtocol.Json11,
        ApiVersion = "2026-11-23",
        SigningNames = ["federation"],
        TargetPrefixes = ["Federation_20261123"],
    };
}
