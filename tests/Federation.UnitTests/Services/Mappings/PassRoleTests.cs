using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Roles;
using Federation.Services.Mappings;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;

namespace Federation.UnitTests.Services.Mappings;

/// <summary>A mapping hands out roles: that takes iam:PassRole on each that it hands to somebody new.</summary>
public sealed class PassRoleTests
{
    private const string ToTheGateway = """{"StringEquals":{"iam:PassedToService":"federation.amazonaws.com"}}""";
    private const string Developers = """{"ForAnyValue:StringEquals":{"saml:attribute/groups":"developers"}}""";
    private const string Me = """{"StringEquals":{"saml:sub":"me"}}""";

    [Theory]
    [InlineData(null, false)]
    [InlineData("""{"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}}""", false)]
    [InlineData("""{"StringEquals":{"aws:ResourceTag/env":"test"}}""", false)]
    [InlineData("""{"ArnLike":{"iam:AssociatedResourceArn":"arn:aws:federation::*:role-mapping/others-*"}}""", false)]
    [InlineData(ToTheGateway, true)]
    [InlineData("""{"StringEquals":{"iam:PassedToService":"federation.amazonaws.com","aws:ResourceTag/env":"prod"},"ArnLike":{"iam:AssociatedResourceArn":"arn:aws:federation::*:role-mapping/m"}}""", true)]
    public async Task To_map_somebody_to_a_role_takes_PassRole_on_it_for_the_gateway(string? condition, bool isPermitted)
    {
        await using var house = await TestHouse.OpenAsync();
        var (provider, role) = await WorldAsync(house);
        var caller = await CallerAsync(house, condition is null ? "" : $$""",{"Effect":"Allow","Action":"iam:PassRole","Resource":"{{role}}","Condition":{{condition}}}""");
        var put = await PutAsync(house, caller, Document(provider, (role, Me)));
        if (isPermitted)
        {
            put.ShouldBeNull();
            return;
        }

        put.ShouldNotBeNull().Code.ShouldBe("AccessDenied");
        put.Message.ShouldContain($"is not authorized to perform: iam:PassRole on resource: {role} because no identity-based policy allows");
        (await house.CallAsync("federation", "GetRoleMapping", new GetRoleMappingRequest { Name = "m" })).Error!.Code.ShouldBe("NoSuchEntityException");
    }

    [Fact]
    public async Task One_role_that_may_not_be_passed_stops_the_document()
    {
        await using var house = await TestHouse.OpenAsync();
        var (provider, role) = await WorldAsync(house);
        var other = (await house.RoleAsync(house.Root, "other", Trusts(provider))).Arn!;
        var caller = await CallerAsync(house, Passes(role));
        (await PutAsync(house, caller, Document(provider, (role, Developers), (other, Me))))!.Message.ShouldContain($"iam:PassRole on resource: {other}");
        (await PutAsync(house, caller, Document(provider, (role, Developers)))).ShouldBeNull();
    }

    [Fact]
    public async Task What_stands_as_it_stood_is_not_handed_out_anew_and_a_change_of_who_gets_it_is()
    {
        await using var house = await TestHouse.OpenAsync();
        var (provider, admin) = await WorldAsync(house);
        var mine = (await house.RoleAsync(house.Root, "mine", Trusts(provider))).Arn!;
        await house.MapAsync(house.Root, "m", Document(provider, (admin, Developers)));
        var caller = await CallerAsync(house, Passes(mine));

        // One more rule, another place for the old one, another Sid: nobody new gets the administrator's role.
        (await PutAsync(house, caller, Document(provider, (mine, Developers), (admin, Developers)))).ShouldBeNull();
        foreach (var condition in new[] { Me, null })
        {
            (await PutAsync(house, caller, Document(provider, (mine, Developers), (admin, condition))))!.Message.ShouldContain($"iam:PassRole on resource: {admin}");
        }

        var second = await house.ProviderAsync(house.Root, "second");
        (await PutAsync(house, caller, Document(second, (admin, Developers))))!.Message.ShouldContain($"iam:PassRole on resource: {admin}");
        (await PutAsync(house, caller, Document(provider, (mine, Developers)))).ShouldBeNull();
        // Taken away, it does not come back without the permission.
        (await PutAsync(house, caller, Document(provider, (mine, Developers), (admin, Developers))))!.Message.ShouldContain($"iam:PassRole on resource: {admin}");
    }

