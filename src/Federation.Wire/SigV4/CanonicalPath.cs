namespace Federation.Wire.SigV4;

/// <summary>The second line of a canonical request.</summary>
internal static class CanonicalPath
{
    public static void Append(ref Utf8Writer writer, string path, PathCanonicalization mode)
    {
        if (path.Length == 0 || path == "/")
        {
            writer.Append((byte)'/');
        }
        else if (mode == PathCanonicalization.S3)
        {
            PercentEncoding.AppendReencoded(ref writer, path, plusIsBlank: false, keepSlash: true);
        }
        else if (mode == PathCanonicalization.Normalized && NeedsNormalizing(path))
        {
            PercentEncoding.AppendEncoded(ref writer, Normalize(path), keepSlash: true);
        }
        else
        {
            PercentEncoding.AppendEncoded(ref writer, path, keepSlash: true);
        }
    }

    private static bool NeedsNormalizing(string path) =>
        path[0] != '/' || path.Contains("//", StringComparison.Ordinal) || path.Contains("/.", StringComparison.Ordinal);

    private static string Normalize(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == "..")
            {
                // RFC 3986 §5.2.4: a path cannot climb above its root.
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment.Length > 0 && segment != ".")
            {
                segments.Add(segment);
            }
        }

        return '/' + string.Join('/', segments) + (segments.Count > 0 && path.EndsWith('/') ? "/" : null);
    }
}
