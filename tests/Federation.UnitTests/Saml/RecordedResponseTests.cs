using System.Text;
using Federation.Saml.Metadata;
using Federation.Saml.Validation;

namespace Federation.UnitTests.Saml;

/// <summary>Responses that were recorded once, signed with keys that no longer exist: what was accepted stays accepted, what was refused stays refused by its rule.</summary>
public sealed class RecordedResponseTests
{
    private static readonly string Folder = Path.Combine(DocumentationTests.Root(), "tests", "data", "saml");

    public static TheoryData<string> Accepted => Names("accepted");

    public static TheoryData<string> Refused => Names("refused");

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Stays_accepted(string name)
    {
        var result = Validate("accepted", name);

        result.FirstFailure.ShouldBeNull();
        result.Assertion.ShouldNotBeNull().NameId.ShouldNotBeNull().Value.ShouldBe("alice");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Stays_refused_by_the_rule_that_its_name_begins_with(string name) =>
        Validate("refused", name).FirstFailure.ShouldNotBeNull().Rule.Id.ShouldBe(name.Split("--")[0]);

    private static SamlValidationResult Validate(string folder, string name)
    {
        var metadata = SamlMetadataReader.Read(File.ReadAllBytes(Path.Combine(Folder, "idp-metadata.xml")), MetadataBuilder.Options).Metadata.ShouldNotBeNull();
        var xml = File.ReadAllText(Path.Combine(Folder, folder, name + ".xml"));
        return SamlResponseValidator.Validate(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)), ResponseBuilder.Context with { Provider = metadata });
    }

    private static TheoryData<string> Names(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Folder, folder), "*.xml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
}
