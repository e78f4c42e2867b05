namespace Federation.Services.Pipeline.Validation;

/// <summary>The number of entries of a map.</summary>
internal sealed class MapRule<T>(int? minimum, int? maximum) : ValueRule<IReadOnlyDictionary<string, T>>
{
    public override void Check(IReadOnlyDictionary<string, T> value, ref ValidationState state, bool isSecret) =>
        LengthRule.Check(value.Count, minimum, maximum, string.Empty, ref state);
}
