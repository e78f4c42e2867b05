using System.Text;

namespace Federation.Storage.Sql;

/// <summary>A text that is there as UTF-8, which SQLite takes as it is.</summary>
internal sealed record Utf8Text(ReadOnlyMemory<byte> Bytes)
{
    public override string ToString() => Encoding.UTF8.GetString(Bytes.Span);
}
