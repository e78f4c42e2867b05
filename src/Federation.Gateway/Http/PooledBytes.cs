using System.Buffers;
using System.Security.Cryptography;

namespace Federation.Gateway.Http;

/// <summary>
/// Bytes in an array of the pool, for one request: what every request would allocate by the kilobyte. They may hold credentials, so they are cleared when the array goes
/// back. Nothing may point into them after <see cref="Dispose"/>.
/// </summary>
internal sealed class PooledBytes(int capacity) : IBufferWriter<byte>, IDisposable
{
    /// <summary>Greater arrays are left to the garbage collector: the pool would keep them.</summary>
    private const int MostKept = 1024 * 1024;

    private byte[]? _array = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    public ReadOnlyMemory<byte> Written => Array.AsMemory(0, _length);

    private byte[] Array => _array ?? throw new ObjectDisposedException(nameof(PooledBytes));

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(Array.Length - _length), nameof(count));
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return Array.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return Array.AsSpan(_length);
    }

    public void Dispose()
    {
        if (_array is { } array)
        {
            _array = null;
            Return(array);
        }
    }

    private void Reserve(int size)
    {
        var array = Array;
        if (array.Length - _length >= Math.Max(size, 1))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + Math.Max(size, 1)), 2 * array.Length));
        array.AsSpan(0, _length).CopyTo(larger);
        _array = larger;
        Return(array);
    }

    private void Return(byte[] array)
    {
        CryptographicOperations.ZeroMemory(array.AsSpan(0, Math.Min(_length, array.Length)));
        if (array.Length <= MostKept)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
