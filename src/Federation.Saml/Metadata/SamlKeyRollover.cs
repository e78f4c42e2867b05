namespace Federation.Saml.Metadata;

/// <summary>A signing key of a provider with its history.</summary>
/// <param name="Key">The key.</param>
/// <param name="FirstSeen">When metadata first had it.</param>
/// <param name="WithdrawnAt">When metadata first came without it; null while metadata has it.</param>
public sealed record SamlKeyState(SamlKey Key, DateTimeOffset FirstSeen, DateTimeOffset? WithdrawnAt = null);

/// <summary>What a refresh changed.</summary>
/// <param name="States">The keys in force, published ones first, each group by age.</param>
/// <param name="Added">Keys that joined.</param>
/// <param name="Withdrawn">Keys that metadata no longer has and that stay for the overlap.</param>
/// <param name="Dropped">Keys whose overlap is over.</param>
public sealed record SamlKeyRolloverResult(
    IReadOnlyList<SamlKeyState> States, IReadOnlyList<SamlKey> Added, IReadOnlyList<SamlKey> Withdrawn, IReadOnlyList<SamlKey> Dropped)
{
    /// <summary>The keys in force.</summary>
    public IReadOnlyList<SamlKey> Keys { get; } = [.. States.Select(state => state.Key)];
}

/// <summary>Staged roll-over of a provider's keys: new keys join at once, old ones leave after an overlap.</summary>
public static class SamlKeyRollover
{
    /// <summary>Merges the keys that are known with those that metadata has now.</summary>
    /// <param name="known">The states after the last refresh; empty at first.</param>
    /// <param name="published">The keys of the present metadata; none changes nothing, for a provider without a key is a fault and not a roll-over.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="overlap">How long a withdrawn key still counts.</param>
    public static SamlKeyRolloverResult Merge(IReadOnlyList<SamlKeyState> known, IReadOnlyList<SamlKey> published, DateTimeOffset now, TimeSpan overlap)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(published);
        if (published.Count == 0)
        {
            return new SamlKeyRolloverResult(known, [], [], []);
        }

        var present = published.Select(key => key.Thumbprint).ToHashSet(StringComparer.Ordinal);
        var before = known.ToDictionary(state => state.Key.Thumbprint, StringComparer.Ordinal);
        var current = published.DistinctBy(key => key.Thumbprint).Select(key => before.TryGetValue(key.Thumbprint, out var state)
            ? new SamlKeyState(key, state.FirstSeen)
            : new SamlKeyState(key, now));
        var gone = known.Where(state => !present.Contains(state.Key.Thumbprint)).Select(state => state with { WithdrawnAt = state.WithdrawnAt ?? now }).ToArray();
        var kept = gone.Where(state => now - state.WithdrawnAt < overlap).ToArray();
        return new SamlKeyRolloverResult(
            [.. current.OrderBy(state => state.FirstSeen), .. kept.OrderBy(state => state.FirstSeen)],
            [.. published.Where(key => !before.ContainsKey(key.Thumbprint)).DistinctBy(key => key.Thumbprint)],
            [.. kept.Where(state => state.WithdrawnAt == now).Select(state => state.Key)],
            [.. gone.Except(kept).Select(state => state.Key)]);
    }
}
