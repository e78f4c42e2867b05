namespace Federation.Wire;

/// <summary>
/// A request exactly as it came over the wire. Signatures are computed over these bytes, so nothing in here may be decoded, merged
/// or re-encoded by the host before it is handed over.
/// </summary>
/// <param name="method">The HTTP method, for example <c>POST</c>.</param>
/// <param name="path">The path as received, still percent-encoded, without the query.</param>
/// <param name="query">The query as received, still percent-encoded, without the question mark; empty when there is none.</param>
/// <param name="headers">The header lines in the order received.</param>
/// <param name="body">The body after transfer decoding.</param>
public sealed class WireRequest(string method, string path, string query, ReadOnlyMemory<WireHeader> headers, ReadOnlyMemory<byte> body)
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; } = method;

    /// <summary>The path as received, without the query.</summary>
    public string Path { get; } = path;

    /// <summary>The query as received, without the question mark.</summary>
    public string Query { get; } = query;

    /// <summary>The header lines in the order received.</summary>
    public ReadOnlyMemory<WireHeader> Headers { get; } = headers;

    /// <summary>The body after transfer decoding.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>Returns the value of the first header line of that name, or null; names are compared without case.</summary>
    public string? GetHeader(string name) => CountHeader(name, out var value) == 0 ? null : value;

    /// <summary>Counts the header lines of that name and gives the first one's value.</summary>
    public int CountHeader(string name, out string? value)
    {
        value = null;
        var count = 0;
        foreach (ref readonly var header in Headers.Span)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value ??= header.Value;
                count++;
            }
        }

        return count;
    }
}
