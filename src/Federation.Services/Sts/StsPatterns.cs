namespace Federation.Services.Sts;

/// <summary>Patterns of STS's model (API version 2011-06-15), as its violations show them.</summary>
internal static class StsPatterns
{
    /// <summary>arnType.</summary>
    internal const string Arn = @"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+";

    /// <summary>roleSessionNameType and sourceIdentityType.</summary>
    internal const string Name = @"[\w+=,.@-]*";

    /// <summary>tagKeyType.</summary>
    internal const string TagKey = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";

    /// <summary>serialNumberType.</summary>
    internal const string SerialNumber = @"[\w+=/:,.@-]*";
}
