namespace Federation.Wire.SigV4;

/// <summary>The header lines of a canonical request.</summary>
internal static class CanonicalHeaders
{
    /// <summary>Appends <c>name:value</c> for each name; false when the request has no header of one of the names.</summary>
    public static bool TryAppend(ref Utf8Writer writer, ReadOnlySpan<WireHeader> headers, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            writer.Append(name);
            writer.Append((byte)':');
            var found = false;
            foreach (ref readonly var header in headers)
            {
                if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    if (found)
                    {
                        writer.Append((byte)',');
                    }

                    AppendValue(ref writer, header.Value);
                    found = true;
                }
            }

            if (!found)
            {
                return false;
            }

            writer.Append((byte)'\n');
        }

        return true;
    }

    /// <summary>Without blanks at both ends, each run of blanks inside as one.</summary>
    private static void AppendValue(ref Utf8Writer writer, string value)
    {
        var rest = value.AsSpan().Trim(Blanks);
        while (!rest.IsEmpty)
        {
            var blank = rest.IndexOfAny(Blanks);
            if (blank < 0)
            {
                writer.Append(rest);
                return;
            }

            writer.Append(rest[..blank]);
            writer.Append((byte)' ');
            rest = rest[blank..].TrimStart(Blanks);
        }
    }

    private const string Blanks = " \t\r\n";
}
