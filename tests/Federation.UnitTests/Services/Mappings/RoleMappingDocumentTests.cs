using Federation.Services.Mappings;

namespace Federation.UnitTests.Services.Mappings;

public sealed class RoleMappingDocumentTests
{
    private const string Provider = "arn:aws:iam::111122223333:saml-provider/corp";
    private const string Role = "arn:aws:iam::111122223333:role/developer";

    [Fact]
    public void A_valid_document_is_read() =>
        RoleMappingDocument.Read(Document("""{"Sid":"Dev","Roles":["arn:aws:iam::111122223333:role/developer"],"Condition":{"ForAnyValue:StringEquals":{"saml:attribute/groups":"dev"}},"SessionName":"${saml:attribute/mail}"}"""))
            .Document!.Rules.Single().SessionNameAttribute.ShouldBe("mail");

    [Theory]
    [InlineData("deny", """{"Sid":"A","Effect":"Deny","Roles":["arn:aws:iam::111122223333:role/a"]}""", "unknown member `Effect`")]
    [InlineData("wildcard", """{"Sid":"A","Roles":["arn:aws:iam::111122223333:role/*"]}""", "without wildcards")]
    [InlineData("variable", """{"Sid":"A","Roles":["arn:aws:iam::111122223333:role/${saml:sub}"]}""", "without wildcards")]
    [InlineData("no role", """{"Sid":"A","Roles":[]}""", "1 to 100 role ARNs")]
    [InlineData("no sid", """{"Roles":["arn:aws:iam::111122223333:role/a"]}""", "Sid")]
    [InlineData("foreign key", """{"Sid":"A","Roles":["arn:aws:iam::111122223333:role/a"],"Condition":{"StringEquals":{"aws:PrincipalTag/x":"y"}}}""", "no key of a role mapping")]
    [InlineData("bad operator", """{"Sid":"A","Roles":["arn:aws:iam::111122223333:role/a"],"Condition":{"StringAlmost":{"saml:sub":"y"}}}""", "StringAlmost")]
    [InlineData("bad session name", """{"Sid":"A","Roles":["arn:aws:iam::111122223333:role/a"],"SessionName":"fixed"}""", "SessionName")]
    public void A_document_that_could_mislead_is_refused_with_the_reason(string name, string rule, string reason)
    {
        name.ShouldNotBeEmpty();
        var (document, problems) = RoleMappingDocument.Read(Document(rule));
        document.ShouldBeNull();
        problems.ShouldContain(problem => problem.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"Version":"2026-11-23","Version":"2026-11-23","Provider":"x","Rules":[]}""")]
    [InlineData("""{"Version":"2012-10-17","Provider":"arn:aws:iam::111122223333:saml-provider/corp","Rules":[{"Sid":"A","Roles":["arn:aws:iam::111122223333:role/a"]}]}""")]
    public void What_is_no_document_is_refused(string text) => RoleMappingDocument.Read(text).Document.ShouldBeNull();

    private static string Document(string rule) => $$"""{"Version":"2026-11-23","Provider":"{{Provider}}","Rules":[{{rule}}]}""";

    [Fact]
    public void Two_rules_of_one_sid_are_refused() =>
        RoleMappingDocument.Read(Document($$"""{"Sid":"A","Roles":["{{Role}}"]},{"Sid":"A","Roles":["{{Role}}"]}""")).Document.ShouldBeNull();
}
