namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>A query string whose parameters keep the encoding in which they came: the Redirect binding signs exactly that.</summary>
internal sealed class RawQuery
{
    private readonly Dictionary<string, string> _raw = new(StringComparer.Ordinal);

    public static RawQuery Parse(string query)
    {
        var result = new RawQuery();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && !result._raw.TryAdd(part[..at], part[(at + 1)..]))
            {
                // Twice the same parameter: neither is to be believed.
                result._raw[part[..at]] = "";
            }
        }

        return result;
    }

    /// <summary>The decoded value, or null where the parameter is missing or empty.</summary>
    public string? Value(string name) =>
        _raw.GetValueOrDefault(name) is { Length: > 0 } raw ? Uri.UnescapeDataString(raw.Replace('+', ' ')) : null;

    /// <summary>These parameters as they came, in this order, those that are missing left out.</summary>
    public string Raw(params IEnumerable<string> names) =>
        string.Join('&', names.Where(_raw.ContainsKey).Select(name => name + "=" + _raw[name]));
}
