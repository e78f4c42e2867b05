using System.Buffers;

namespace Federation.Storage.Outbound;

internal static class BoundedBody
{
    private const int ChunkSize = 16 * 1024;

    /// <summary>The whole stream, or null where it holds more bytes: a small packed body may unpack to any size, so what comes out is counted.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            using var body = new MemoryStream();
            int read;
            while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (body.Length + read > maxBytes)
                {
                    return null;
                }

                await body.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
            }

            return body.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
