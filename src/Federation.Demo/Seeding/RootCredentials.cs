using Federation.Wire.SigV4;

namespace Federation.Demo.Seeding;

/// <summary>Reads the file <c>root-credentials</c> that the gateway's first start leaves in its data directory.</summary>
internal static class RootCredentials
{
    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "root-credentials");

    /// <exception cref="DemoException">The file is not there, or is none of the gateway's.</exception>
    public static async Task<SigningCredentials> ReadAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var path = PathIn(dataDirectory);
        if (!File.Exists(path))
        {
            throw new DemoException($"the gateway left no root credentials at `{path}`");
        }

        var values = (await File.ReadAllLinesAsync(path, cancellationToken))
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1], StringComparer.Ordinal);
        return values.TryGetValue("aws_access_key_id", out var id) && values.TryGetValue("aws_secret_access_key", out var secret)
            ? new SigningCredentials(id, secret)
            : throw new DemoException($"`{path}` holds no access key");
    }
}
