using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Federation.UnitTests.Repository;

/// <summary>Which room may know which: the table of docs/architecture.md, held against the project files and the sources.</summary>
public sealed class WallsTests
{
    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Policy"] = [],
        ["Saml"] = [],
        ["Wire"] = [],
        ["Model"] = ["Policy"],
        ["Services"] = ["Model", "Policy", "Saml"],
        ["Storage"] = ["Model"],
        ["Gateway"] = ["Model", "Policy", "Saml", "Services", "Storage", "Wire"],
        ["Cli"] = ["Policy", "Storage", "Wire"],
        ["AspNetCore"] = [],
        ["Demo"] = ["Gateway"],
    };

    private static readonly string[] PureRooms = ["Policy", "Saml", "Wire"];
    private static readonly string[] RoomsWithoutWeb = ["Policy", "Saml", "Wire", "Model", "Services", "Storage", "Cli"];

    public static TheoryData<string> NoWeb => [.. RoomsWithoutWeb];

    public static TheoryData<string> Rooms => [.. Directory.GetDirectories(RepositoryFiles.PathOf("src"), "Federation.*").Select(Room).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_references_exactly_the_rooms_it_may(string room)
    {
        MayReference.ShouldContainKey(room);
        References(Project(room)).Order(StringComparer.Ordinal).ShouldBe(MayReference[room]);
    }

    [Fact]
    public void Nobody_references_the_demo()
    {
        RepositoryFiles.Under("", ".csproj").Where(project => References(project).Contains("Demo")).ShouldBeEmpty();
    }

    [Fact]
    public void The_package_for_applications_needs_nothing_of_ours()
    {
        Offenders("src/Federation.AspNetCore", @"\bFederation\.(?!AspNetCore\b)[A-Z]").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(NoWeb))]
    public void Only_the_door_and_what_stands_outside_it_know_the_web_framework(string room)
    {
        var project = XDocument.Parse(RepositoryFiles.Read(Project(room)));
        ((string?)project.Root!.Attribute("Sdk")).ShouldBe("Microsoft.NET.Sdk");
        project.Descendants("FrameworkReference").ShouldBeEmpty();
        Offenders("src/Federation." + room, @"\bMicrosoft\.AspNetCore\b|\bHttpContext\b").ShouldBeEmpty();
    }

    [Fact]
    public void Database_drivers_are_known_to_the_sql_and_migration_folders_of_storage_only()
    {
        Offenders("src", @"\bMicrosoft\.Data\.(Sqlite|SqlClient)\b", "src/Federation.Storage/Sql/", "src/Federation.Storage/Migrations/").ShouldBeEmpty();
        Packages("Microsoft.Data.", "Dapper", "dbup", "StackExchange.Redis").ShouldBe(["Storage"]);
    }

    [Fact]
    public void Nobody_outside_the_sql_folder_asks_which_database_it_is()
    {
        // Migrations come in pairs, and only an embedded store generates its own key-encryption key; everything else has one text.
        Offenders("src", @"\b(if|while|switch)\s*\([^;{]*\b\w*Sqlite\w*\b|\?\s*\w*Sqlite|\bis(\s+not)?\s+\w*Sqlite\w*Dialect",
            "src/Federation.Storage/Sql/", "src/Federation.Storage/Migrations/", "src/Federation.Storage/Sealing/KeyEncryptionKeySource.cs").ShouldBeEmpty();
    }

    [Fact]
    public void Pure_rooms_read_no_clock_no_file_and_no_socket()
    {
        foreach (var room in PureRooms)
        {
            Offenders("src/Federation." + room, @"\bSystem\.Net\.(Http|Sockets)\b|\bHttpClient\b|\bFile\.(Read|Write|Open|Create|Append)|\bnew FileStream\b|\bEnvironment\.GetEnvironmentVariable\b|\bTimeProvider\.System\b")
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public void Services_see_no_sql_no_redis_and_no_socket()
    {
        Offenders("src/Federation.Services", @"\bDapper\b|\bStackExchange\b|\bSystem\.Data\b|\bSystem\.Net\.(Http|Sockets)\b|\bHttpClient\b|\bSystem\.Xml\b").ShouldBeEmpty();
    }

    [Fact]
    public void The_development_identity_provider_shares_no_code_with_the_verifier()
    {
        Offenders("src/Federation.Demo", @"\bFederation\.(Saml|Services|Storage|Model|Policy)\b").ShouldBeEmpty();
    }

    private static string Room(string folder) => Path.GetFileName(folder)["Federation.".Length..];

    private static string Project(string room) => $"src/Federation.{room}/Federation.{room}.csproj";

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(RepositoryFiles.Read(project)).Descendants("ProjectReference")
            // Built first and run as a process, which knows nothing of the other's types.
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/'))["Federation.".Length..]);

    private static IEnumerable<string> Packages(params string[] prefixes) =>
        RepositoryFiles.Under("src", ".csproj")
            .Where(project => XDocument.Parse(RepositoryFiles.Read(project)).Descendants("PackageReference")
                .Any(package => prefixes.Any(prefix => ((string)package.Attribute("Include")!).StartsWith(prefix, StringComparison.Ordinal))))
            .Select(project => Path.GetFileNameWithoutExtension(project)["Federation.".Length..]);

    private static IEnumerable<string> Offenders(string folder, string pattern, params IReadOnlyList<string> except)
    {
        var expression = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, TimeSpan.FromSeconds(5));
        return RepositoryFiles.Under(folder, ".cs", ".cshtml")
            .Where(file => !except.Any(exempt => file.StartsWith(exempt, StringComparison.Ordinal)))
            .SelectMany(file => expression.Matches(RepositoryFiles.Read(file)).Select(match => $"{file}: {match.Value}"));
    }
}
