namespace Federation.Services.Sts;

/// <summary>How long a session of a role lasts.</summary>
internal static class SessionLength
{
    internal const int Default = 3600;
    internal const int Shortest = 900;

    /// <summary>Whole seconds: SDKs parse no fraction.</summary>
    internal static DateTimeOffset WholeSecond(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    /// <summary>The longest session that a person may have of a role: the assertion's SessionDuration caps the role's maximum (AWS: the least of both counts).</summary>
    internal static int Longest(int? asserted, int roleMaximum) => Math.Min(asserted ?? int.MaxValue, roleMaximum);

    /// <summary>The length of a person's session: what was asked for, else what the assertion says, else the default, cut to the longest.</summary>
    internal static int Choose(int? requested, int? asserted, int roleMaximum) => Math.Min(requested ?? asserted ?? Default, Longest(asserted, roleMaximum));

    /// <summary>The end of a session of at most so many seconds that ends no later than the person's session at the IdP.</summary>
    internal static DateTimeOffset End(DateTimeOffset now, int seconds, DateTimeOffset? idpSessionEnd)
    {
        var end = now.AddSeconds(seconds);
        return WholeSecond(idpSessionEnd < end ? idpSessionEnd.Value : end);
    }
}
