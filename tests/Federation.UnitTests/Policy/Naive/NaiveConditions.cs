using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Federation.UnitTests.Policy.Naive;

/// <summary>
/// Conditions, patterns and variables written for reading, on the class library's parsers and regular expressions. Shares no code
/// with the engine.
/// </summary>
internal sealed class NaiveConditions(IReadOnlyDictionary<string, object> context, bool variables)
{
    private readonly Dictionary<string, object> _context = new(context, StringComparer.OrdinalIgnoreCase);

    public bool Holds(NaiveCondition condition)
    {
        var name = condition.Operator;
        var set = name.StartsWith("For", StringComparison.Ordinal) ? name[..name.IndexOf(':', StringComparison.Ordinal)] : null;
        name = set is null ? name : name[(set.Length + 1)..];
        var ifExists = name.EndsWith("IfExists", StringComparison.Ordinal);
        name = ifExists ? name[..^8] : name;
        var negated = name.Contains("Not", StringComparison.Ordinal);
        name = name.Replace("Not", string.Empty, StringComparison.Ordinal);
        var values = Find(condition.Key);
        if (name == "Null")
        {
            return condition.Values.Any(v => bool.Parse(v) == values is null);
        }

        if (values is null)
        {
            return ifExists || set switch { "ForAllValues" => true, "ForAnyValue" => false, _ => negated };
        }

        var emptySingle = set is not null && values is [""];
        bool Matches(string actual) => condition.Values.Any(expected => Compare(name, actual, expected)) != negated;
        return set switch
        {
            "ForAllValues" => emptySingle || values.All(Matches),
            "ForAnyValue" => !emptySingle && values.Any(Matches),
            _ => negated ? values.All(Matches) : values.Any(Matches),
        };
    }

    /// <summary>A regular expression for a Resource entry or StringLike value; null when a variable has no value.</summary>
    public string? Pattern(string text, bool wildcards)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (variables && text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                var end = text.IndexOf('}', i);
                if (Variable(text[(i + 2)..end]) is not { } value)
                {
                    return null;
                }

                result.Append(Regex.Escape(value));
                i = end;
            }
            else
            {
                result.Append(wildcards && text[i] == '*' ? "(?s:.*)" : wildcards && text[i] == '?' ? "(?s:.)" : Regex.Escape(text[i].ToString()));
            }
        }

        return $"^{result}\\z";
    }

    public bool Like(string pattern, string text) => Pattern(pattern, wildcards: true) is { } regex && Regex.IsMatch(text, regex, RegexOptions.CultureInvariant);

    private string? Variable(string inside)
    {
        if (inside is "*" or "?" or "$")
        {
            return inside;
        }

        var parts = inside.Split(',', 2);
        return _context.GetValueOrDefault(parts[0]) switch
        {
            string value => value,
            string[] { Length: > 0 } => null,
            _ => parts.Length > 1 ? parts[1].Trim()[1..^1] : null,
        };
    }

    private string[]? Find(string key) => _context.GetValueOrDefault(key) switch
    {
        string value => [value],
        string[] values when values.Any(v => v.Length > 0) => values,
        _ => null,
    };

    private bool Compare(string name, string actual, string expected)
    {
        switch (name)
        {
            case "StringEquals":
                return Pattern(expected, wildcards: false) is { } exact && Regex.IsMatch(actual, exact, RegexOptions.CultureInvariant);
            case "StringEqualsIgnoreCase":
                return Pattern(expected, wildcards: false) is { } any && Regex.IsMatch(actual, any, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
            case "StringLike":
                return Like(expected, actual);
            case "Bool":
                return string.Equals(actual, expected, StringComparison.OrdinalIgnoreCase);
            case "BinaryEquals":
                return Convert.FromBase64String(actual).AsSpan().SequenceEqual(Convert.FromBase64String(expected));
            case "IpAddress":
                return IPAddress.TryParse(actual, out var address) && IPNetwork.Parse(expected.Contains('/', StringComparison.Ordinal) ? expected : expected + (expected.Contains(':', StringComparison.Ordinal) ? "/128" : "/32")).Contains(address);
            case "ArnEquals" or "ArnLike":
                return ArnLike(expected, actual);
            default:
                return Ordered(name, actual, expected);
        }
    }

    private bool ArnLike(string pattern, string text)
    {
        var actual = text.Split(':', 6);
        if (actual.Length < 6)
        {
            return false;
        }

        var expected = pattern.Split(':', 6);
        return expected.Length == 6 ? expected.Zip(actual).All(p => Like(p.First, p.Second)) : pattern == "*";
    }

    private static bool Ordered(string name, string actual, string expected)
    {
        var date = name.StartsWith("Date", StringComparison.Ordinal);
        if ((date ? Date(actual) : Number(actual)) is not { } left || (date ? Date(expected) : Number(expected)) is not { } right)
        {
            return false;
        }

        return name.Replace("Date", string.Empty, StringComparison.Ordinal).Replace("Numeric", string.Empty, StringComparison.Ordinal) switch
        {
            "Equals" => left == right,
            "LessThan" => left < right,
            "LessThanEquals" => left <= right,
            "GreaterThan" => left > right,
            "GreaterThanEquals" => left >= right,
            var other => throw new ArgumentException(other, nameof(name)),
        };
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Date(string text)
    {
        if (Number(text) is { } epoch && text.Length != 4)
        {
            return epoch;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? (date - DateTimeOffset.UnixEpoch).TotalSeconds : null;
    }
}
