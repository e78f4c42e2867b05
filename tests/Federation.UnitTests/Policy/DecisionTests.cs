using Federation.Cli.Policy.Cases;
using Federation.Policy;

namespace Federation.UnitTests.Policy;

public class DecisionTests
{
    private const string Full = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    [Theory]
    [InlineData("identity", """ "identityPolicies":[] """, "because no identity-based policy allows the s3:GetObject action")]
    [InlineData("boundary", """ "identityPolicies":[FULL],"permissionsBoundary":[EC2] """, "because no permissions boundary allows the s3:GetObject action")]
    [InlineData("session", """ "identityPolicies":[FULL],"sessionPolicies":[EC2] """, "because no session policy allows the s3:GetObject action")]
    [InlineData("SCP", """ "identityPolicies":[FULL],"scps":[[FULL],[EC2]] """, "because no service control policy allows the s3:GetObject action")]
    [InlineData("endpoint", """ "identityPolicies":[FULL],"vpcEndpointPolicies":[{"Statement":{"Effect":"Allow","Principal":"*","Action":"ec2:*","Resource":"*"}}] """, "because no VPC endpoint policy allows the s3:GetObject action")]
    [InlineData("resource", """ "identityPolicies":[FULL],"request":OTHER """, "because no resource-based policy allows the s3:GetObject action")]
    [InlineData("trust", """ "identityPolicies":[FULL],"resourcePolicyKind":"trust" """, "because no role trust policy allows the s3:GetObject action")]
    [InlineData("explicit identity", """ "identityPolicies":[DENY] """, "with an explicit deny in an identity-based policy")]
    [InlineData("explicit SCP before identity", """ "identityPolicies":[DENY],"scps":[[DENY]] """, "with an explicit deny in a service control policy")]
    [InlineData("explicit RCP before SCP", """ "scps":[[DENY]],"rcps":[[{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}]] """, "with an explicit deny in a resource control policy")]
    [InlineData("explicit boundary", """ "permissionsBoundary":[DENY] """, "with an explicit deny in a permissions boundary")]
    [InlineData("explicit session", """ "sessionPolicies":[DENY] """, "with an explicit deny in a session policy")]
    [InlineData("explicit resource", """ "resourcePolicy":{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}} """, "with an explicit deny in a resource-based policy")]
    [InlineData("explicit trust", """ "resourcePolicyKind":"trust","resourcePolicy":{"Statement":{"Effect":"Deny","Principal":"*","Action":"*"}} """, "with an explicit deny in the role trust policy")]
    public void A_denial_says_which_policy_is_to_blame_in_the_words_of_AWS(string name, string members, string reason)
    {
        var item = Case(members);

        var decision = PolicyEvaluator.Explain(item.Inputs);

        decision.IsAllowed.ShouldBeFalse(name);
        decision.DenialReason("s3:GetObject").ShouldBe(reason, name);
        decision.DenialMessage(item.Inputs.Request).ShouldBe($"User: arn:aws:iam::123456789012:user/bob is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k {reason}");
    }

    [Theory]
    [InlineData("iam:GetAccountSummary", null, " on resource: *")]
    [InlineData("sts:GetAccessKeyInfo", null, "")]
    [InlineData("iam:GetUser", "user carol", " on resource: user carol")]
    public void A_denial_names_the_star_for_IAM_alone_and_what_is_shown_in_the_resources_place(string action, string? shown, string resource)
    {
        var request = Case("\"identityPolicies\":[]").Inputs.Request with { Action = action, Resource = shown is null ? "*" : "arn:aws:iam::123456789012:user/secret/carol" };
        var decision = PolicyEvaluator.Explain(Case("\"identityPolicies\":[]").Inputs with { Request = request });

        decision.DenialMessage(request, shown).ShouldBe($"User: arn:aws:iam::123456789012:user/bob is not authorized to perform: {action}{resource} because no identity-based policy allows the {action} action");
    }

    [Fact]
    public void An_allowed_request_names_the_statements_that_allowed_it()
    {
        var item = Case("""
            "identityPolicies":[
              {"Version":"2012-10-17","Statement":[{"Sid":"Other","Effect":"Allow","Action":"ec2:*","Resource":"*"},{"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}]
            """);

        var decision = PolicyEvaluator.Explain(item.Inputs);

        decision.IsAllowed.ShouldBeTrue();
        decision.DenialReason("s3:GetObject").ShouldBeNull();
        var statement = decision.DecidingStatements.ShouldHaveSingleItem();
        (statement.Policy, statement.Kind, statement.Sid, statement.Index).ShouldBe(("identityPolicies[0]", PolicyKind.Identity, "Read", 1));
    }

    [Fact]
    public void Failed_conditions_come_with_the_values_of_the_request_and_missing_keys_are_named()
    {
        var item = Case("""
            "identityPolicies":[{"Version":"2012-10-17","Statement":{"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":["arn:aws:s3:::b/*","arn:aws:s3:::${aws:PrincipalTag/home}"],
              "Condition":{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"},"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:PrincipalTag/team":"${aws:RequestTag/team}"}}}}]
            """);

        var decision = PolicyEvaluator.Explain(item.Inputs);

        decision.Outcome.ShouldBe(Outcome.ImplicitlyDenied);
        decision.LackingKind.ShouldBe(PolicyKind.Identity);
        decision.FailedConditions.Select(f => (f.Operator, f.Key, f.Actual is null ? null : string.Join(',', f.Actual))).ShouldBe(
            [("Bool", "aws:SecureTransport", null), ("StringEquals", "aws:PrincipalTag/team", null), ("IpAddress", "aws:SourceIp", "203.0.113.5")], ignoreOrder: true);
        decision.MissingContextKeys.ShouldBe(["aws:PrincipalTag/home", "aws:PrincipalTag/team", "aws:RequestTag/team", "aws:SecureTransport"]);
    }

