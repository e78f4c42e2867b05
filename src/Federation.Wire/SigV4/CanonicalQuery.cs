using System.Buffers;
using System.Runtime.InteropServices;

namespace Federation.Wire.SigV4;

/// <summary>The third line of a canonical request: every parameter, percent-encoded, sorted by encoded name and then value.</summary>
internal static class CanonicalQuery
{
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Pair(int Start, int NameLength, int ValueLength);

    private sealed class PairComparer(byte[] encoded) : IComparer<Pair>
    {
        public int Compare(Pair x, Pair y)
        {
            var byName = Name(x).SequenceCompareTo(Name(y));
            return byName != 0 ? byName : Value(x).SequenceCompareTo(Value(y));
        }

        public ReadOnlySpan<byte> Name(Pair pair) => encoded.AsSpan(pair.Start, pair.NameLength);

        public ReadOnlySpan<byte> Value(Pair pair) => encoded.AsSpan(pair.Start + pair.NameLength, pair.ValueLength);
    }

    /// <param name="writer">Receives the line without its end.</param>
    /// <param name="query">The query as received.</param>
    /// <param name="leaveOut">Encoded names of the parameters that are not signed.</param>
    public static void Append(ref Utf8Writer writer, string query, params ReadOnlySpan<string> leaveOut)
    {
        if (query.Length == 0)
        {
            return;
        }

        // Every byte of UTF-8 becomes three at most, and a UTF-16 unit three bytes at most.
        var encoded = ArrayPool<byte>.Shared.Rent(checked(query.Length * 9));
        var pairs = ArrayPool<Pair>.Shared.Rent(query.AsSpan().Count('&') + 1);
        try
        {
            var count = Encode(query, encoded, pairs);
            var comparer = new PairComparer(encoded);
            var sorted = pairs.AsSpan(0, count);
            sorted.Sort(comparer);
            var isFirst = true;
            foreach (var pair in sorted)
            {
                var name = comparer.Name(pair);
                if (IsLeftOut(name, leaveOut))
                {
                    continue;
                }

                if (!isFirst)
                {
                    writer.Append((byte)'&');
                }

                isFirst = false;
                writer.Append(name);
                writer.Append((byte)'=');
                writer.Append(comparer.Value(pair));
            }
        }
        finally
        {
            ArrayPool<Pair>.Shared.Return(pairs);
            ArrayPool<byte>.Shared.Return(encoded, clearArray: true);
        }
    }

    private static int Encode(string query, byte[] encoded, Pair[] pairs)
    {
        var scratch = new Utf8Writer(encoded);
        var count = 0;
        foreach (var range in query.AsSpan().Split('&'))
        {
            var text = query.AsSpan()[range];
            if (text.IsEmpty)
            {
                continue;
            }

            var start = scratch.Length;
            var equals = text.IndexOf('=');
            PercentEncoding.AppendReencoded(ref scratch, equals < 0 ? text : text[..equals], plusIsBlank: true, keepSlash: false);
            var nameLength = scratch.Length - start;
            if (equals >= 0)
            {
                PercentEncoding.AppendReencoded(ref scratch, text[(equals + 1)..], plusIsBlank: true, keepSlash: false);
            }

            pairs[count++] = new Pair(start, nameLength, scratch.Length - start - nameLength);
        }

        return count;
    }

    private static bool IsLeftOut(ReadOnlySpan<byte> name, ReadOnlySpan<string> leaveOut)
    {
        foreach (var candidate in leaveOut)
        {
            if (System.Text.Ascii.Equals(name, candidate))
            {
                return true;
            }
        }

        return false;
    }
}
