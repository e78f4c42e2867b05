using System.Buffers;

namespace Federation.Storage.Outbound;

/// <summary>A body that stays in memory while it is small and goes on in a file of its own, which is gone once it is closed.</summary>
internal static class SpooledBody
{
    private const int ChunkSize = 64 * 1024;
    private const int MostInMemory = 1024 * 1024;

    /// <summary>The whole stream, at its begin, or null where it holds more bytes.</summary>
    public static async Task<Stream?> ReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        Stream body = new MemoryStream();
        var isWhole = false;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (body.Length + read > maxBytes)
                {
                    return null;
                }

                if (body is MemoryStream && body.Length + read > MostInMemory)
                {
                    body = await MoveAsync(body, cancellationToken);
                }

                await body.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
            }

            body.Position = 0;
            isWhole = true;
            return body;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
            if (!isWhole)
            {
                await body.DisposeAsync();
            }
        }
    }

    private static async Task<Stream> MoveAsync(Stream memory, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), "federation-" + Path.GetRandomFileName()), options);
        memory.Position = 0;
        await memory.CopyToAsync(file, cancellationToken);
        await memory.DisposeAsync();
        return file;
    }
}
