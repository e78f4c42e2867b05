using System.Buffers.Binary;
using Federation.Model.Identifiers;

namespace Federation.Model.Audit;

/// <summary>Makes request and event ids: UUIDs of version 7 (RFC 9562 section 5.7), which sort by time and so keep index pages together.</summary>
public static class EventIds
{
    /// <summary>A fresh id at an instant.</summary>
    public static string Create(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        IdBytes.Fill(bytes[6..]);
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, now.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(bytes);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0f));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3f));
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
