using System.Reflection;
using System.Text.RegularExpressions;
using Federation.Gateway.Configuration;
using Federation.Storage;
using Federation.UnitTests.Repository;

namespace Federation.UnitTests.Gateway;

/// <summary>Every configuration key is listed and documented: nobody has to read the code to find one.</summary>
public sealed partial class ConfigurationKeysTests
{
    [Fact]
    public void Every_declared_key_is_listed_once() =>
        typeof(GatewayConfiguration).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
            .ShouldBe(GatewayConfiguration.All, ignoreOrder: true);

    [Theory]
    [InlineData(typeof(StorageOptions), "Federation:Database:")]
    [InlineData(typeof(KeyOptions), "Federation:Keys:")]
    [InlineData(typeof(RedisOptions), "Federation:Redis:")]
    [InlineData(typeof(AuditOptions), "Federation:Audit:")]
    public void What_is_bound_from_a_section_is_listed_member_by_member(Type options, string section)
    {
        // The data directory has a key of its own, above the database's.
        var bound = options.GetProperties().Where(property => property.CanWrite && property.Name != nameof(StorageOptions.DataDirectory)).Select(property => section + property.Name);
        bound.ShouldBe(GatewayConfiguration.All.Where(key => key.StartsWith(section, StringComparison.Ordinal)), ignoreOrder: true);
    }

    [Fact]
    public void The_documentation_has_every_key_in_the_order_of_the_list() => Documented().ShouldBe(GatewayConfiguration.All);

    /// <summary>The first cells of the table: keys, and members (<c>:Name</c>) of the section of the key before.</summary>
    private static List<string> Documented()
    {
        var page = RepositoryFiles.Read("docs/operations.md");
        var table = page[page.IndexOf("## Configuration", StringComparison.Ordinal)..page.IndexOf("## First start", StringComparison.Ordinal)];
        var keys = new List<string>();
        foreach (var row in table.Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal)))
        {
            foreach (Match name in Name().Matches(row.Split('|')[1]))
            {
                var text = name.Groups["name"].Value;
                keys.Add(text[0] == ':' ? keys[^1][..keys[^1].LastIndexOf(':')] + text : text);
            }
        }

        return keys;
    }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
