namespace Federation.Policy.Lint;

/// <summary>How serious a finding is; the values of Access Analyzer's ValidatePolicy.</summary>
public enum FindingType
{
    /// <summary><c>ERROR</c>: the policy cannot work as written, or is not accepted.</summary>
    Error,

    /// <summary><c>SECURITY_WARNING</c>: the policy allows more than is likely meant.</summary>
    SecurityWarning,

    /// <summary><c>WARNING</c>: the policy does not follow good practice.</summary>
    Warning,

    /// <summary><c>SUGGESTION</c>: the policy could be simpler.</summary>
    Suggestion,
}
