namespace Federation.Services.ProviderSettings;

/// <summary>When metadata is fetched again.</summary>
internal static class MetadataSchedule
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Most = TimeSpan.FromHours(24);
    private static readonly TimeSpan Usual = TimeSpan.FromHours(6);
    private static readonly TimeSpan BeforeTheEnd = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(1);

    /// <summary>As long as the document says that it may be kept (SAML Metadata 2.3.2, cacheDuration), within bounds, and before it runs out.</summary>
    internal static DateTimeOffset AfterSuccess(DateTimeOffset now, TimeSpan? cacheFor, DateTimeOffset? validUntil)
    {
        var next = now + Clamp(cacheFor ?? Usual);
        return validUntil is { } end && end - BeforeTheEnd < next ? now + Clamp(end - BeforeTheEnd - now) : next;
    }

    /// <summary>One minute, then twice as long each time, at most an hour.</summary>
    internal static DateTimeOffset AfterFailure(DateTimeOffset now, int failuresBefore)
    {
        var minutes = TimeSpan.FromMinutes(1 << Math.Min(failuresBefore, 6));
        return now + (minutes > LongestBackOff ? LongestBackOff : minutes);
    }

    private static TimeSpan Clamp(TimeSpan time) => time < Least ? Least : time > Most ? Most : time;
}
