namespace Federation.Wire.SigV4;

/// <summary>The list of signed header names, <c>host;x-amz-date</c>.</summary>
internal static class SignedHeaderList
{
    private const int MaximumCount = 100;

    // What nearly every caller signs; parsed once.
    private static readonly (string Text, string[] Names)[] Common =
    [
        Split("content-type;host;x-amz-date"),
        Split("content-type;host;x-amz-date;x-amz-security-token"),
        Split("host;x-amz-date"),
        Split("host;x-amz-date;x-amz-security-token"),
        Split("content-type;host;x-amz-date;x-amz-target"),
        Split("content-type;host;x-amz-date;x-amz-security-token;x-amz-target"),
        Split("host"),
    ];

    public static bool TryParse(ReadOnlySpan<char> text, out string[] names)
    {
        foreach (var (known, parsed) in Common)
        {
            if (text.SequenceEqual(known))
            {
                names = parsed;
                return true;
            }
        }

        names = text.ToString().ToLowerInvariant().Split(';');
        return names.Length <= MaximumCount && !names.Contains(string.Empty) && names.Distinct(StringComparer.Ordinal).Count() == names.Length;
    }

    private static (string, string[]) Split(string text) => (text, text.Split(';'));
}
