using System.Text.Json;

namespace Federation.Cli.Login;

/// <summary>The session of <c>fed login</c>.</summary>
internal sealed record CachedSession
{
    /// <summary>Base URL of the gateway.</summary>
    public required string Url { get; init; }

    /// <summary>The bearer token: whoever has it works as the person.</summary>
    public required string SessionToken { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The person.</summary>
    public required string Subject { get; init; }

    /// <summary>ARN of the provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The type's name: the token must not be printed by accident.</summary>
    public override string ToString() => nameof(CachedSession);
}

/// <summary>Keeps the session in <c>session.json</c> of FED_HOME, or of <c>~/.fed</c>, readable by its owner alone.</summary>
internal sealed class SessionFile(string directory)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private string FilePath => Path.Combine(directory, "session.json");

    /// <summary>Where this user's session is kept.</summary>
    public static SessionFile OfUser() => new(
        Environment.GetEnvironmentVariable("FED_HOME") is { Length: > 0 } home ? home : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fed"));

    /// <summary>Writes the session; a file that was there is replaced as a whole.</summary>
    public void Write(CachedSession session)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // A fresh file: an older one with wider rights would keep them.
        var temporary = $"{FilePath}.{Environment.ProcessId}.tmp";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, session, Json);
        }

        File.Move(temporary, FilePath, overwrite: true);
    }

    /// <summary>The live session.</summary>
    /// <exception cref="CliException">There is none, or others may read it.</exception>
    public CachedSession Read(TimeProvider timeProvider)
    {
        CachedSession? session;
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(FilePath) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
            {
                throw new CliException($"`{FilePath}` can be read by others: make it yours alone (chmod 600), or run `fed login` again");
            }

            using var file = File.OpenRead(FilePath);
            session = JsonSerializer.Deserialize<CachedSession>(file, Json);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException("you are not signed in: run `fed login --url https://…`", exception);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CliException($"`{FilePath}` cannot be read: run `fed login` again", exception);
        }

        return session is not null && session.ExpiresAt > timeProvider.GetUtcNow() ? session : throw new CliException("your session has ended: run `fed login` again");
    }
}
