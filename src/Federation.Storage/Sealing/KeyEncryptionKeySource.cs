using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Federation.Model.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Storage.Sealing;

/// <summary>Where the key-encryption key comes from: the configuration, a file, or, for SQLite on an empty store only, a file that is made here.</summary>
internal sealed partial class KeyEncryptionKeySource(IOptions<KeyOptions> keys, IOptions<StorageOptions> storage, ILogger<KeyEncryptionKeySource> logger)
{
    /// <summary>Name of the generated file in the data directory.</summary>
    public const string GeneratedFileName = "key-encryption-key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key.</summary>
    /// <param name="storeIsEmpty">No key was ever used with this store: one may be made.</param>
    /// <exception cref="StoreInitializationException">There is none, or it cannot be read.</exception>
    public KeyEncryptionKey Resolve(bool storeIsEmpty)
    {
        if (!string.IsNullOrWhiteSpace(keys.Value.KeyEncryptionKey))
        {
            return Decode(keys.Value.KeyEncryptionKey, "the configured key-encryption key");
        }

        if (!string.IsNullOrWhiteSpace(keys.Value.KeyEncryptionKeyFile))
        {
            return ReadFile(Path.GetFullPath(keys.Value.KeyEncryptionKeyFile));
        }

        var generated = Path.GetFullPath(Path.Combine(storage.Value.DataDirectory, GeneratedFileName));
        if (storage.Value.Provider == DatabaseProvider.Sqlite && (File.Exists(generated) || (storeIsEmpty && Generate(generated))))
        {
            return ReadFile(generated);
        }

        throw new StoreInitializationException(
            storage.Value.Provider == DatabaseProvider.Sqlite
                ? $"the store holds sealed keys, and the key-encryption key in `{generated}` is not there: restore the file, or configure the key (base64, 32 bytes)"
                : "a key-encryption key is needed: configure it (base64, 32 bytes) or a file that holds it")
        { RefusesStart = true };
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The key owns the secret.")]
    private static KeyEncryptionKey Decode(string text, string name)
    {
        Span<byte> bytes = stackalloc byte[KeyEncryptionKey.Size + 3];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var written) || written != KeyEncryptionKey.Size)
        {
            throw new StoreInitializationException($"{name} is not 32 bytes in base64");
        }

        var key = new KeyEncryptionKey(new Secret(bytes[..written]));
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    private static bool Generate(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Span<byte> key = stackalloc byte[KeyEncryptionKey.Size];
        RandomNumberGenerator.Fill(key);
        var temporary = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (var file = new FileStream(temporary, options))
            {
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
                file.Flush(flushToDisk: true);
            }

            MoveUnlessThere(temporary, path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreInitializationException($"the key-encryption key cannot be written to `{path}`", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            File.Delete(temporary);
        }
    }

    // Several nodes may start at once over one directory: the first file stays, and all read that one.
    private static void MoveUnlessThere(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            return;
        }
    }

    private KeyEncryptionKey ReadFile(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreInitializationException($"the key-encryption key in `{path}` cannot be read", e);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
        {
            LogReadableByOthers(path);
        }

        return Decode(text, $"the key-encryption key in `{path}`");
    }

    [LoggerMessage(EventId = 3020, Level = LogLevel.Warning, Message = "The key-encryption key in {Path} can be read by other users of this machine")]
    private partial void LogReadableByOthers(string path);
}
