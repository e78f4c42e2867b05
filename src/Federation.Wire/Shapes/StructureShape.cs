using System.Linq.Expressions;
using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

internal sealed class StructureShape<T> : ValueShape<T>
    where T : class
{
    private MemberShape<T>[] _members = [];
    private Func<T>? _create;

    public bool HasMembers => _members.Length > 0;

    /// <summary>Sets the members, after the shape itself is known: a structure may hold itself.</summary>
    public void Initialize(MemberShape<T>[] members)
    {
        _members = members;
        if (typeof(T).GetConstructor(Type.EmptyTypes) is { } constructor)
        {
            _create = Expression.Lambda<Func<T>>(Expression.New(constructor)).Compile();
        }
    }

    public override T? ReadQuery(QueryNode node, BindingContext context)
    {
        if (!context.TryEnter())
        {
            return null;
        }

        var owner = Create();
        foreach (var child in node.Children(context))
        {
            Find(child.LastSegment)?.ReadQuery(owner, child, context);
        }

        context.Leave();
        return owner;
    }

    public override T? ReadJson(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw reader.TokenType == JsonTokenType.StartArray
                ? JsonTokens.CannotBe(reader.TokenType, "Structure")
                : new SerializationException("Unexpected value type in payload");
        }

        var owner = Create();
        Span<bool> seen = _members.Length <= 64 ? stackalloc bool[64] : new bool[_members.Length];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var index = Find(ref reader);
            reader.Read();
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            if (seen[index])
            {
                // Two values of one member: what a proxy or an audit reads might not be what we act on.
                throw new SerializationException("Duplicate member found in payload");
            }

            seen[index] = true;
            _members[index].ReadJson(owner, ref reader);
        }

        return owner;
    }

    public override void WriteXml(XmlBodyWriter writer, T value)
    {
        foreach (var member in _members)
        {
            member.WriteXml(writer, value);
        }
    }

    public override bool IsEmptyXml(T value)
    {
        foreach (var member in _members)
        {
            if (member.IsPresent(value))
            {
                return false;
            }
        }

        return true;
    }

    public override void WriteJson(Utf8JsonWriter writer, T value)
    {
        writer.WriteStartObject();
        foreach (var member in _members)
        {
            member.WriteJson(writer, value);
        }

        writer.WriteEndObject();
    }

    private T Create() => (_create ?? throw new NotSupportedException($"{typeof(T)} has no constructor without parameters")).Invoke();

    private MemberShape<T>? Find(ReadOnlySpan<byte> name)
    {
        foreach (var member in _members)
        {
            if (name.SequenceEqual(member.Name))
            {
                return member;
            }
        }

        return null;
    }

    private int Find(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _members.Length; i++)
        {
            if (reader.ValueTextEquals(_members[i].Name))
            {
                return i;
            }
        }

        return -1;
    }
}
