namespace Federation.Wire.SigV4;

/// <summary>A credential with its scope: <c>keyid/date/region/service/term</c>, or without the region for SigV4a.</summary>
internal readonly record struct CredentialScope(string AccessKeyId, string Date, string Region, string Service, string Terminator)
{
    private const int MaximumLength = 512;

    public static bool TryParse(ReadOnlySpan<char> credential, SignatureAlgorithm algorithm, out CredentialScope scope, out WireError? error)
    {
        scope = default;
        Span<Range> parts = stackalloc Range[7];
        var expected = algorithm == SignatureAlgorithm.HmacSha256 ? 5 : 4;
        var shape = algorithm == SignatureAlgorithm.HmacSha256 ? "keyid/date/region/service/term" : "keyid/date/service/term";
        if (credential.Length > MaximumLength || credential.Split(parts, '/') != expected)
        {
            var shown = credential[..Math.Min(credential.Length, MaximumLength)];
            error = SignatureErrors.Incomplete($"Credential must have exactly {expected} slash-delimited elements, e.g. {shape}, got '{shown}'");
            return false;
        }

        if (credential[parts[0]].IsEmpty || credential[parts[0]].ContainsAnyExcept(KeyIdCharacters))
        {
            error = SignatureErrors.InvalidClientTokenId;
            return false;
        }

        var hasRegion = expected == 5;
        scope = new CredentialScope(
            credential[parts[0]].ToString(),
            credential[parts[1]].ToString(),
            hasRegion ? Known(credential[parts[2]]) : string.Empty,
            Known(credential[parts[expected - 2]]),
            Known(credential[parts[expected - 1]]));
        error = null;
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> KeyIdCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    // Saves an allocation for what nearly every request says.
    private static readonly string[] Common = ["us-east-1", SigV4Names.Terminator, "sts", "iam", "organizations", "cloudtrail", "federation"];

    private static string Known(ReadOnlySpan<char> text)
    {
        foreach (var known in Common)
        {
            if (text.SequenceEqual(known))
            {
                return known;
            }
        }

        return text.ToString();
    }
}
