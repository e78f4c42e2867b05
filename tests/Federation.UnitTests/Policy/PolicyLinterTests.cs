using System.Diagnostics.CodeAnalysis;
using Federation.Policy;
using Federation.Policy.Lint;

namespace Federation.UnitTests.Policy;

public class PolicyLinterTests
{
    private static readonly Catalogue Actions = new();

    [Fact]
    public void Every_code_is_found_in_its_case_with_type_place_and_link()
    {
        var missed = LintCases.All.Where(c =>
        {
            var finding = PolicyLinter.Check(c.Json, c.Kind, Actions).FirstOrDefault(f => f.IssueCode == c.Code);
            return finding is null || finding.Type != FindingKinds.Of(c.Code).Type || finding.Locations.Count == 0 || finding.Details.Length == 0;
        }).Select(c => c.Code);

        missed.ShouldBeEmpty();
        FindingKinds.All.Select(k => k.IssueCode).Except(LintCases.All.Select(c => c.Code)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_link_points_to_a_heading_of_the_documentation()
    {
        var headings = File.ReadLines(DocsPath()).Where(l => l.StartsWith("### ", StringComparison.Ordinal)).Select(l => l[4..]);

        headings.ShouldBe(FindingKinds.All.Select(k => k.IssueCode));
        PolicyLinter.Check("{", PolicyKind.Identity)[0].LearnMoreLink.ShouldBe("policy-checks.md#json_syntax_error");
    }

    [Theory]
    [InlineData("home directory", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":[{"Sid":"List","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b","Condition":{"StringLike":{"s3:prefix":["","home/","home/${aws:username}/*"]}}},{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/home/${aws:username}/*"}]}""")]
    [InlineData("self-service of keys", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["iam:CreateAccessKey","iam:DeleteAccessKey"],"Resource":"arn:aws:iam::*:user/${aws:username}"}}""")]
    [InlineData("delegation within a boundary", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["iam:PutRolePolicy","iam:AttachRolePolicy"],"Resource":"arn:aws:iam::123456789012:role/*","Condition":{"ArnEquals":{"iam:PermissionsBoundary":"arn:aws:iam::123456789012:policy/b"}}}}""")]
    [InlineData("pass one role", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::123456789012:role/app"}}""")]
    [InlineData("pass any role to one service", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}}}""")]
    [InlineData("deny without TLS", PolicyKind.Resource, """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}}""")]
    [InlineData("SAML trust", PolicyKind.Trust, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:saml-provider/corp"},"Action":["sts:AssumeRoleWithSAML","sts:TagSession"],"Condition":{"StringEquals":{"SAML:aud":"https://gateway.example.com/saml/acs"}}}}""")]
    [InlineData("GitHub trust", PolicyKind.Trust, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com","token.actions.githubusercontent.com:sub":"repo:org/repo:ref:refs/heads/main"}}}}""")]
    [InlineData("tag keys", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:CreateTags","Resource":"arn:aws:ec2:*:123456789012:instance/*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]},"Null":{"aws:TagKeys":"false"}}}}""")]
    [InlineData("revocation", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-01-10T09:00:00.000Z"}}}}""")]
    [InlineData("SCP", PolicyKind.ServiceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:CreateAccessKey","Resource":"*"}]}""")]
    [InlineData("catalogue", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:Get*","Resource":["arn:aws:iam::123456789012:user/*","arn:aws:iam::123456789012:role/*"]}}""")]
    [InlineData("private addresses of one network", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"IpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"},"StringEquals":{"aws:SourceVpc":"vpc-0123abcd"}}}}""")]
    [InlineData("deny within addresses of any network", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"}}}}""")]
    [InlineData("owner of resources in an identity policy", PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceAccount":"123456789012"}}}}""")]
    [InlineData("source identity, set in another statement", PolicyKind.Trust, """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/bob"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:SourceIdentity":"bob"}}},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/bob"},"Action":"sts:SetSourceIdentity"}]}""")]
    [InlineData("no session tags", PolicyKind.Trust, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole","Condition":{"Null":{"aws:RequestTag/team":"true"}}}}""")]
    [InlineData("IAM Roles Anywhere", PolicyKind.Trust, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"rolesanywhere.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}}""")]
    [InlineData("organization, or a service", PolicyKind.Resource, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-gov-west-1:123456789012:q","Condition":{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"StringEquals":{"aws:SourceAccount":"123456789012"}}}}""")]
    public void A_sound_policy_is_clean(string name, PolicyKind kind, string json) => PolicyLinter.Check(json, kind, Actions).ShouldBeEmpty(name);

    [Fact]
    public void Without_a_catalogue_no_service_is_judged()
    {
        const string Json = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:NoSuchAction","Resource":"arn:aws:iam::123456789012:user/bob"}}""";

        PolicyLinter.Check(Json, PolicyKind.Identity).ShouldBeEmpty();
        PolicyLinter.Check(Json, PolicyKind.Identity, Actions).ShouldHaveSingleItem().IssueCode.ShouldBe("INVALID_ACTION");
    }

    [Fact]
    public void A_key_that_an_action_does_not_say_is_not_judged()
    {
        const string Json = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetUser","Resource":"arn:aws:iam::123456789012:role/r","Condition":{"StringEquals":{"iam:Nope":"x"}}}}""";

        PolicyLinter.Check(Json, PolicyKind.Identity, new Undeclared()).ShouldBeEmpty();
        PolicyLinter.Check(Json, PolicyKind.Identity, Actions).Select(f => f.IssueCode).ShouldBe(["UNSUPPORTED_RESOURCE_ARN_IN_POLICY", "INVALID_SERVICE_CONDITION_KEY"]);
    }

    [Fact]
    public void Findings_come_in_the_order_of_the_text()
    {
        const string Json = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:GetObject"],"Resource":"bucket"},{"Sid":"","Effect":"Deny","Action":"x","Resource":"*"}]}""";

        PolicyLinter.Check(Json, PolicyKind.Identity).Select(f => f.IssueCode).ShouldBe(["REDUNDANT_ACTION", "INVALID_ARN_PREFIX", "EMPTY_SID_VALUE", "INVALID_ACTION"]);
    }

    [Fact]
    public void A_location_spans_what_it_is_about()
    {
        const string Json = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get","Resource":["bücket"]}]}""";

        var location = PolicyLinter.Check(Json, PolicyKind.Identity).ShouldHaveSingleItem().Locations.ShouldHaveSingleItem();

        location.Path.ShouldBe("$.Statement[0].Resource[0]");
        Json[location.Start.Offset..location.End.Offset].ShouldBe("\"bücket\"");
    }

    private static string DocsPath()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "docs", "policy-checks.md")))
        {
            directory = directory.Parent;
        }

        return Path.Combine(directory.FullName, "docs", "policy-checks.md");
    }

    private sealed class Undeclared : IActionCatalogue
    {
        public bool TryGetService(string prefix, [NotNullWhen(true)] out IReadOnlyList<CatalogueAction>? actions)
        {
            actions = [new("iam:GetUser", null, null)];
            return true;
        }
    }

    private sealed class Catalogue : IActionCatalogue
    {
        private static readonly CatalogueAction[] Iam =
        [
            new("iam:GetUser", ["arn:*:iam::*:user/*"], []),
            new("iam:GetRole", ["arn:*:iam::*:role/*"], []),
            new("iam:PassRole", ["arn:*:iam::*:role/*"], ["iam:PassedToService"]),
            new("iam:CreateRole", ["arn:*:iam::*:role/*"], ["iam:PermissionsBoundary"]),
            new("iam:PutRolePolicy", ["arn:*:iam::*:role/*"], ["iam:PermissionsBoundary"]),
            new("iam:AttachRolePolicy", ["arn:*:iam::*:role/*"], ["iam:PermissionsBoundary", "iam:PolicyARN"]),
            new("iam:UpdateAssumeRolePolicy", ["arn:*:iam::*:role/*"], []),
            new("iam:DeleteRolePermissionsBoundary", ["arn:*:iam::*:role/*"], []),
            new("iam:AddUserToGroup", ["arn:*:iam::*:group/*"], []),
            new("iam:CreateAccessKey", ["arn:*:iam::*:user/*"], []),
            new("iam:DeleteAccessKey", ["arn:*:iam::*:user/*"], []),
            new("iam:CreateServiceLinkedRole", ["arn:*:iam::*:role/*"], ["iam:AWSServiceName"]),
        ];

        public bool TryGetService(string prefix, [NotNullWhen(true)] out IReadOnlyList<CatalogueAction>? actions)
        {
            actions = string.Equals(prefix, "iam", StringComparison.OrdinalIgnoreCase) ? Iam : null;
            return actions is not null;
        }
    }
}
