using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Storage.Stores;

/// <summary>SHA-256 over texts for key columns: the same in every database, and short enough for an index.</summary>
internal static class Hashes
{
    /// <summary>Each text is preceded by its length, so that no two lists of texts run together into the same bytes.</summary>
    public static byte[] Of(params ReadOnlySpan<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
