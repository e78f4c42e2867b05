using System.Buffers;
using System.Text;

namespace Federation.Wire.SigV4;

/// <summary>Collects bytes on the stack first and in a pooled array when they outgrow it.</summary>
internal ref struct Utf8Writer(Span<byte> initial)
{
    private Span<byte> _buffer = initial;
    private byte[]? _rented;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public readonly int Length => _length;

    public void Append(byte value)
    {
        if (_length == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[_length++] = value;
    }

    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        var target = Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, target);
    }

    /// <summary>Appends lower-case hexadecimal digits of the bytes.</summary>
    public void AppendHex(scoped ReadOnlySpan<byte> bytes)
    {
        var target = Reserve(bytes.Length * 2);
        if (!Convert.TryToHexStringLower(bytes, target, out var written))
        {
            throw new InvalidOperationException("the reserved span is too short for the digits");
        }

        _length += written;
    }

    public void Dispose()
    {
        if (_rented is { } rented)
        {
            _rented = null;
            // Canonical requests hold session tokens: a pooled array must not carry one to its next user.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        _buffer = default;
        _length = 0;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }

        return _buffer[_length..];
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + count, _buffer.Length * 2));
        Written.CopyTo(larger);
        var old = _rented;
        _rented = larger;
        _buffer = larger;
        if (old is not null)
        {
            ArrayPool<byte>.Shared.Return(old, clearArray: true);
        }
    }
}
