namespace Federation.Model.Identifiers;

/// <summary>The four letters that say what a unique id names (AWS: IAM identifiers, "Understanding unique ID prefixes").</summary>
public static class UniqueIdPrefix
{
    /// <summary>IAM user.</summary>
    public const string User = "AIDA";

    /// <summary>IAM role.</summary>
    public const string Role = "AROA";

    /// <summary>IAM group.</summary>
    public const string Group = "AGPA";

    /// <summary>Managed policy.</summary>
    public const string Policy = "ANPA";

    /// <summary>Instance profile.</summary>
    public const string InstanceProfile = "AIPA";

    /// <summary>Long-term access key.</summary>
    public const string AccessKey = "AKIA";

    /// <summary>Temporary access key.</summary>
    public const string TemporaryKey = "ASIA";
}
