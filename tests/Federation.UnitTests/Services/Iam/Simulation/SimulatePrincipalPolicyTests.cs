using Federation.Model.ManagedPolicies;
using Federation.Model.Users;
using Federation.Services.Iam.Simulation;
using Federation.Services.Policies;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Iam.Simulation;

/// <summary>What a user, group or role may do, and by which of its policies.</summary>
public sealed class SimulatePrincipalPolicyTests : IAsyncLifetime
{
    private TestHouse _house = null!;
    private User _user = null!;
    private ManagedPolicy _managed = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await TestHouse.OpenAsync();
        _user = await PrincipalWorld.StoredUserAsync(_house, "ann", "/team/");
        _managed = await PrincipalWorld.PolicyAsync(_house, "queues", PrincipalWorld.Allow("sqs:*"));
        await _house.InlineAsync(_user.UserId, "own", PrincipalWorld.Allow("s3:*"));
        await _house.AttachAsync(_user.UserId, _managed);
        var group = await _house.GroupAsync("readers", _user);
        await _house.InlineAsync(group.GroupId, "own", PrincipalWorld.Allow("sns:*"));
        await _house.AttachAsync(group.GroupId, AwsManagedPolicies.Find("arn:aws:iam::aws:policy/AdministratorAccess")!.Policy);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_users_own_managed_and_group_policies_count_and_are_told_apart()
    {
        var results = (await SimulateAsync(new() { PolicySourceArn = _user.Arn, ActionNames = ["s3:GetObject", "sqs:SendMessage", "sns:Publish"] })).EvaluationResults;
        results.ShouldAllBe(result => result.EvalDecision == "allowed");
        Sources(results[0]).ShouldBe([("own", "user"), ("AdministratorAccess", "aws-managed")], ignoreOrder: true);
        Sources(results[1]).ShouldBe([("queues", "user-managed"), ("AdministratorAccess", "aws-managed")], ignoreOrder: true);
        Sources(results[2]).ShouldBe([("own", "group"), ("AdministratorAccess", "aws-managed")], ignoreOrder: true);
        results[0].OrganizationsDecisionDetail.ShouldBeNull();
    }

    [Fact]
    public async Task A_group_is_asked_without_its_members_policies()
    {
        var result = (await SimulateAsync(new() { PolicySourceArn = $"arn:aws:iam::{_house.Management}:group/readers", ActionNames = ["s3:GetObject"] })).EvaluationResults.ShouldHaveSingleItem();
        Sources(result).ShouldBe([("AdministratorAccess", "aws-managed")]);
    }

    [Fact]
    public async Task A_role_is_asked_with_its_boundary_and_one_of_the_request_stands_in_its_place()
    {
        var bounded = await PrincipalWorld.StoredUserAsync(_house, "bob", boundary: _managed.Arn);
        await _house.InlineAsync(bounded.UserId, "all", PrincipalWorld.Allow("*"));
        var request = new SimulatePrincipalPolicyRequest { PolicySourceArn = bounded.Arn, ActionNames = ["s3:GetObject", "sqs:SendMessage"] };
        var results = (await SimulateAsync(request)).EvaluationResults;
        results.Select(result => result.EvalDecision).ShouldBe(["implicitDeny", "allowed"]);
        results.Select(result => result.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary).ShouldBe([false, true]);

        results = (await SimulateAsync(request with { PermissionsBoundaryPolicyInputList = [PrincipalWorld.Allow("s3:*")] })).EvaluationResults;
        results.Select(result => result.EvalDecision).ShouldBe(["allowed", "implicitDeny"]);
    }

    [Fact]
    public async Task Policies_of_the_request_count_beside_those_of_the_principal()
    {
        var role = await _house.RoleAsync(_house.Root, "app", StsWorld.TrustsAws(_user.Arn));
        await _house.AllowAsync(_house.Root, "app", "s3:GetObject");
        var result = (await SimulateAsync(new() { PolicySourceArn = role.Arn, PolicyInputList = [PrincipalWorld.Deny("s3:*")], ActionNames = ["s3:GetObject"] })).EvaluationResults.ShouldHaveSingleItem();
        result.EvalDecision.ShouldBe("explicitDeny");
        Sources(result).ShouldBe([("PolicyInputList.1", "none")]);
    }

