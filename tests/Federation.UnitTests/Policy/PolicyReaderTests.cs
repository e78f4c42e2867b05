using System.Text;
using CsCheck;
using Federation.Policy;

namespace Federation.UnitTests.Policy;

public class PolicyReaderTests
{
    private const string Allow = """ "Effect":"Allow" """;

    [Theory]
    [InlineData("not JSON", PolicyKind.Identity, "{", "JSON_SYNTAX_ERROR", "Syntax errors in policy.")]
    [InlineData("not JSON in a trust policy", PolicyKind.Trust, "{", "JSON_SYNTAX_ERROR", "This policy contains invalid Json")]
    [InlineData("a list", PolicyKind.Identity, "[]", "JSON_SYNTAX_ERROR", "Syntax errors in policy.")]
    [InlineData("text after the document", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}} x""", "JSON_SYNTAX_ERROR", "Syntax errors in policy.")]
    [InlineData("a comment", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}/**/}""", "JSON_SYNTAX_ERROR", "Syntax errors in policy.")]
    [InlineData("half a surrogate pair", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"\ud800"}}""", "JSON_SYNTAX_ERROR", "Syntax errors in policy.")]
    [InlineData("a noncharacter", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::\uffff"}}""", "JSON_SYNTAX_ERROR", "Syntax errors in policy.")]
    [InlineData("a name twice", PolicyKind.Identity, """{"Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}""", "DUPLICATE_KEY", "Syntax errors in policy.")]
    [InlineData("a condition key twice in different case", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:a":"1","AWS:A":"2"}}}}""", "DUPLICATE_KEYS_WITH_DIFFERENT_CASE", "Syntax errors in policy.")]
    [InlineData("an unknown element", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Resources":"*"}}""", "INVALID_POLICY_ELEMENT", "Syntax errors in policy.")]
    [InlineData("an unknown version", PolicyKind.Identity, """{"Version":"2012-10-18","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", "INVALID_VERSION", "The policy must contain a valid version string")]
    [InlineData("no statement", PolicyKind.Identity, """{"Version":"2012-10-17"}""", "MISSING_STATEMENT", "Syntax errors in policy.")]
    [InlineData("an empty list of statements", PolicyKind.Identity, """{"Statement":[]}""", "MISSING_STATEMENT", "Syntax errors in policy.")]
    [InlineData("effect in lower case", PolicyKind.Identity, """{"Statement":{"Effect":"allow","Action":"*","Resource":"*"}}""", "INVALID_EFFECT", "Syntax errors in policy.")]
    [InlineData("no effect", PolicyKind.Identity, """{"Statement":{"Action":"*","Resource":"*"}}""", "MISSING_EFFECT", "Syntax errors in policy.")]
    [InlineData("no action", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Resource":"*"}}""", "MISSING_ACTION", "Policy statement must contain actions.")]
    [InlineData("no action in a trust policy", PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Principal":"*"}}""", "MISSING_ACTION", "Missing required field Action")]
    [InlineData("no resource", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"s3:*"}}""", "MISSING_RESOURCE", "Policy statement must contain resources.")]
    [InlineData("both Action and NotAction", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}}""", "UNSUPPORTED_ELEMENT_COMBINATION", "Syntax errors in policy.")]
    [InlineData("a principal in an identity policy", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}""", "UNSUPPORTED_PRINCIPAL", "Policy document should not specify a principal.")]
    [InlineData("a principal in an SCP", PolicyKind.ServiceControl, """{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Principal":"*"}}""", "SCP_SYNTAX_ERROR_PRINCIPAL", "Policy document should not specify a principal.")]
    [InlineData("no principal in a trust policy", PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}""", "MISSING_PRINCIPAL", "Missing required field Principal")]
    [InlineData("a resource in a trust policy", PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*","Resource":"*"}}""", "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", "Has prohibited field Resource")]
    [InlineData("NotPrincipal in a trust policy", PolicyKind.Trust, """{"Statement":{"Effect":"Deny","Action":"sts:AssumeRole","NotPrincipal":"*"}}""", "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", "AssumeRole policy must not contain NotPrincipal field.")]
    [InlineData("another action in a trust policy", PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Action":"s3:*","Principal":"*"}}""", "UNSUPPORTED_ACTION_IN_POLICY", "AssumeRole policy may only specify STS AssumeRole actions.")]
    [InlineData("a star in the actions of a trust policy", PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Action":"*","Principal":"*"}}""", "UNSUPPORTED_ACTION_IN_POLICY", "AssumeRole policy may only specify STS AssumeRole actions.")]
    [InlineData("a wildcard in a principal", PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::123456789012:role/*"}}}""", "UNSUPPORTED_WILDCARD_IN_PRINCIPAL", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:role/*\"")]
    [InlineData("a principal that is no ARN", PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"bob"}}}""", "INVALID_PRINCIPAL_FORMAT", "Invalid principal in policy: \"AWS\":\"bob\"")]
    [InlineData("a principal as text", PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"123456789012"}}""", "INVALID_PRINCIPAL_FORMAT", "Syntax errors in policy.")]
    [InlineData("an unknown kind of principal", PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Aws":"*"}}}""", "INVALID_PRINCIPAL_KEY", "Syntax errors in policy.")]
    [InlineData("an action without prefix", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"GetObject","Resource":"*"}}""", "INVALID_ACTION", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    [InlineData("an action with two colons", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"s3:Get:Object","Resource":"*"}}""", "INVALID_ACTION", "Actions/Condition can contain only one colon.")]
    [InlineData("a prefix with a blank", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"s 3:Get","Resource":"*"}}""", "INVALID_SERVICE_IN_ACTION", "Vendor s 3 is not valid")]
    [InlineData("a resource that is no ARN", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"bucket"}}""", "INVALID_ARN_PREFIX", "Resource bucket must be in ARN format or \"*\".")]
    [InlineData("an unknown partition", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:red:s3:::b"}}""", "INVALID_PARTITION", "Partition \"red\" is not valid for resource \"arn:red:s3:::b\".")]
    [InlineData("an unknown operator", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringIs":{"aws:a":"1"}}}}""", "INVALID_CONDITION_OPERATOR", "Syntax errors in policy.")]
    [InlineData("Null with IfExists", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NullIfExists":{"aws:a":"true"}}}}""", "NULL_WITH_IF_EXISTS", "Syntax errors in policy.")]
    [InlineData("a condition key without prefix", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"a":"1"}}}}""", "INVALID_CONDITION_KEY_FORMAT", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    [InlineData("a condition value that is an object", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:a":{}}}}}""", "DATA_TYPE_MISMATCH", "Syntax errors in policy.")]
    [InlineData("a null value", PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":[null],"Resource":"*"}}""", "DATA_TYPE_MISMATCH", "Syntax errors in policy.")]
    [InlineData("equal Sids", PolicyKind.Identity, """{"Statement":[{"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"a","Effect":"Deny","Action":"*","Resource":"*"}]}""", "UNIQUE_SIDS_REQUIRED", "Statement IDs (SID) in a single policy must be unique.")]
    [InlineData("a Sid with a blank", PolicyKind.Identity, """{"Statement":{"Sid":"a b","Effect":"Allow","Action":"*","Resource":"*"}}""", "UNSUPPORTED_SID", "Syntax errors in policy.")]
    [InlineData("an RCP that allows", PolicyKind.ResourceControl, """{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}""", "RCP_SYNTAX_ERROR_ALLOW", "Syntax errors in policy.")]
    [InlineData("an RCP for one principal", PolicyKind.ResourceControl, """{"Statement":{"Effect":"Deny","Principal":{"AWS":"123456789012"},"Action":"s3:*","Resource":"*"}}""", "RCP_SYNTAX_ERROR_PRINCIPAL", "Syntax errors in policy.")]
    public void A_broken_rule_is_found_and_told_in_the_words_of_AWS(string name, PolicyKind kind, string json, string code, string message)
    {
        var result = PolicyDocument.Read(json, kind);

        result.IsValid.ShouldBeFalse(name);
        result.Document.ShouldBeNull();
        result.Problems.Select(p => p.Code).ShouldContain(code);
        result.MalformedPolicyDocumentMessage.ShouldBe(message);
    }

    [Fact]
    public void All_problems_are_found_at_once_with_path_and_position()
    {
        const string Json = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    { \"Effect\": \"Permit\", \"Action\": [\"s3:Get\", \"Put\"] }\n  ]\n}";

        var problems = PolicyDocument.Read(Json, PolicyKind.Identity).Problems;

        problems.Select(p => (p.Code, p.Path, p.Position.ToString())).ShouldBe(
        [
            ("MISSING_RESOURCE", "$.Statement[0]", "4:5"),
            ("INVALID_EFFECT", "$.Statement[0].Effect", "4:17"),
            ("INVALID_ACTION", "$.Statement[0].Action[1]", "4:48"),
        ]);
    }

    [Fact]
    public void Columns_and_offsets_count_characters_not_bytes()
    {
        const string Json = """{"Id":"Grüße 😀","Statement":{"Effect":"nein","Action":"*","Resource":"*"}}""";

        var problem = PolicyDocument.Read(Json, PolicyKind.Identity).Problems.ShouldHaveSingleItem();

        Json[problem.Position.Offset..].ShouldStartWith("\"nein\"");
        problem.Position.Column.ShouldBe(problem.Position.Offset + 1);
    }

    [Theory]
    [InlineData(PolicyKind.Identity)]
    [InlineData(PolicyKind.PermissionsBoundary)]
    [InlineData(PolicyKind.Session)]
    [InlineData(PolicyKind.ServiceControl)]
    public void A_document_of_an_identity_is_read_with_all_its_elements(PolicyKind kind)
    {
        const string Json = """{"Version":"2008-10-17","Id":"i","Statement":{"Sid":"S1","Effect":"Deny","NotAction":["iam:*"],"NotResource":"arn:aws:s3:::b/*","Condition":{"ForAnyValue:StringNotLikeIfExists":{"aws:TagKeys":["a",1,true]}}}}""";

        var document = PolicyDocument.Read(Json, kind).Document.ShouldNotBeNull();

        document.Version.ShouldBe(PolicyVersion.V20081017);
        document.Id.ShouldBe("i");
        var statement = document.Statements.ShouldHaveSingleItem();
        statement.Sid.ShouldBe("S1");
        statement.Effect.ShouldBe(PolicyEffect.Deny);
        statement.IsNotAction.ShouldBeTrue();
        statement.IsNotResource.ShouldBeTrue();
        Json[statement.Position.Offset..statement.End.Offset].ShouldBe(Json[Json.IndexOf("{\"Sid", StringComparison.Ordinal)..^1]);
        var condition = statement.Conditions.ShouldHaveSingleItem();
        condition.Operator.ShouldBe(new ConditionOperator(ConditionComparison.StringLike, IsNegated: true, IfExists: true, SetQualifier.ForAnyValue));
        condition.Values.Select(v => v.Text).ShouldBe(["a", "1", "true"]);
    }

    [Fact]
    public void Size_and_depth_are_bounded()
    {
        var deep = $"{{\"Statement\":{new string('[', 40)}{new string(']', 40)}}}";
        var large = $"{{\"Id\":\"{new string('x', PolicyDocument.MaxLength)}\",\"Statement\":{{{Allow},\"Action\":\"*\",\"Resource\":\"*\"}}}}";

        PolicyDocument.Read(deep, PolicyKind.Identity).Problems.ShouldHaveSingleItem().Code.ShouldBe("JSON_SYNTAX_ERROR");
        PolicyDocument.Read(large, PolicyKind.Identity).Problems.ShouldHaveSingleItem().Code.ShouldBe("POLICY_TOO_LONG");
        PolicyDocument.Read($"{{\"Statement\":[{string.Join(',', Enumerable.Repeat("1", 20_000))}]}}", PolicyKind.Identity).Problems.Count.ShouldBeLessThanOrEqualTo(200);
    }

    [Theory]
    [InlineData("{ \"a b\" : [ 1 ,\n\t2 ] }", 13)]
    [InlineData("{\"a\\\" b\":1}", 11)]
    public void Quotas_count_no_white_space_outside_strings(string json, int expected)
    {
        PolicyDocument.Read("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", PolicyKind.Identity).Document!.LengthWithoutWhiteSpace.ShouldBe(60);
        Federation.Policy.Reading.JsonWhiteSpace.CountOthers(json).ShouldBe(expected);
    }

    [Fact]
    public void Principals_are_listed_and_rewritten_without_touching_the_rest()
    {
        const string Json = """{ "Version":"2012-10-17", "Statement":[ {"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::123456789012:user/Ü","123456789012"],"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}, {"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"} ] }""";
        var document = PolicyDocument.Read(Json, PolicyKind.Trust).Document.ShouldNotBeNull();

        document.PrincipalEntries.Select(p => (p.Kind, p.Text)).ShouldBe(
        [
            (PrincipalEntryKind.AwsArn, "arn:aws:iam::123456789012:user/Ü"),
            (PrincipalEntryKind.Account, "123456789012"),
            (PrincipalEntryKind.Service, "ec2.amazonaws.com"),
            (PrincipalEntryKind.Everyone, "*"),
        ]);
        var rewritten = document.RewritePrincipals(p => p.Kind == PrincipalEntryKind.AwsArn ? "AIDACKCEVSQ6C2EXAMPLE" : null);

        rewritten.ShouldBe(Json.Replace("arn:aws:iam::123456789012:user/Ü", "AIDACKCEVSQ6C2EXAMPLE", StringComparison.Ordinal));
        PolicyDocument.Read(rewritten, PolicyKind.Trust).Document!.RewritePrincipals(p => p.Kind == PrincipalEntryKind.UniqueId ? "arn:aws:iam::123456789012:user/Ü" : null).ShouldBe(Json);
    }

    [Fact]
    public void No_text_makes_the_reader_or_the_compiler_throw()
    {
        string[] seeds = [.. File.ReadLines(CaseFiles.PathOf("own-cases.jsonl")).Where(line => line.Contains("{\"Version", StringComparison.Ordinal))];
        var mutated = Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Int[0, 5_000], Gen.Int[0, 40], Gen.String[0, 6], (seed, at, cut, text) =>
        {
            var source = seeds[seed][seeds[seed].IndexOf("{\"Version", StringComparison.Ordinal)..];
            var from = at % source.Length;
            return string.Concat(source.AsSpan(0, from), text, source.AsSpan(Math.Min(source.Length, from + cut)));
        });
        Gen.OneOf(mutated, Gen.String[0, 60]).Sample(
            text =>
            {
                foreach (var kind in Enum.GetValues<PolicyKind>())
                {
                    _ = PolicyDocument.Read(text, kind).MalformedPolicyDocumentMessage;
                    _ = CompiledPolicy.CompileStored(text, kind, "fuzz");
                }
            },
            iter: RandomTests.Iterations(1_000),
            threads: 1);
    }

    [Fact]
    public void What_the_complete_rules_accept_has_a_meaning()
        => Naive.CaseGenerator.Case.Sample(
            item =>
            {
                foreach (var document in item.Identity)
                {
                    var json = Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(document.ToJson()));
                    if (PolicyDocument.Read(json, PolicyKind.Identity).IsValid)
                    {
                        PolicyDocument.ReadForEvaluation(json, PolicyKind.Identity).IsValid.ShouldBeTrue(json);
                    }
                }
            },
            iter: RandomTests.Iterations(300),
            threads: 1);
}
