using System.Runtime.InteropServices;

using Federation.Wire.Shapes;

namespace Federation.Wire.Query;

/// <summary>The parameters that share the beginning of their names: a value, a structure, a list or a map.</summary>
/// <param name="parameters">Neighbours in <see cref="QueryParameterOrder"/>; none only for an empty root.</param>
/// <param name="segment">Where the last segment of the shared name begins.</param>
/// <param name="end">Where the shared name ends; -1 for the root, whose children begin at 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct QueryNode(ReadOnlySpan<QueryParameter> parameters, int segment, int end)
{
    private readonly ReadOnlySpan<QueryParameter> _parameters = parameters;

    public static QueryNode Root(ReadOnlySpan<QueryParameter> parameters) => new(parameters, 0, -1);

    public ReadOnlySpan<byte> Name => _parameters[0].Name.Span[..end];

    public ReadOnlySpan<byte> LastSegment => _parameters[0].Name.Span[segment..end];

    private bool HasOwnValue => end >= 0 && !_parameters.IsEmpty && _parameters[0].Name.Length == end;

    /// <summary>The value of a parameter; null, with a report, when there is a structure instead or the value is malformed.</summary>
    public string? ReadText(BindingContext context)
    {
        if (_parameters.Length != 1 || !HasOwnValue)
        {
            context.AddInvalidValue(Name, value: null, "must be a single value");
            return null;
        }

        if (!FormDecoding.TryDecode(_parameters[0].RawValue.Span, out var text))
        {
            context.AddInvalidValue(Name, value: null, "must be percent-encoded UTF-8");
            return null;
        }

        return text;
    }

    /// <summary>The groups one segment further.</summary>
    public Enumerator Children(BindingContext context)
    {
        if (!HasOwnValue)
        {
            return new Enumerator(_parameters, end + 1);
        }

        // "Tags=" alone is how clients send an empty list.
        if (_parameters.Length > 1 || !_parameters[0].RawValue.IsEmpty)
        {
            context.AddInvalidValue(Name, value: null, "must be a structure or a list");
        }

        return default;
    }

    /// <summary>The elements <c>marker.1</c>, <c>marker.2</c>… in the order of their numbers.</summary>
    public Enumerator Elements(ReadOnlySpan<byte> marker, BindingContext context)
    {
        foreach (var child in Children(context))
        {
            if (child.LastSegment.SequenceEqual(marker))
            {
                return child.Children(context);
            }
        }

        return default;
    }

    /// <summary>False, with a report, when the last segment is no number from 1 or there are too many elements already.</summary>
    public bool IsElement(int elementsSoFar, BindingContext context)
    {
        var number = LastSegment;
        if (number.Length is 0 or > 9 || number[0] == (byte)'0' || number.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            context.AddInvalidValue(Name, value: null, "must end in a number from 1");
            return false;
        }

        if (elementsSoFar >= WireLimits.Elements)
        {
            context.AddInvalidValue(Name, value: null, $"must be among the first {WireLimits.Elements} elements");
            return false;
        }

        return true;
    }

    [StructLayout(LayoutKind.Auto)]
    internal ref struct Enumerator(ReadOnlySpan<QueryParameter> parameters, int start)
    {
        private ReadOnlySpan<QueryParameter> _rest = parameters;
        private ReadOnlySpan<QueryParameter> _group;
        private int _end;

        public readonly QueryNode Current => new(_group, start, _end);

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            var first = _rest[0].Name.Span;
            var dot = first[start..].IndexOf((byte)'.');
            _end = dot < 0 ? first.Length : start + dot;
            var segment = first[start.._end];
            var count = 1;
            while (count < _rest.Length && Continues(_rest[count].Name.Span, segment))
            {
                count++;
            }

            _group = _rest[..count];
            _rest = _rest[count..];
            return true;
        }

        private readonly bool Continues(ReadOnlySpan<byte> name, ReadOnlySpan<byte> segment) =>
            name[start..].StartsWith(segment) && (name.Length == _end || name[_end] == (byte)'.');
    }
}
