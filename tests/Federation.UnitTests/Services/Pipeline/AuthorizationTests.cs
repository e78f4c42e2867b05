using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Services.Credentials;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Shapes;
using Federation.Services.Mappings;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Pipeline;

/// <summary>What a caller may do, through the invoker, with policies that are really stored.</summary>
public sealed class AuthorizationTests
{
    private const string TrustRoot = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";

    [Fact]
    public async Task A_session_may_do_what_its_role_allows_and_is_told_in_awss_words_what_it_may_not()
    {
        await using var house = await TestHouse.OpenAsync();
        var caller = await CallerAsync(house, "reader");
        await house.AllowAsync(house.Root, "reader", "iam:GetRole");
        await house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "reader" }, caller);
        var error = (await house.CallAsync("iam", "ListRoles", new ListRolesRequest(), caller)).Error!;
        error.Code.ShouldBe("AccessDenied");
        error.Message.ShouldBe($"User: {caller.Arn} is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::{house.Management}:role/ because no identity-based policy allows the iam:ListRoles action");
    }

    [Fact]
    public async Task An_explicit_deny_wins_and_says_so()
    {
        await using var house = await TestHouse.OpenAsync();
        var caller = await CallerAsync(house, "reader");
        await house.AllowAsync(house.Root, "reader", "iam:*");
        await house.AllowAsync(house.Root, "reader", "iam:ListRoles", effect: "Deny");
        (await house.CallAsync("iam", "ListRoles", new ListRolesRequest(), caller)).Error!.Message.ShouldEndWith("with an explicit deny in an identity-based policy");
    }

    [Fact]
    public async Task A_change_of_a_policy_counts_at_the_next_request()
    {
        await using var house = await TestHouse.OpenAsync();
        var caller = await CallerAsync(house, "reader");
        await house.AllowAsync(house.Root, "reader", "iam:ListRoles");
        await house.DoAsync<ListRolesResponse>("iam", "ListRoles", new ListRolesRequest(), caller);
        await house.DoAsync<Nothing>("iam", "DeleteRolePolicy", new DeleteRolePolicyRequest { RoleName = "reader", PolicyName = "Allow-iam-ListRoles" });
        (await house.CallAsync("iam", "ListRoles", new ListRolesRequest(), caller)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task GetCallerIdentity_is_allowed_under_a_deny_of_everything()
    {
        await using var house = await TestHouse.OpenAsync();
        var caller = await CallerAsync(house, "nobody");
        await house.AllowAsync(house.Root, "nobody", "*", effect: "Deny");
        (await house.DoAsync<GetCallerIdentityResponse>("sts", "GetCallerIdentity", Nothing.Value, caller)).Arn.ShouldBe(caller.Arn);
    }

    [Fact]
    public async Task A_session_policy_only_shrinks()
    {
        await using var house = await TestHouse.OpenAsync();
        var caller = await CallerAsync(house, "admin");
        await house.AllowAsync(house.Root, "admin", "*");
        var shrunk = caller with { Session = caller.Session! with { SessionPolicies = ["""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*"}]}"""] } };
        await house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "admin" }, shrunk);
        (await house.CallAsync("iam", "ListRoles", new ListRolesRequest(), shrunk)).Error!.Message.ShouldContain("no session policy allows");
    }

    [Fact]
    public async Task A_session_that_was_to_be_limited_by_a_policy_that_nobody_finds_may_do_nothing()
    {
        await using var house = await TestHouse.OpenAsync();
        var caller = await CallerAsync(house, "admin");
        await house.AllowAsync(house.Root, "admin", "*");
        var limited = caller with { Session = caller.Session! with { SessionPolicyArns = ["arn:aws:iam::aws:policy/Gone"] } };
        (await house.CallAsync("iam", "ListRoles", new ListRolesRequest(), limited)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task An_unreadable_stored_policy_denies_everything()
    {
        await using var house = await TestHouse.OpenAsync();
        var caller = await CallerAsync(house, "admin");
        await house.AllowAsync(house.Root, "admin", "*");
        await using (var store = await house.Database.BeginWriteAsync(default))
        {
            var broken = new InlinePolicy { AccountId = house.Management, OwnerId = caller.PrincipalId!, PolicyName = "broken", Document = "{" };
            await store.InlinePolicies.PutAsync(broken, default);
            await store.MarkChangedAsync(house.Management, default);
            await store.CommitAsync(default);
        }

        (await house.CallAsync("iam", "ListRoles", new ListRolesRequest(), caller)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Letter_case_of_a_name_is_no_way_round_a_deny()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = await house.RoleAsync(house.Root, "developer", SamlWorld.Trusts(provider));
        var document = $$"""{"Version":"2026-11-23","Provider":"{{provider}}","Rules":[{"Sid":"All","Roles":["{{role.Arn}}"]}]}""";
        await house.MapAsync(house.Root, "prod", document);
        var caller = await CallerAsync(house, "editor");
        await house.AllowAsync(house.Root, "editor", "*");
        await house.AllowAsync(house.Root, "editor", "federation:*", $"arn:aws:federation::{house.Management}:role-mapping/prod", "Deny");
        await house.AllowAsync(house.Root, "editor", "iam:*", role.Arn!, "Deny");
        foreach (var name in new[] { "prod", "PROD", "Prod" })
        {
            (await house.CallAsync("federation", "PutRoleMapping", new PutRoleMappingRequest { Name = name, Document = document }, caller)).Error!.Code.ShouldBe("AccessDenied");
            (await house.CallAsync("federation", "DeleteRoleMapping", new DeleteRoleMappingRequest { Name = name }, caller)).Error!.Code.ShouldBe("AccessDenied");
        }

        (await house.CallAsync("iam", "DeleteRole", new DeleteRoleRequest { RoleName = "DEVELOPER" }, caller)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Tags_at_a_creation_need_the_permission_to_tag()
    {
        await using var house = await TestHouse.OpenAsync();
        var caller = await CallerAsync(house, "creator");
        await house.AllowAsync(house.Root, "creator", "iam:CreateRole");
        var request = new CreateRoleRequest { RoleName = "made", AssumeRolePolicyDocument = TrustRoot, Tags = [new TagShape { Key = "team", Value = "admin" }] };
        (await house.CallAsync("iam", "CreateRole", request, caller)).Error!.Message.ShouldContain("iam:TagRole");
        await house.DoAsync<RoleResponse>("iam", "CreateRole", request with { Tags = null }, caller);
    }

    [Fact]
    public async Task Permission_for_an_entity_is_none_for_its_successor_of_the_same_name()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "victim", TrustRoot);
        var operation = house.Get<OperationRegistry>().Find("iam", "DeleteRole")!;
        await using var context = new OperationContext(house.Request(), house.Root, house.Database);
        var request = new DeleteRoleRequest { RoleName = "victim" };
        (await operation.DemandsAsync(request, context, default)).Succeeded.ShouldBeTrue();

        await house.DoAsync<Nothing>("iam", "DeleteRole", request);
        await house.RoleAsync(house.Root, "victim", TrustRoot);

        await context.DisposeAsync();
        await using var store = await house.Database.BeginWriteAsync(default);
        (await operation.HandleAsync(request, store, context, default)).Error!.Code.ShouldBe("ConcurrentModification");
    }

    [Fact]
    public async Task An_account_that_is_named_in_a_trust_policy_has_to_exist()
    {
        await using var house = await TestHouse.OpenAsync();
        var error = (await house.CallAsync("iam", "CreateRole", new CreateRoleRequest
        {
            RoleName = "open",
            AssumeRolePolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999999999999:role/nobody"},"Action":"sts:AssumeRole"}]}""",
        })).Error!;
        error.Code.ShouldBe("MalformedPolicyDocument");
        error.Message.ShouldBe("Invalid principal in policy: \"AWS\":\"arn:aws:iam::999999999999:role/nobody\"");
    }

    [Fact]
    public async Task A_principal_of_a_trust_policy_is_kept_by_its_id_and_shown_as_it_once_it_is_gone()
    {
        await using var house = await TestHouse.OpenAsync();
        var trusted = await house.RoleAsync(house.Root, "trusted", TrustRoot);
        await house.RoleAsync(house.Root, "door", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{trusted.Arn}}"},"Action":"sts:AssumeRole"}]}""");
        (await ShownAsync(house)).ShouldContain(trusted.Arn!);
        await house.DoAsync<Nothing>("iam", "DeleteRole", new DeleteRoleRequest { RoleName = "trusted" });
        await house.RoleAsync(house.Root, "trusted", TrustRoot);
        (await ShownAsync(house)).ShouldContain(trusted.RoleId!);
    }

    private static async Task<string> ShownAsync(TestHouse house) =>
        (await house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "door" })).Role!.AssumeRolePolicyDocument!;

    private static async Task<Caller> CallerAsync(TestHouse house, string role)
    {
        var made = await house.RoleAsync(house.Root, role, TrustRoot);
        await using var store = await house.Database.BeginReadAsync(default);
        var stored = await store.Roles.FindByIdAsync(house.Management, made.RoleId!, default);
        var now = house.Time.GetUtcNow();
        var claims = new SessionClaims { Principal = SessionPrincipal.Role, PrincipalId = made.RoleId, SessionName = "s1", IssuedAt = now, ExpiresAt = now.AddHours(1) };
        return Callers.RoleSession(stored!, claims, UniqueIds.Create(UniqueIdPrefix.TemporaryKey, house.Management));
    }
}
