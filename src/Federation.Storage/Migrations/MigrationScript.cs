using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Storage.Migrations;

/// <summary>One numbered step of the schema, as it is embedded. Applied scripts never change: a correction is a new script.</summary>
/// <param name="Name">Such as <c>0001_foundation</c>: the same in both dialects.</param>
/// <param name="Text">The statements.</param>
internal sealed record MigrationScript(string Name, string Text)
{
    private const string Prefix = "migrations/";

    /// <summary>SHA-256 of the text, 64 lower-case hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Every script of a database in the order of its number.</summary>
    public static IReadOnlyList<MigrationScript> All(DatabaseProvider provider)
    {
        var suffix = provider switch
        {
            DatabaseProvider.Sqlite => ".sqlite.sql",
            DatabaseProvider.SqlServer => ".sqlserver.sql",
            _ => throw new ArgumentOutOfRangeException(nameof(provider)),
        };
        var assembly = typeof(MigrationScript).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(suffix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new MigrationScript(name[Prefix.Length..^suffix.Length], Read(assembly, name))),
        ];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"the script `{name}` is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