    [Fact]
    public void An_unreadable_stored_policy_denies_and_is_named()
    {
        var unreadable = CompiledPolicy.CompileStored("{", PolicyKind.Identity, "broken");
        var inputs = Case("\"identityPolicies\":[FULL]").Inputs;
        inputs = inputs with { Principal = new PrincipalPolicySet([.. inputs.Principal!.Identity.Policies, unreadable]) };

        var decision = PolicyEvaluator.Explain(inputs);

        decision.Outcome.ShouldBe(Outcome.ExplicitlyDenied);
        decision.DecidingStatements.ShouldHaveSingleItem().Policy.ShouldBe("broken");
    }

    [Theory]
    [InlineData("AIDACKCEVSQ6C2EXAMPLE", true)]
    [InlineData("AIDAZZZZZZZZ2EXAMPLE2", false)]
    public void A_user_stored_as_unique_id_is_matched_by_the_id_and_not_by_a_namesake(string id, bool allowed)
    {
        var trust = PolicyDocument.Read("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"AIDACKCEVSQ6C2EXAMPLE"},"Action":"sts:AssumeRole"}}""", PolicyKind.Trust).Document!;
        var request = new AuthorizationRequest
        {
            Principal = RequestPrincipal.User("arn:aws:iam::123456789012:user/bob", "123456789012", id),
            Action = "sts:AssumeRole",
            Resource = "arn:aws:iam::123456789012:role/r",
            Context = new RequestContext(),
        };

        // The grant is to the user itself, so that a boundary which lacks the action does not limit it.
        var boundary = CompiledPolicy.CompileStored("""{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""", PolicyKind.PermissionsBoundary, "boundary");
        PolicyEvaluator.Evaluate(new EvaluationInputs { Request = request, ResourcePolicy = CompiledPolicy.Compile(trust, "trust").Set, Principal = new PrincipalPolicySet([], boundary) })
            .ShouldBe(allowed ? Outcome.Allowed : Outcome.ImplicitlyDenied);
    }

    [Theory]
    [InlineData("AIDACKCEVSQ6C2EXAMPLE", "arn:aws:iam::123456789012:user/bob")]
    [InlineData("AIDACKCEVSQ6C2EXAMPLE")]
    [InlineData("arn:aws:iam::123456789012:user/bob")]
    public void A_user_named_by_arn_and_by_id_is_named(params string[] names)
    {
        var json = $$$"""{"Statement":{"Effect":"Allow","Principal":{"AWS":{{{System.Text.Json.JsonSerializer.Serialize(names)}}} },"Action":"sts:AssumeRole"}}""";
        var request = new AuthorizationRequest
        {
            Principal = RequestPrincipal.User("arn:aws:iam::123456789012:user/bob", "123456789012", "AIDACKCEVSQ6C2EXAMPLE"),
            Action = "sts:AssumeRole",
            Resource = "arn:aws:iam::123456789012:role/r",
            Context = new RequestContext(),
        };

        PolicyEvaluator.Evaluate(new EvaluationInputs { Request = request, ResourcePolicy = CompiledPolicy.CompileStored(json, PolicyKind.Trust, "trust").Set }).ShouldBe(Outcome.Allowed);
    }

    [Fact]
    public void A_role_stored_as_unique_id_is_named_as_a_role_so_that_its_boundary_limits_the_grant()
    {
        var trust = PolicyDocument.Read("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"AROACKCEVSQ6C2EXAMPLE"},"Action":"sts:AssumeRole"}}""", PolicyKind.Trust).Document!;
        var boundary = CompiledPolicy.CompileStored("""{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""", PolicyKind.PermissionsBoundary, "boundary");
        var request = new AuthorizationRequest
        {
            Principal = RequestPrincipal.AssumedRole("arn:aws:sts::123456789012:assumed-role/r/s", "arn:aws:iam::123456789012:role/r", "123456789012", "AROACKCEVSQ6C2EXAMPLE"),
            Action = "sts:AssumeRole",
            Resource = "arn:aws:iam::123456789012:role/t",
            Context = new RequestContext(),
        };
        var inputs = new EvaluationInputs { Request = request, ResourcePolicy = CompiledPolicy.Compile(trust, "trust").Set, Principal = PrincipalPolicySet.Empty };

        PolicyEvaluator.Evaluate(inputs).ShouldBe(Outcome.Allowed);
        PolicyEvaluator.Evaluate(inputs with { Principal = new PrincipalPolicySet([], boundary) }).ShouldBe(Outcome.ImplicitlyDenied);
    }

    private static EvaluationCase Case(string members)
    {
        const string Request = """{"principal":"arn:aws:iam::123456789012:user/bob","principalType":"user","principalAccount":"123456789012","action":"s3:GetObject","resource":"arn:aws:s3:::b/k","resourceAccount":"ACCOUNT","context":{"aws:SourceIp":"203.0.113.5"}}""";
        var other = members.Contains("OTHER", StringComparison.Ordinal);
        var body = members.Replace("\"request\":OTHER", $"\"request\":{Request.Replace("ACCOUNT", "222222222222", StringComparison.Ordinal)}", StringComparison.Ordinal)
            .Replace("FULL", Full, StringComparison.Ordinal)
            .Replace("EC2", Full.Replace("\"Action\":\"*\"", "\"Action\":\"ec2:*\"", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("DENY", Full.Replace("Allow", "Deny", StringComparison.Ordinal), StringComparison.Ordinal);
        return CaseReader.Read(other ? $"{{{body}}}" : $"{{\"request\":{Request.Replace("ACCOUNT", "123456789012", StringComparison.Ordinal)},{body}}}");
    }
}
