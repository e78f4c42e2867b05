using Federation.Policy.Evaluation;

namespace Federation.Policy.Conditions;

/// <summary>Compares one value of a request with the values of a condition.</summary>
internal abstract class ValueMatcher
{
    public abstract int Cost { get; }

    /// <summary>Context keys of the variables in the values.</summary>
    public virtual IEnumerable<ContextKey> VariableKeys => [];

    /// <summary>Whether the value fits at least one value of the condition.</summary>
    public abstract bool Matches(ref ContextValue value, RequestContext context);
}
