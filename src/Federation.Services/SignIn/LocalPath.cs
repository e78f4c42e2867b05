namespace Federation.Services.SignIn;

/// <summary>Return URLs are local paths, so that a sign-in never ends on somebody else's site.</summary>
public static class LocalPath
{
    private const int Longest = 1024;

    /// <summary>The path, or <c>/</c> where the text is none: absolute and scheme-relative URLs, backslashes and control characters are not taken.</summary>
    public static string OrRoot(string? text) =>
        text is { Length: > 0 and <= Longest } && text[0] == '/' && !text.StartsWith("//", StringComparison.Ordinal)
            && !text.AsSpan().ContainsAny('\\', '\r', '\n') && !text.Any(char.IsControl) && text.All(char.IsAscii)
            ? text
            : "/";
}
