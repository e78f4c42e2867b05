using System.Text;

namespace Federation.UnitTests.Saml;

/// <summary>An aggregate of many providers that is written while it is read: nobody ever holds it.</summary>
internal sealed class LongAggregate(int entities, long leastLength) : Stream
{
    private const string Start = "<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\">";
    private const string Number = "00000";
    private readonly byte[] _entity = Encoding.UTF8.GetBytes(new MetadataBuilder { EntityAttributes = $"entityID=\"https://idp{Number}.example\"" }.Xml().PadRight((int)(leastLength / entities) + 1));
    private byte[] _part = [];
    private int _at;
    private int _next = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(value, 0);
            (_next, _at, _part, _position) = (-1, 0, [], 0);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at == _part.Length && !Next())
        {
            return 0;
        }

        var length = Math.Min(count, _part.Length - _at);
        Array.Copy(_part, _at, buffer, offset, length);
        _at += length;
        _position += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Next()
    {
        if (_next > entities)
        {
            return false;
        }

        _part = _next < 0 ? Encoding.UTF8.GetBytes(Start) : _next < entities ? Numbered(_next) : "</EntitiesDescriptor>"u8.ToArray();
        _next++;
        _at = 0;
        return true;
    }

    /// <summary>The one buffer, with the number written over: what this stream allocates must not count.</summary>
    private byte[] Numbered(int number)
    {
        var place = _entity.AsSpan(_entity.AsSpan().IndexOf("https://idp"u8) + "https://idp".Length, Number.Length);
        number.TryFormat(place, out _, "D5", System.Globalization.CultureInfo.InvariantCulture);
        return _entity;
    }
}
