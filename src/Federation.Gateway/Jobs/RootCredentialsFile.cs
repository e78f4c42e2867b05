using System.Diagnostics.CodeAnalysis;
using System.Text;
using Federation.Services.Bootstrap;

namespace Federation.Gateway.Jobs;

/// <summary>Writes generated root credentials to <c>root-credentials</c> in the data directory, in the form of an AWS shared credentials file, readable by its owner alone.</summary>
internal static class RootCredentialsFile
{
    internal const string Name = "root-credentials";

    /// <summary>Writes the file and flushes it to the disk. An older file of that name is replaced as a whole.</summary>
    [SuppressMessage("Performance", "CA1849:Call async methods when in an async method", Justification = "only the synchronous flush reaches the disk, and it is needed once in the life of a store")]
    internal static async Task<string> WriteAsync(string dataDirectory, BootstrapResult result)
    {
        var path = Path.GetFullPath(Path.Combine(dataDirectory, Name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        // Made anew, never opened: a file that was there would keep its mode.
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(temporary, options))
        {
            var text = $"# Root access key of account {result.AccountId}. Make an administrator, then delete this key.\n[default]\naws_access_key_id = {result.AccessKeyId}\naws_secret_access_key = {result.SecretAccessKey}\n";
            await file.WriteAsync(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        return path;
    }
}
