using Federation.Services.Iam.Simulation;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Iam.Simulation;

/// <summary>Policies of the request, decided by the evaluator of every call.</summary>
public sealed class SimulateCustomPolicyTests : IAsyncLifetime
{
    private const string Bucket = "arn:aws:s3:::corp";
    private const string Caller = "arn:aws:iam::111122223333:user/ann";

    private TestHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await TestHouse.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task An_allowing_statement_is_named_with_its_place()
    {
        const string Policy = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"s3:*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}";
        var result = await OneAsync(new() { PolicyInputList = [PrincipalWorld.Allow("sqs:*"), Policy], ActionNames = ["s3:GetObject"] });
        (result.EvalActionName, result.EvalResourceName, result.EvalDecision).ShouldBe(("s3:GetObject", "*", "allowed"));
        var statement = result.MatchedStatements.ShouldHaveSingleItem();
        (statement.SourcePolicyId, statement.SourcePolicyType).ShouldBe(("PolicyInputList.2", "none"));
        (statement.StartPosition!.Line, statement.StartPosition.Column, statement.EndPosition!.Line, statement.EndPosition.Column).ShouldBe((4, 5, 8, 6));
        result.MissingContextValues.ShouldBeEmpty();
        (result.ResourceSpecificResults, result.EvalDecisionDetails, result.PermissionsBoundaryDecisionDetail).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task A_denying_statement_is_the_only_one_that_is_named()
    {
        var result = await OneAsync(new() { PolicyInputList = [PrincipalWorld.Allow("*"), PrincipalWorld.Deny("s3:Get*")], ActionNames = ["s3:GetObject"] });
        result.EvalDecision.ShouldBe("explicitDeny");
        result.MatchedStatements.ShouldHaveSingleItem().SourcePolicyId.ShouldBe("PolicyInputList.2");
    }

    [Fact]
    public async Task Every_action_is_asked_on_every_resource_page_by_page()
    {
        var request = new SimulateCustomPolicyRequest
        {
            PolicyInputList = [PrincipalWorld.Allow("s3:GetObject", Bucket + "/a")],
            ActionNames = ["s3:GetObject", "s3:PutObject"],
            ResourceArns = [Bucket + "/a", Bucket + "/b"],
            MaxItems = 3,
        };
        var first = await SimulateAsync(request);
        first.EvaluationResults.Select(result => (result.EvalActionName, result.EvalResourceName, result.EvalDecision)).ShouldBe(
            [("s3:GetObject", Bucket + "/a", "allowed"), ("s3:GetObject", Bucket + "/b", "implicitDeny"), ("s3:PutObject", Bucket + "/a", "implicitDeny")]);
        first.IsTruncated.ShouldBe(true);
        var specific = first.EvaluationResults[0].ResourceSpecificResults.ShouldNotBeNull().ShouldHaveSingleItem();
        (specific.EvalResourceName, specific.EvalResourceDecision).ShouldBe((Bucket + "/a", "allowed"));
        first.EvaluationResults[0].EvalDecisionDetails.ShouldNotBeNull().ShouldBeEmpty();

        var second = await SimulateAsync(request with { Marker = first.Marker });
        second.EvaluationResults.ShouldHaveSingleItem().EvalResourceName.ShouldBe(Bucket + "/b");
        (second.IsTruncated, second.Marker).ShouldBe((false, null));
        (await ErrorAsync(request with { Marker = "none" })).Code.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task Context_entries_decide_conditions_and_those_that_lack_are_named()
    {
        const string Policy = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::corp/${aws:username}",
            "Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}}}}
            """;
        var request = new SimulateCustomPolicyRequest { PolicyInputList = [Policy], ActionNames = ["s3:GetObject"], ResourceArns = [Bucket + "/ann"] };
        var bare = await OneAsync(request);
        bare.EvalDecision.ShouldBe("implicitDeny");
        bare.MissingContextValues.ShouldBe(["aws:SourceIp", "aws:TagKeys", "aws:username"]);

        var full = request with { ContextEntries = [Entry("aws:username", "string", "ann"), Entry("aws:SourceIp", "ip", "10.1.2.3"), Entry("aws:TagKeys", "stringList", "a", "b")] };
        (await OneAsync(full)).EvalDecision.ShouldBe("allowed");
        (await OneAsync(full with { ContextEntries = [.. full.ContextEntries!.Take(2), Entry("aws:TagKeys", "stringList", "a", "c")] })).EvalDecision.ShouldBe("implicitDeny");
        (await OneAsync(request with { CallerArn = Caller, ContextEntries = [.. full.ContextEntries!.Skip(1)] })).EvalDecision.ShouldBe("allowed");
    }

    [Fact]
    public async Task A_boundary_takes_away_and_is_told()
    {
        var request = new SimulateCustomPolicyRequest
        {
            PolicyInputList = [PrincipalWorld.Allow("*")],
            PermissionsBoundaryPolicyInputList = [PrincipalWorld.Allow("s3:*")],
            ActionNames = ["s3:GetObject", "sqs:SendMessage"],
        };
        var results = (await SimulateAsync(request)).EvaluationResults;
        results.Select(result => result.EvalDecision).ShouldBe(["allowed", "implicitDeny"]);
        results.Select(result => result.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary).ShouldBe([true, false]);
        results[0].MatchedStatements.Select(statement => statement.SourcePolicyId).ShouldBe(["PolicyInputList.1", "PermissionsBoundaryPolicyInputList.1"], ignoreOrder: true);
        (await ErrorAsync(request with { PermissionsBoundaryPolicyInputList = [PrincipalWorld.Allow("*"), PrincipalWorld.Allow("*")] })).Code.ShouldBe("InvalidInput");
    }

    [Fact]
    public async Task A_resource_policy_grants_within_the_account_and_between_accounts_both_must_allow()
    {
        var request = new SimulateCustomPolicyRequest
        {
            PolicyInputList = [PrincipalWorld.Allow("sqs:*")],
            ResourcePolicy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{Caller}}"},"Action":"s3:*","Resource":"*"}]}""",
            CallerArn = Caller,
            ActionNames = ["s3:GetObject"],
            ResourceArns = [Bucket + "/a"],
        };
        var within = await OneAsync(request);
        within.EvalDecision.ShouldBe("allowed");
        within.MatchedStatements.ShouldHaveSingleItem().SourcePolicyType.ShouldBe("resource");

        var between = await OneAsync(request with { ResourceOwner = "arn:aws:iam::444455556666:root" });
        between.EvalDecision.ShouldBe("implicitDeny");
        between.EvalDecisionDetails.ShouldBe(new Dictionary<string, string> { ["IAM Policy"] = "implicitDeny", ["Resource Policy"] = "allowed" }, ignoreOrder: true);
        (await OneAsync(request with { ResourceOwner = "arn:aws:iam::444455556666:root", PolicyInputList = [PrincipalWorld.Allow("s3:*")] })).EvalDecision.ShouldBe("allowed");
        (await ErrorAsync(request with { CallerArn = null })).Code.ShouldBe("InvalidInput");
        (await ErrorAsync(request with { CallerArn = "arn:aws:sts::111122223333:assumed-role/r/s" })).Code.ShouldBe("InvalidInput");
    }

    [Theory]
    [InlineData("s3:Get*", "*", "string", "x")]
    [InlineData("GetObject", "*", "string", "x")]
    [InlineData("s3:GetObject", "corp", "string", "x")]
    [InlineData("s3:GetObject", "*", "numeric", "x")]
    [InlineData("s3:GetObject", "*", "boolean", "1")]
    [InlineData("s3:GetObject", "*", "ip", "10.0.0.256")]
    [InlineData("s3:GetObject", "*", "date", "soon")]
    [InlineData("s3:GetObject", "*", "binary", "?")]
    public async Task What_no_simulation_can_use_is_invalid_input(string action, string resource, string type, string value)
    {
        var error = await ErrorAsync(new() { PolicyInputList = [PrincipalWorld.Allow("*")], ActionNames = [action], ResourceArns = [resource], ContextEntries = [Entry("corp:key", type, value)] });
        (error.Code, error.HttpStatus).ShouldBe(("InvalidInput", 400));
    }

    [Fact]
    public async Task A_policy_that_is_none_is_invalid_input()
    {
        (await ErrorAsync(new() { PolicyInputList = ["{"], ActionNames = ["s3:GetObject"] })).Code.ShouldBe("InvalidInput");
        (await ErrorAsync(new() { PolicyInputList = [PrincipalWorld.Allow("*")], ResourcePolicy = "{}", CallerArn = Caller, ActionNames = ["s3:GetObject"] })).Code.ShouldBe("InvalidInput");
        (await ErrorAsync(new() { PolicyInputList = [PrincipalWorld.Allow("*")], ActionNames = ["ec2:RunInstances"], ResourceHandlingOption = "EC2-Moon" })).Code.ShouldBe("InvalidInput");
        (await ErrorAsync(new() { PolicyInputList = [PrincipalWorld.Allow("*")], ActionNames = ["s3:GetObject"], ContextEntries = [Entry("corp:key", "string", "a", "b")] })).Code.ShouldBe("InvalidInput");
    }

    [Fact]
    public async Task Context_keys_of_policies_are_listed_once()
    {
        const string Policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::corp/${aws:username}",
            "Condition":{"StringEquals":{"AWS:SourceIp":"1","aws:PrincipalTag/team":"${saml:sub}"}}},
            {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:sourceip":"false"}}}]}
            """;
        var keys = await _house.DoAsync<ContextKeysResponse>("iam", "GetContextKeysForCustomPolicy", new GetContextKeysForCustomPolicyRequest { PolicyInputList = [Policy, Policy] });
        keys.ContextKeyNames.ShouldBe(["aws:PrincipalTag/team", "aws:SourceIp", "aws:username", "saml:sub"]);
        (await _house.CallAsync("iam", "GetContextKeysForCustomPolicy", new GetContextKeysForCustomPolicyRequest { PolicyInputList = ["[]"] })).Error!.Code.ShouldBe("InvalidInput");
    }

    private static ContextEntryShape Entry(string name, string type, params string[] values) => new() { ContextKeyName = name, ContextKeyType = type, ContextKeyValues = values };

    private async Task<EvaluationResultShape> OneAsync(SimulateCustomPolicyRequest request) => (await SimulateAsync(request)).EvaluationResults.ShouldHaveSingleItem();

    private Task<SimulatePolicyResponse> SimulateAsync(SimulateCustomPolicyRequest request) => _house.DoAsync<SimulatePolicyResponse>("iam", "SimulateCustomPolicy", request);

    private async Task<Federation.Model.Results.AwsError> ErrorAsync(SimulateCustomPolicyRequest request) =>
        (await _house.CallAsync("iam", "SimulateCustomPolicy", request)).Error.ShouldNotBeNull();
}
