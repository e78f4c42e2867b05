using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

internal sealed class NullableShape<T>(ValueShape<T> inner) : ValueShape<T?>
    where T : struct
{
    public override T? ReadQuery(QueryNode node, BindingContext context) => inner.ReadQuery(node, context);

    public override T? ReadJson(ref Utf8JsonReader reader) => inner.ReadJson(ref reader);

    public override void WriteXml(XmlBodyWriter writer, T? value) => inner.WriteXml(writer, value.GetValueOrDefault());

    public override void WriteJson(Utf8JsonWriter writer, T? value) => inner.WriteJson(writer, value.GetValueOrDefault());
}
