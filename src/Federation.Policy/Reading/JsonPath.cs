using System.Globalization;

namespace Federation.Policy.Reading;

/// <summary>Builds JSON paths (RFC 9535): plain names with a dot, others quoted.</summary>
internal static class JsonPath
{
    public static string Member(string parent, string name)
        => name.Length > 0 && name.All(char.IsAsciiLetterOrDigit) ? $"{parent}.{name}" : $"{parent}['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";

    public static string Item(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");
}
