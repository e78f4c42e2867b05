namespace Federation.Services.Pipeline.Validation;

/// <summary>The length that each text of a list must have, in characters.</summary>
/// <param name="minimum">The least length.</param>
/// <param name="maximum">The greatest length.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ElementLengthAttribute(int minimum, int maximum) : Attribute
{
    /// <summary>The least length.</summary>
    public int Minimum { get; } = minimum;

    /// <summary>The greatest length.</summary>
    public int Maximum { get; } = maximum;
}
