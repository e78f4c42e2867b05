namespace Federation.Services.Pipeline.Validation;

/// <summary>A list of texts: AWS reports its elements all at once, with all that each must keep.</summary>
internal sealed class TextListRule(int? minimum, int? maximum, TextRule? element) : ValueRule<IReadOnlyList<string>>
{
    public override void Check(IReadOnlyList<string> value, ref ValidationState state, bool isSecret)
    {
        if (value.Count > maximum || value.Count < minimum)
        {
            LengthRule.Check(value.Count, minimum, maximum, Shown(value, isSecret), ref state);
        }

        if (element is null)
        {
            return;
        }

        for (var i = 0; i < value.Count; i++)
        {
            if (!element.IsKept(value[i]))
            {
                state.Add(element.AllConstraints, Shown(value, isSecret), ViolationReasons.ListMember);
                return;
            }
        }
    }

    private static string Shown(IReadOnlyList<string> value, bool isSecret) => isSecret ? string.Empty : ValidationState.Quote($"[{string.Join(", ", value.Take(100))}]");
}
