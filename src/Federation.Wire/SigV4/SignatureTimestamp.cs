using System.Globalization;

namespace Federation.Wire.SigV4;

/// <summary>The instants of SigV4: ISO 8601 basic format in UTC, whole seconds.</summary>
internal static class SignatureTimestamp
{
    public const string Format = "yyyyMMdd'T'HHmmss'Z'";

    public static string ToText(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    /// <summary>Reads the Date header: RFC 9110 §5.6.7 or ISO 8601 basic format.</summary>
    public static bool TryParseDateHeader(string text, out DateTimeOffset instant) =>
        TryParse(text, out instant)
        || DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    public static WireError Malformed(string text) =>
        SignatureErrors.Incomplete($"Date must be in ISO-8601 'basic format'. Got '{Shorten(text)}'. See http://en.wikipedia.org/wiki/ISO_8601");

    private static string Shorten(string text) => text.Length <= 64 ? text : text[..64];
}
