namespace Federation.Demo;

/// <summary>The folder with the gateway's data: a temporary one that goes away at the end, or one to keep.</summary>
internal sealed class DemoStore : IDisposable
{
    private readonly bool _temporary;

    private DemoStore(string path, bool temporary)
    {
        Path = path;
        _temporary = temporary;
    }

    public string Path { get; }

    public bool IsTemporary => _temporary;

    /// <exception cref="DemoException">The folder to keep holds something already.</exception>
    public static DemoStore Open(string? keep)
    {
        if (keep is null)
        {
            return new DemoStore(Directory.CreateTempSubdirectory("federation-demo-").FullName, temporary: true);
        }

        if (File.Exists(keep) || (Directory.Exists(keep) && Directory.EnumerateFileSystemEntries(keep).Any()))
        {
            throw new DemoException($"`{keep}` is not empty; `--keep` wants a new or empty folder");
        }

        Directory.CreateDirectory(keep);
        return new DemoStore(keep, temporary: false);
    }

    public void Dispose()
    {
        if (_temporary)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
