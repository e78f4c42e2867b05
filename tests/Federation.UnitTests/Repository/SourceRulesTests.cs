using System.Text.RegularExpressions;

namespace Federation.UnitTests.Repository;

/// <summary>Rules that hold for every file: nothing unfinished, nothing of one machine, no file that outgrew one idea.</summary>
public sealed class SourceRulesTests(ITestOutputHelper output)
{
    private const int LongestFile = 400;
    private const int WorthALook = 150;

    // Written in pieces, so that this file keeps its own rule.
    private static readonly string[] Unfinished =
    [
        "TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception", "Thread." + "Sleep", "Assert.True(" + "true)",
        "#pragma warning " + "disable", "catch " + "{ }",
    ];

    // What every registry's address has in it, without naming one: the feed index of NuGet, archives of npm, pools of Debian packages.
    private static readonly Regex RegistryAddress = new(
        @"https?://[^\s""'<>]+(?:/index\.json|\.tgz|\.nupkg|\.deb|/dists/|/pool/main/|/simple/)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    [Fact]
    public void No_file_is_left_unfinished()
    {
        var offenders = RepositoryFiles.Under("", ".cs", ".cshtml", ".js", ".sql", ".csproj", "")
            .SelectMany(file => Unfinished.Where(word => Regex.IsMatch(RepositoryFiles.Read(file), Word(word), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)))
                .Select(word => $"{file}: {word}"));
        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void No_file_holds_a_package_registrys_address()
    {
        RepositoryFiles.Under("").Where(file => RegistryAddress.IsMatch(RepositoryFiles.Read(file))).ShouldBeEmpty();
    }

    [Fact]
    public void No_private_key_is_kept_in_the_repository()
    {
        var header = "-----BEGIN " + "(RSA |EC |ENCRYPTED )?PRIVATE KEY-----";
        RepositoryFiles.Under("").Where(file => !file.StartsWith("certs-dev/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(RepositoryFiles.Read(file), header + @"\s+[A-Za-z0-9+/]{40}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_namespace_is_the_folder_of_its_file()
    {
        var declaration = new Regex(@"^namespace\s+(?<name>[\w.]+)\s*;", RegexOptions.CultureInvariant | RegexOptions.Multiline, TimeSpan.FromSeconds(5));
        var offenders = RepositoryFiles.Under("src", ".cs").Concat(RepositoryFiles.Under("tests", ".cs"))
            .Select(file => (file, match: declaration.Match(RepositoryFiles.Read(file))))
            .Where(found => found.match.Success && found.match.Groups["name"].Value != Namespace(found.file))
            .Select(found => $"{found.file}: {found.match.Groups["name"].Value}");
        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var lengths = RepositoryFiles.Under("src", ".cs", ".cshtml").Concat(RepositoryFiles.Under("tests", ".cs"))
            .Select(file => (file, lines: File.ReadLines(RepositoryFiles.PathOf(file)).Count()))
            .OrderByDescending(found => found.lines)
            .ToArray();
        output.WriteLine($"{lengths.Length} files; longer than {WorthALook} lines: {lengths.Count(found => found.lines > WorthALook)}; the longest:");
        foreach (var (file, lines) in lengths.Take(5))
        {
            output.WriteLine($"{lines,5}  {file}");
        }

        lengths.Where(found => found.lines > LongestFile).Select(found => $"{found.file}: {found.lines}").ShouldBeEmpty();
    }

    [Fact]
    public void A_script_is_thin_and_executable()
    {
        foreach (var script in RepositoryFiles.Under("scripts").Append(".ci/run"))
        {
            var lines = File.ReadAllLines(RepositoryFiles.PathOf(script));
            lines[0].ShouldBe("#!/usr/bin/env bash", script);
            lines.Length.ShouldBeLessThanOrEqualTo(60, script);
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(RepositoryFiles.PathOf(script)).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue(script);
            }
        }
    }

    private static string Word(string word) => char.IsLetter(word[0]) && char.IsLetter(word[^1]) ? $@"\b{Regex.Escape(word)}\b" : Regex.Escape(word);

    private static string Namespace(string file)
    {
        var folder = file[(file.IndexOf('/', StringComparison.Ordinal) + 1)..file.LastIndexOf('/')];
        return folder.Replace('/', '.');
    }
}
