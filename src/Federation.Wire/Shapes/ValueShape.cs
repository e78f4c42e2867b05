using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

/// <summary>The wire form of one type in both protocols.</summary>
internal abstract class ValueShape<T>
{
    /// <summary>False for null, which is left out of answers.</summary>
    public virtual bool IsPresent(T value) => value is not null;

    /// <summary>Reads the value of a parameter or group; reports to the context and gives the default when it is no such value.</summary>
    public abstract T? ReadQuery(QueryNode node, BindingContext context);

    /// <summary>Reads the value at the reader's present token, which is not null.</summary>
    /// <exception cref="SerializationException">It is no such value.</exception>
    public abstract T? ReadJson(ref Utf8JsonReader reader);

    /// <summary>Writes the content of an element.</summary>
    public abstract void WriteXml(XmlBodyWriter writer, T value);

    /// <summary>True when the content of the element would be empty, so that it is written <c>&lt;X/&gt;</c>.</summary>
    public virtual bool IsEmptyXml(T value) => false;

    /// <summary>Writes a value.</summary>
    public abstract void WriteJson(Utf8JsonWriter writer, T value);
}
