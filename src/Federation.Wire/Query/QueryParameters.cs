using System.Text;

namespace Federation.Wire.Query;

/// <summary>The parameters of a query request: those of the URL and those of a form body, together, each name once.</summary>
public sealed class QueryParameters
{
    private readonly QueryParameter[] _sorted;

    private QueryParameters(QueryParameter[] sorted) => _sorted = sorted;

    internal ReadOnlySpan<QueryParameter> Sorted => _sorted;

    /// <summary>The number of parameters.</summary>
    public int Count => _sorted.Length;

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="request">The request; its body is read when its Content-Type is that of a form, or absent.</param>
    /// <param name="error">Why the parameters are refused.</param>
    /// <returns>The parameters, or null.</returns>
    public static QueryParameters? Read(WireRequest request, out WireError? error)
    {
        ArgumentNullException.ThrowIfNull(request);
        ReadOnlyMemory<byte> query = request.Query.Length == 0 ? default : Encoding.UTF8.GetBytes(request.Query);
        var body = IsForm(request) ? request.Body : default;
        var greatest = CountParts(query.Span) + CountParts(body.Span);
        if (greatest > WireLimits.Parameters)
        {
            error = Malformed($"more than {WireLimits.Parameters} parameters");
            return null;
        }

        var parameters = new QueryParameter[greatest];
        var count = 0;
        if (!TryAdd(query, parameters, ref count) || !TryAdd(body, parameters, ref count))
        {
            error = Malformed("a name is not percent-encoded UTF-8");
            return null;
        }

        Array.Resize(ref parameters, count);
        Array.Sort(parameters, QueryParameterOrder.Instance);
        for (var i = 1; i < count; i++)
        {
            if (parameters[i].Name.Span.SequenceEqual(parameters[i - 1].Name.Span))
            {
                // Which of the two counts would be anybody's guess.
                error = Malformed("a parameter comes more than once");
                return null;
            }
        }

        error = null;
        return new QueryParameters(parameters);
    }

    /// <summary>Gives the decoded value of a parameter, or null when it is absent or malformed.</summary>
    public string? Get(ReadOnlySpan<byte> name)
    {
        foreach (ref readonly var parameter in _sorted.AsSpan())
        {
            if (parameter.Name.Span.SequenceEqual(name))
            {
                return FormDecoding.TryDecode(parameter.RawValue.Span, out var text) ? text : null;
            }
        }

        return null;
    }

    internal static WireError Malformed(string why) =>
        new("InvalidQueryParameter", 400, $"The AWS query string is malformed or does not adhere to AWS standards: {why}.");

    private static bool IsForm(WireRequest request)
    {
        if (request.Body.IsEmpty)
        {
            return false;
        }

        var mediaType = request.GetHeader("Content-Type").AsSpan();
        var end = mediaType.IndexOf(';');
        mediaType = (end < 0 ? mediaType : mediaType[..end]).Trim();
        return mediaType.IsEmpty || mediaType.Equals(WireContentTypes.Form, StringComparison.OrdinalIgnoreCase);
    }

    private static int CountParts(ReadOnlySpan<byte> text) => text.IsEmpty ? 0 : text.Count((byte)'&') + 1;

    private static bool TryAdd(ReadOnlyMemory<byte> text, QueryParameter[] parameters, ref int count)
    {
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'&');
            var part = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (part.IsEmpty)
            {
                continue;
            }

            var equals = part.Span.IndexOf((byte)'=');
            if (!TryDecodeName(equals < 0 ? part : part[..equals], out var name))
            {
                return false;
            }

            parameters[count++] = new QueryParameter(name, equals < 0 ? default : part[(equals + 1)..]);
        }

        return true;
    }

    private static bool TryDecodeName(ReadOnlyMemory<byte> raw, out ReadOnlyMemory<byte> name)
    {
        name = raw;
        if (FormDecoding.IsPlain(raw.Span))
        {
            return true;
        }

        var decoded = new byte[raw.Length];
        var isDecoded = FormDecoding.TryDecode(raw.Span, decoded, out var length);
        name = decoded.AsMemory(0, length);
        return isDecoded;
    }
}
