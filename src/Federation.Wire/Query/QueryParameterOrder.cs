namespace Federation.Wire.Query;

/// <summary>
/// Orders parameters by the segments of their names, so that all that share their first segments stand together; segments that are numbers come first, by their
/// value, so that list elements stand in order.
/// </summary>
internal sealed class QueryParameterOrder : IComparer<QueryParameter>
{
    public static QueryParameterOrder Instance { get; } = new();

    public int Compare(QueryParameter x, QueryParameter y)
    {
        var left = x.Name.Span;
        var right = y.Name.Span;
        var start = left[..left.CommonPrefixLength(right)].LastIndexOf((byte)'.') + 1;
        var bySegment = CompareSegments(Segment(left[start..]), Segment(right[start..]));
        return bySegment != 0 ? bySegment : left.Length.CompareTo(right.Length);
    }

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> rest)
    {
        var dot = rest.IndexOf((byte)'.');
        return dot < 0 ? rest : rest[..dot];
    }

    private static int CompareSegments(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var isLeftNumber = IsNumber(left);
        var isRightNumber = IsNumber(right);
        if (isLeftNumber != isRightNumber)
        {
            return isLeftNumber ? -1 : 1;
        }

        return isLeftNumber && left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    private static bool IsNumber(ReadOnlySpan<byte> segment) => !segment.IsEmpty && !segment.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
