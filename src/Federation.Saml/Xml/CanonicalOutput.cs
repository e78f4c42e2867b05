using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Saml.Xml;

/// <summary>Takes canonical text as UTF-8 in blocks and hands full blocks to a hash or a stream; no whole document is ever held.</summary>
internal sealed class CanonicalOutput : IDisposable
{
    private const int BlockSize = 8192;

    private readonly IncrementalHash? _hash;
    [SuppressMessage("Usage", "CA2213", Justification = "the stream belongs to the caller")]
    private readonly Stream? _stream;
    private byte[] _block = ArrayPool<byte>.Shared.Rent(BlockSize);
    private int _used;

    public CanonicalOutput(IncrementalHash hash) => _hash = hash;

    public CanonicalOutput(Stream stream) => _stream = stream;

    public void Write(char ascii)
    {
        if (_used == _block.Length)
        {
            Flush();
        }

        _block[_used++] = (byte)ascii;
    }

    public void Write(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (_block.Length - _used < 4)
            {
                Flush();
            }

            // INVARIANT: text is valid UTF-16 (it was decoded from valid UTF-8), so a surrogate pair is never cut in the wrong place by the encoder below.
            var fits = Math.Min(text.Length, (_block.Length - _used) / 3);
            if (fits < text.Length && char.IsHighSurrogate(text[fits - 1]))
            {
                fits = fits == 1 ? 2 : fits - 1;
            }

            _used += Encoding.UTF8.GetBytes(text[..fits], _block.AsSpan(_used));
            text = text[fits..];
        }
    }

    public void Flush()
    {
        _hash?.AppendData(_block, 0, _used);
        _stream?.Write(_block, 0, _used);
        _used = 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_block, clearArray: true);
        _block = [];
    }
}
