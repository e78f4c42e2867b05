using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Storage.Stores;

/// <summary>SHA-256 over texts for key columns: the same in every database, and short enough for an index.</summary>
internal static class Hashes
{
    private const int LengthBytes = 4;
    private const int OnStack = 1024;

    /// <summary>Each text is preceded by its length, so that no two lists of texts run together into the same bytes.</summary>
    public static byte[] Of(params ReadOnlySpan<string> texts)
    {
        var most = 0;
        foreach (var text in texts)
        {
            most += LengthBytes + Encoding.UTF8.GetMaxByteCount(text.Length);
        }

        var buffer = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        var end = 0;
        foreach (var text in texts)
        {
            var length = Encoding.UTF8.GetBytes(text, buffer[(end + LengthBytes)..]);
            BinaryPrimitives.WriteInt32BigEndian(buffer[end..], length);
            end += LengthBytes + length;
        }

        return SHA256.HashData(buffer[..end]);
    }
}
