using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Federation.Model.Identifiers;

namespace Federation.Storage;

/// <summary>Writes root credentials to <c>root-credentials</c> in the data directory, in the form of an AWS shared credentials file, readable by its owner alone.</summary>
public static class RootCredentialsFile
{
    /// <summary>Name of the file.</summary>
    public const string Name = "root-credentials";

    /// <summary>Writes the file and flushes it to the disk. An older file of that name is replaced as a whole.</summary>
    /// <returns>Its path.</returns>
    [SuppressMessage("Performance", "CA1849:Call async methods when in an async method", Justification = "only the synchronous flush reaches the disk, and it is needed once in the life of a store")]
    public static async Task<string> WriteAsync(string dataDirectory, AccountId account, string accessKeyId, string secretAccessKey, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(Path.Combine(dataDirectory, Name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.tmp";
        // Made anew, never opened: a file that was there would keep its mode.
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(temporary, options))
        {
            var text = $"# Root access key of account {account}. Make an administrator, then delete this key.\n[default]\naws_access_key_id = {accessKeyId}\naws_secret_access_key = {secretAccessKey}\n";
            await file.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        return path;
    }
}