    [Fact]
    public async Task A_roll_back_hands_out_what_comes_back()
    {
        await using var house = await TestHouse.OpenAsync();
        var (provider, admin) = await WorldAsync(house);
        var mine = (await house.RoleAsync(house.Root, "mine", Trusts(provider))).Arn!;
        await house.MapAsync(house.Root, "m", Document(provider, (admin, Me)));
        await house.MapAsync(house.Root, "m", Document(provider, (mine, Me)));
        await house.MapAsync(house.Root, "m", Document(provider, (mine, Developers)));
        var caller = await CallerAsync(house, Passes(mine));
        (await RollBackAsync(house, caller, 1))!.Message.ShouldContain($"iam:PassRole on resource: {admin}");
        (await RollBackAsync(house, caller, 2)).ShouldBeNull();
        (await RollBackAsync(house, await CallerAsync(house, Passes(admin), "other"), 1)).ShouldBeNull();
    }

    [Theory]
    [InlineData("PutRoleMapping")]
    [InlineData("RollBackRoleMapping")]
    public async Task What_changes_between_the_decision_and_the_write_is_decided_anew(string name)
    {
        await using var house = await TestHouse.OpenAsync();
        var (provider, admin) = await WorldAsync(house);
        var mine = (await house.RoleAsync(house.Root, "mine", Trusts(provider))).Arn!;
        await house.MapAsync(house.Root, "m", Document(provider, (mine, Me)));
        await house.MapAsync(house.Root, "m", Document(provider, (mine, Developers)));
        var operation = house.Get<OperationRegistry>().Find("federation", name)!;
        object request = name == "PutRoleMapping" ? new PutRoleMappingRequest { Name = "M", Document = Document(provider, (mine, Developers)) } : new RollBackRoleMappingRequest { Name = "M", DocumentVersion = 1 };
        await using var context = new OperationContext(house.Request(), await CallerAsync(house, Passes(mine)), house.Database);
        (await operation.DemandsAsync(request, context, default)).Succeeded.ShouldBeTrue();
        await context.DisposeAsync();

        // The same name and number of version, other contents: what would come back is the administrator's role.
        await house.DoAsync<Nothing>("federation", "DeleteRoleMapping", new DeleteRoleMappingRequest { Name = "m" });
        await house.MapAsync(house.Root, "m", Document(provider, (admin, Me)));
        await house.MapAsync(house.Root, "m", Document(provider, (admin, Developers)));
        await using var store = await house.Database.BeginWriteAsync(default);
        (await operation.HandleAsync(request, store, context, default)).Error!.Code.ShouldBe("ConcurrentModificationException");
    }

    [Fact]
    public async Task Another_accounts_role_takes_PassRole_in_the_callers_account_and_the_trust_of_its_own()
    {
        await using var house = await TestHouse.OpenAsync();
        var member = RootOf(await house.AccountAsync("member"));
        var (provider, _) = await WorldAsync(house);
        var far = (await house.RoleAsync(member, "far", Trusts(provider))).Arn!;
        (await PutAsync(house, await CallerAsync(house, ""), Document(provider, (far, Me))))!.Message.ShouldContain($"iam:PassRole on resource: {far}");
        var ownOnly = Passes("*").Replace("\"Condition\":{", $"\"Condition\":{{\"StringEqualsIgnoreCase\":{{\"aws:ResourceAccount\":\"{house.Management}\"}},", StringComparison.Ordinal);
        (await PutAsync(house, await CallerAsync(house, ownOnly, "own"), Document(provider, (far, Me))))!.Message.ShouldContain($"iam:PassRole on resource: {far}");
        (await PutAsync(house, await CallerAsync(house, Passes(far), "passes"), Document(provider, (far, Me)))).ShouldBeNull();
    }

