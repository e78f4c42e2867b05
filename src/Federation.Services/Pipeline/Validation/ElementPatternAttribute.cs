namespace Federation.Services.Pipeline.Validation;

/// <summary>The regular expression that each text of a list must match as a whole.</summary>
/// <param name="pattern">The pattern in AWS's (Java's) notation.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ElementPatternAttribute(string pattern) : Attribute
{
    /// <summary>The pattern.</summary>
    public string Pattern { get; } = pattern;
}
