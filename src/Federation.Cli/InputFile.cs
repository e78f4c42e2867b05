namespace Federation.Cli;

/// <summary>Reads a file named on the command line; <c>-</c> is standard input.</summary>
internal static class InputFile
{
    /// <summary>The whole text.</summary>
    /// <exception cref="InputFileException">The file cannot be read.</exception>
    public static async Task<string> ReadAsync(string path, CommandStreams streams, CancellationToken cancellationToken)
    {
        try
        {
            return path == "-" ? await streams.Input.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputFileException($"cannot read `{path}`: {exception.Message}", exception);
        }
    }
}

/// <summary>A file named on the command line cannot be read. The message is for the person at the terminal.</summary>
internal sealed class InputFileException(string message, Exception cause) : Exception(message, cause);