    [Fact]
    public async Task A_deny_by_the_roles_boundary_or_of_PassRole_holds_for_a_role_of_the_account()
    {
        await using var house = await TestHouse.OpenAsync();
        var (provider, role) = await WorldAsync(house);
        var created = await house.DoAsync<PolicyResponse>("iam", "CreatePolicy", new CreatePolicyRequest { PolicyName = "b", PolicyDocument = UserWorld.Allows("iam:Get*") });
        var boundary = created.Policy!.Arn!;
        await house.DoAsync<Nothing>("iam", "PutRolePermissionsBoundary", new Federation.Services.Iam.Boundaries.PutRolePermissionsBoundaryRequest { RoleName = "admin", PermissionsBoundary = boundary });
        var bounded = Passes("*").Replace("\"iam:PassedToService\":\"federation.amazonaws.com\"", $"\"iam:PermissionsBoundary\":\"{boundary}\"", StringComparison.Ordinal);
        (await PutAsync(house, await CallerAsync(house, Passes("*") + $$""",{"Effect":"Deny","Action":"iam:PassRole","Resource":"{{role}}"}"""), Document(provider, (role, Me))))!.Code.ShouldBe("AccessDenied");
        (await PutAsync(house, await CallerAsync(house, bounded, "bounded"), Document(provider, (role, Me)))).ShouldBeNull();
        var free = (await house.RoleAsync(house.Root, "free", Trusts(provider))).Arn!;
        (await PutAsync(house, await house.CallerOfAsync("bounded"), Document(provider, (free, Me))))!.Message.ShouldContain($"iam:PassRole on resource: {free}");
    }

    [Fact]
    public async Task FederationAdministratorAccess_maps_people_to_roles_and_passes_none_to_another_service()
    {
        await using var house = await TestHouse.OpenAsync();
        var (provider, role) = await WorldAsync(house);
        await house.UserAsync("ann");
        await house.DoAsync<Nothing>("iam", "AttachUserPolicy", new Federation.Services.Iam.Attachments.AttachUserPolicyRequest { UserName = "ann", PolicyArn = "arn:aws:iam::aws:policy/FederationAdministratorAccess" });
        var ann = await house.CallerOfAsync("ann");
        (await PutAsync(house, ann, Document(provider, (role, Developers)))).ShouldBeNull();
        (await PutAsync(house, ann, Document(provider, (role, Me)))).ShouldBeNull();
        (await RollBackAsync(house, ann, 1)).ShouldBeNull();
    }

    private static async Task<(string Provider, string Role)> WorldAsync(TestHouse house)
    {
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = (await house.RoleAsync(house.Root, "admin", Trusts(provider))).Arn!;
        await house.DoAsync<Nothing>("iam", "TagRole", new TagRoleRequest { RoleName = "admin", Tags = [new() { Key = "env", Value = "prod" }] });
        return (provider, role);
    }

    /// <summary>A user who may do everything of the gateway's, and what else the statements say.</summary>
    private static async Task<Caller> CallerAsync(TestHouse house, string statements, string name = "mapper")
    {
        await house.UserAsync(name, $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"federation:*","Resource":"*"}{{statements}}]}""");
        return await house.CallerOfAsync(name);
    }

    private static string Passes(string role) => $$""",{"Effect":"Allow","Action":"iam:PassRole","Resource":"{{role}}","Condition":{{ToTheGateway}}}""";

    private static string Document(string provider, params (string Role, string? Condition)[] rules)
    {
        var texts = rules.Select((rule, i) => $$"""{"Sid":"R{{i}}","Roles":["{{rule.Role}}"]{{(rule.Condition is null ? "" : ",\"Condition\": " + rule.Condition)}}}""");
        return $$"""{"Version":"2026-11-23","Provider":"{{provider}}","Rules":[{{string.Join(',', texts)}}]}""";
    }

    private static async Task<Federation.Model.Results.AwsError?> PutAsync(TestHouse house, Caller caller, string document) =>
        (await house.CallAsync("federation", "PutRoleMapping", new PutRoleMappingRequest { Name = "m", Document = document }, caller)).Error;

    private static async Task<Federation.Model.Results.AwsError?> RollBackAsync(TestHouse house, Caller caller, int version) =>
        (await house.CallAsync("federation", "RollBackRoleMapping", new RollBackRoleMappingRequest { Name = "m", DocumentVersion = version }, caller)).Error;
}
