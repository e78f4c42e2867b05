using System.Text.RegularExpressions;

namespace Federation.Services.Pipeline.Validation;

/// <summary>Length, pattern and enumeration of a text.</summary>
internal sealed class TextRule(int? minimum, int? maximum, string? pattern, IReadOnlyList<string>? values) : ValueRule<string>
{
    private readonly Regex? _pattern = pattern is null ? null : JavaPattern.Compile(pattern);
    private readonly string? _tooLong = maximum is null ? null : $"Member must have length less than or equal to {maximum}";
    private readonly string? _tooShort = minimum is null ? null : $"Member must have length greater than or equal to {minimum}";
    private readonly string? _notMatching = pattern is null ? null : $"Member must satisfy regular expression pattern: {pattern}";
    private readonly string? _notListed = values is null ? null : $"Member must satisfy enum value set: [{string.Join(", ", values)}]";

    /// <summary>All sentences, as AWS lists them for the elements of a list.</summary>
    public string AllConstraints => $"Member must satisfy constraint: [{string.Join(", ", new[] { _tooLong, _tooShort, _notMatching, _notListed }.Where(text => text is not null))}]";

    public override void Check(string value, ref ValidationState state, bool isSecret)
    {
        if (IsTooLong(value))
        {
            state.Add(_tooLong!, Shown(value, isSecret), ViolationReasons.MaximumLength);
        }

        if (IsTooShort(value))
        {
            state.Add(_tooShort!, Shown(value, isSecret), ViolationReasons.MinimumLength);
        }

        if (!Matches(value))
        {
            state.Add(_notMatching!, Shown(value, isSecret), ViolationReasons.Pattern);
        }

        if (!IsListed(value))
        {
            state.Add(_notListed!, Shown(value, isSecret), ViolationReasons.Enumeration);
        }
    }

    public bool IsKept(string value) => !IsTooLong(value) && !IsTooShort(value) && Matches(value) && IsListed(value);

    private static string Shown(string value, bool isSecret) => isSecret ? string.Empty : ValidationState.Quote(value);

    // Lengths count characters, of which a surrogate pair is one.
    private bool IsTooLong(string value) => value.Length > maximum && CountRunes(value) > maximum;

    private bool IsTooShort(string value) => minimum is { } least && (value.Length < least || (value.Length < 2L * least && CountRunes(value) < least));

    private static int CountRunes(string value)
    {
        var count = 0;
        foreach (var _ in value.AsSpan().EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private bool Matches(string value)
    {
        try
        {
            return _pattern?.IsMatch(value) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            // A text that cannot be shown to match does not match.
            return false;
        }
    }

    private bool IsListed(string value)
    {
        if (values is null)
        {
            return true;
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (string.Equals(values[i], value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
