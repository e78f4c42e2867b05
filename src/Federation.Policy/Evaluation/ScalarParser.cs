using System.Globalization;

namespace Federation.Policy.Evaluation;

/// <summary>Numbers and booleans of conditions and contexts.</summary>
internal static class ScalarParser
{
    public static bool TryParseNumber(ReadOnlySpan<char> text, out decimal number)
        => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);

    public static bool TryParseBoolean(ReadOnlySpan<char> text, out bool value)
    {
        value = text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return value || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }
}
