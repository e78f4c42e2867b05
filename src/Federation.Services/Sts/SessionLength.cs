namespace Federation.Services.Sts;

/// <summary>How long a session of a role lasts.</summary>
internal static class SessionLength
{
    internal const int Default = 3600;
    internal const int Shortest = 900;

    /// <summary>Whole seconds: SDKs parse no fraction.</summary>
    internal static DateTimeOffset WholeSecond(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    /// <summary>The end of a session of at most so many seconds that ends no later than the person's session at the IdP.</summary>
    internal static DateTimeOffset End(DateTimeOffset now, int seconds, DateTimeOffset? idpSessionEnd)
    {
        var end = now.AddSeconds(seconds);
        return WholeSecond(idpSessionEnd < end ? idpSessionEnd.Value : end);
    }
}