    [Fact]
    public async Task What_the_principal_itself_gives_needs_no_entry_and_an_entry_goes_before_it()
    {
        const string Own = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"StringEquals":{"aws:username":"cat","aws:PrincipalTag/team":"blue"}}}}""";
        var user = await PrincipalWorld.StoredUserAsync(_house, "cat");
        await _house.InlineAsync(user.UserId, "own", Own);
        var request = new SimulatePrincipalPolicyRequest { PolicySourceArn = user.Arn, ActionNames = ["iam:GetUser"] };
        (await SimulateAsync(request)).EvaluationResults.Single().EvalDecision.ShouldBe("allowed");
        var entry = new ContextEntryShape { ContextKeyName = "aws:username", ContextKeyType = "string", ContextKeyValues = ["dog"] };
        (await SimulateAsync(request with { ContextEntries = [entry] })).EvaluationResults.Single().EvalDecision.ShouldBe("implicitDeny");
    }

    [Fact]
    public async Task The_simulation_decides_as_the_call_does()
    {
        var user = await PrincipalWorld.StoredUserAsync(_house, "dan");
        await _house.InlineAsync(user.UserId, "own", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListRoles","Resource":"arn:aws:iam::*:role/","Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}}}""");
        var resource = $"arn:aws:iam::{_house.Management}:role/";
        (await SimulateAsync(new() { PolicySourceArn = user.Arn, ActionNames = ["iam:ListRoles"], ResourceArns = [resource] })).EvaluationResults.Single().EvalDecision.ShouldBe("allowed");
        var caller = Federation.Services.Credentials.Callers.User(user, null, "AKIADAN");
        (await _house.CallAsync("iam", "ListRoles", new Federation.Services.Iam.Roles.ListRolesRequest(), caller)).Succeeded.ShouldBeTrue();
        var denied = (await _house.CallAsync("iam", "SimulatePrincipalPolicy", new SimulatePrincipalPolicyRequest { PolicySourceArn = user.Arn, ActionNames = ["iam:ListRoles"] }, caller)).Error!;
        denied.Message.ShouldBe($"User: {user.Arn} is not authorized to perform: iam:SimulatePrincipalPolicy on resource: {user.Arn} because no identity-based policy allows the iam:SimulatePrincipalPolicy action");
    }

    [Fact]
    public async Task A_policy_that_cannot_be_read_cannot_be_evaluated()
    {
        await _house.InlineAsync(_user.UserId, "broken", "{");
        var error = (await _house.CallAsync("iam", "SimulatePrincipalPolicy", new SimulatePrincipalPolicyRequest { PolicySourceArn = _user.Arn, ActionNames = ["s3:GetObject"] })).Error!;
        (error.Code, error.HttpStatus, error.Message).ShouldBe(("PolicyEvaluation", 500, "The policy broken cannot be evaluated."));
    }

    [Fact]
    public async Task An_entity_that_is_not_there_or_of_another_account_is_not_found()
    {
        foreach (var arn in new[] { $"arn:aws:iam::{_house.Management}:user/ann", $"arn:aws:iam::{_house.Management}:role/nobody", "arn:aws:iam::999999999999:user/team/ann" })
        {
            (await ErrorAsync(arn)).Code.ShouldBe("NoSuchEntity", arn);
        }

        (await ErrorAsync($"arn:aws:sts::{_house.Management}:assumed-role/app/session")).Code.ShouldBe("InvalidInput");
    }

    [Fact]
    public async Task An_account_that_an_organization_binds_is_told_what_the_organization_says()
    {
        var account = await _house.AccountAsync("member");
        var role = await _house.RoleAsync(SamlWorld.RootOf(account), "app", StsWorld.TrustsAws($"arn:aws:iam::{account}:root"));
        var result = await _house.DoAsync<SimulatePolicyResponse>("iam", "SimulatePrincipalPolicy", new SimulatePrincipalPolicyRequest { PolicySourceArn = role.Arn, ActionNames = ["s3:GetObject"] }, SamlWorld.RootOf(account));
        result.EvaluationResults.Single().OrganizationsDecisionDetail!.AllowedByOrganizations.ShouldBe(true);
    }

    [Fact]
    public async Task Context_keys_of_a_users_groups_are_listed_with_its_own()
    {
        var user = await PrincipalWorld.StoredUserAsync(_house, "eve");
        await _house.InlineAsync(user.UserId, "own", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}""");
        var group = await _house.GroupAsync("g", user);
        await _house.InlineAsync(group.GroupId, "own", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:userid}"}}""");
        var keys = await _house.DoAsync<ContextKeysResponse>("iam", "GetContextKeysForPrincipalPolicy", new GetContextKeysForPrincipalPolicyRequest { PolicySourceArn = user.Arn });
        keys.ContextKeyNames.ShouldBe(["aws:SecureTransport", "aws:userid"]);
        (await _house.CallAsync("iam", "GetContextKeysForPrincipalPolicy", new GetContextKeysForPrincipalPolicyRequest { PolicySourceArn = user.Arn + "x" })).Error!.Code.ShouldBe("NoSuchEntity");
    }

    private static IEnumerable<(string?, string?)> Sources(EvaluationResultShape result) => result.MatchedStatements.Select(statement => (statement.SourcePolicyId, statement.SourcePolicyType));

    private Task<SimulatePolicyResponse> SimulateAsync(SimulatePrincipalPolicyRequest request) => _house.DoAsync<SimulatePolicyResponse>("iam", "SimulatePrincipalPolicy", request);

    private async Task<Federation.Model.Results.AwsError> ErrorAsync(string arn) =>
        (await _house.CallAsync("iam", "SimulatePrincipalPolicy", new SimulatePrincipalPolicyRequest { PolicySourceArn = arn, ActionNames = ["s3:GetObject"] })).Error.ShouldNotBeNull();
}
