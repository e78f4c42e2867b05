using System.Reflection;
using System.Text;
using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

/// <summary>One member of a structure.</summary>
internal abstract class MemberShape<TOwner>(string name)
{
    /// <summary>The name on the wire, in UTF-8.</summary>
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

    public abstract void ReadQuery(TOwner owner, QueryNode node, BindingContext context);

    public abstract void ReadJson(TOwner owner, ref Utf8JsonReader reader);

    public abstract void WriteXml(XmlBodyWriter writer, TOwner owner);

    public abstract void WriteJson(Utf8JsonWriter writer, TOwner owner);

    public abstract bool IsPresent(TOwner owner);
}

/// <summary>One member, read and set by delegates that are bound to its accessors, without boxing.</summary>
internal sealed class MemberShape<TOwner, TValue> : MemberShape<TOwner>
{
    private readonly ValueShape<TValue> _shape;
    private readonly Func<TOwner, TValue> _get;
    private readonly Action<TOwner, TValue?>? _set;
    private readonly byte[] _open;
    private readonly byte[] _close;
    private readonly byte[] _empty;
    private readonly JsonEncodedText _jsonName;

    public MemberShape(PropertyInfo property, string name, ValueShape<TValue> shape)
        : base(name)
    {
        _shape = shape;
        _get = property.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();
        _set = property.SetMethod?.CreateDelegate<Action<TOwner, TValue?>>();
        _open = Encoding.UTF8.GetBytes($"<{name}>");
        _close = Encoding.UTF8.GetBytes($"</{name}>");
        _empty = Encoding.UTF8.GetBytes($"<{name}/>");
        _jsonName = JsonEncodedText.Encode(name);
    }

    public override void ReadQuery(TOwner owner, QueryNode node, BindingContext context) => _set?.Invoke(owner, _shape.ReadQuery(node, context));

    public override void ReadJson(TOwner owner, ref Utf8JsonReader reader)
    {
        var value = reader.TokenType == JsonTokenType.Null ? default : _shape.ReadJson(ref reader);
        _set?.Invoke(owner, value);
    }

    public override void WriteXml(XmlBodyWriter writer, TOwner owner)
    {
        var value = _get(owner);
        if (!_shape.IsPresent(value))
        {
            return;
        }

        if (_shape.IsEmptyXml(value))
        {
            writer.WriteRaw(_empty);
            return;
        }

        writer.WriteRaw(_open);
        _shape.WriteXml(writer, value);
        writer.WriteRaw(_close);
    }

    public override void WriteJson(Utf8JsonWriter writer, TOwner owner)
    {
        var value = _get(owner);
        if (_shape.IsPresent(value))
        {
            writer.WritePropertyName(_jsonName);
            _shape.WriteJson(writer, value);
        }
    }

    public override bool IsPresent(TOwner owner) => _shape.IsPresent(_get(owner));
}
