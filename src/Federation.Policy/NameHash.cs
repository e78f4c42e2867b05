namespace Federation.Policy;

/// <summary>
/// A hash that disregards the case of ASCII letters, computed once and used in several small tables. Tables that use it bound
/// their probes, so that chosen collisions cost a constant.
/// </summary>
internal static class NameHash
{
    public static int Of(ReadOnlySpan<char> name)
    {
        var hash = 2166136261u;
        foreach (var c in name)
        {
            var lower = c is >= 'A' and <= 'Z' ? c | 0x20u : c;

            // INVARIANT: names that are equal under OrdinalIgnoreCase have equal hashes; beyond ASCII the length alone counts.
            hash = unchecked((hash ^ (lower < 128 ? lower : 128)) * 16777619u);
        }

        return unchecked((int)(hash ^ (hash >> 15)));
    }
}
