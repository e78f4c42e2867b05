using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace Federation.UnitTests.Services.Models;

/// <summary>AWS's own description of a service, as the Python SDK on this machine carries it. Read, never copied.</summary>
internal sealed class PublishedModel
{
    /// <summary>Models change with the version: the known differences are those of this one.</summary>
    private const string Version = "1.43.";

    public const string NotHere = "python3 with botocore " + Version + "x, whose service models the records are compared with, is not here";

    private static readonly Lazy<string?> Folder = new(FindFolder);
    private static readonly ConcurrentDictionary<string, PublishedModel> Loaded = new(StringComparer.Ordinal);
    private readonly JsonElement _root;

    private PublishedModel(JsonElement root) => _root = root;

    public static PublishedModel? Find(string service, string version) =>
        Folder.Value is { } folder ? Loaded.GetOrAdd(Path.Combine(folder, "data", service, version, "service-2.json.gz"), Load) : null;

    private static PublishedModel Load(string path)
    {
        using var file = File.OpenRead(path);
        using var json = new GZipStream(file, CompressionMode.Decompress);
        return new PublishedModel(JsonDocument.Parse(json).RootElement);
    }

    public JsonElement? Input(string operation) => ShapeOf(operation, "input");

    public JsonElement? Output(string operation) => ShapeOf(operation, "output");

    public IEnumerable<string> Operations => _root.GetProperty("operations").EnumerateObject().Select(operation => operation.Name);

    public IEnumerable<string> Patterns =>
        _root.GetProperty("shapes").EnumerateObject().Where(shape => shape.Value.TryGetProperty("pattern", out _)).Select(shape => shape.Value.GetProperty("pattern").GetString()!);

    public JsonElement Shape(string name) => _root.GetProperty("shapes").GetProperty(name);

    /// <summary>The shape that a member, a list's element or a map's value refers to.</summary>
    public JsonElement Target(JsonElement reference) => Shape(reference.GetProperty("shape").GetString()!);

    private JsonElement? ShapeOf(string operation, string side) =>
        _root.GetProperty("operations").GetProperty(operation).TryGetProperty(side, out var reference) ? Target(reference) : null;

    private static string? FindFolder()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import botocore, os; print(botocore.__version__, os.path.dirname(botocore.__file__))"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var (said, _) = (python.StandardOutput.ReadToEnd().Trim(), python.StandardError.ReadToEnd());
            python.WaitForExit();
            return python.ExitCode == 0 && said.StartsWith(Version, StringComparison.Ordinal) ? said[(said.IndexOf(' ', StringComparison.Ordinal) + 1)..] : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
