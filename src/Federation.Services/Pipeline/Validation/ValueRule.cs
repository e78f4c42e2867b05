namespace Federation.Services.Pipeline.Validation;

/// <summary>What a value that is there must keep.</summary>
internal abstract class ValueRule<T>
{
    public abstract void Check(T value, ref ValidationState state, bool isSecret);
}
