using Federation.Saml.Protocol;

namespace Federation.Saml.Validation;

/// <summary>Collects every check of one message; a message is accepted only when all of them passed.</summary>
internal sealed class CheckList(int capacity = 48)
{
    private const int LongestShown = 256;

    private readonly List<SamlCheck> _checks = new(capacity);

    public bool AllPassed { get; private set; } = true;

    public IReadOnlyList<SamlCheck> Checks => _checks;

    public bool Check(SamlRule rule, bool passed, string? expected, string? actual, string? target = null)
    {
        AllPassed &= passed;
        _checks.Add(new SamlCheck(rule, passed, expected, Shown(actual), target));
        return passed;
    }

    public bool Pass(SamlRule rule, string? target = null) => Check(rule, true, null, null, target);

    public bool Fail(SamlRule rule, string? expected, string? actual, string? target = null) => Check(rule, false, expected, actual, target);

    public void AddRange(CheckList other)
    {
        AllPassed &= other.AllPassed;
        _checks.AddRange(other._checks);
    }

    /// <summary>A text of the message as a trace may show it: cut to a readable length, without control characters that could forge a line of a log.</summary>
    public static string? Shown(string? text)
    {
        if (text is { Length: > LongestShown })
        {
            text = string.Concat(text.AsSpan(0, LongestShown), "…");
        }

        return text?.AsSpan().ContainsAnyInRange('\u0000', '\u001F') == true
            ? string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character))
            : text;
    }

    public static string Shown(DateTimeOffset instant) => SamlInstant.Format(instant);
}
