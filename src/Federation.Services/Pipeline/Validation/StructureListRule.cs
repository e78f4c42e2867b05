namespace Federation.Services.Pipeline.Validation;

/// <summary>A list of structures, each reported under its own path.</summary>
internal sealed class StructureListRule<T>(int? minimum, int? maximum, StructureRule<T> element) : ValueRule<IReadOnlyList<T>>
    where T : class
{
    public override void Check(IReadOnlyList<T> value, ref ValidationState state, bool isSecret)
    {
        LengthRule.Check(value.Count, minimum, maximum, string.Empty, ref state);
        for (var i = 0; i < value.Count; i++)
        {
            state.EnterElement(i + 1);
            element.Check(value[i], ref state, isSecret);
            state.Leave();
        }
    }
}
