using Federation.Model.Groups;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Credentials;
using Federation.Services.Iam.Attachments;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Iam;

/// <summary>Managed policies and what they hang on, over a house.</summary>
internal static class PolicyWorld
{
    public const string AnyoneTrusts = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";

    public static string Allow(string action, string condition = "") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"*"{{condition}}}]}""";

    public static async Task<PolicyShape> PolicyAsync(this TestHouse house, string name, string? document = null, string? path = null, Caller? caller = null) =>
        (await house.DoAsync<PolicyResponse>("iam", "CreatePolicy", new CreatePolicyRequest { PolicyName = name, Path = path, PolicyDocument = document ?? Allow("iam:ListRoles") }, caller)).Policy!;

    public static Task AttachAsync(this TestHouse house, string role, string policyArn, Caller? caller = null) =>
        house.DoAsync<Nothing>("iam", "AttachRolePolicy", new AttachRolePolicyRequest { RoleName = role, PolicyArn = policyArn }, caller);

    public static async Task<AwsError> RefusedAsync(this TestHouse house, string operation, object request, Caller? caller = null) =>
        (await house.CallAsync("iam", operation, request, caller)).Error.ShouldNotBeNull();

    /// <summary>A session of a new role without policies.</summary>
    public static async Task<Caller> SessionOfNewRoleAsync(this TestHouse house, string name, Func<SessionClaims, SessionClaims>? change = null)
    {
        var role = await house.RoleAsync(house.Root, name, AnyoneTrusts);
        return await house.SessionAsync(role.Arn!, change);
    }

    public static async Task<User> StoredUserAsync(this TestHouse house, string name, string path = "/")
    {
        var user = new User { AccountId = house.Management, UserId = UniqueIds.Create(UniqueIdPrefix.User, house.Management), UserName = name, Path = path, CreatedAt = house.Time.GetUtcNow() };
        await house.WriteAsync(store => store.Users.AddAsync(user, default));
        return user with { Version = 1 };
    }

    public static async Task<Group> GroupAsync(this TestHouse house, string name, string path = "/")
    {
        var group = new Group { AccountId = house.Management, GroupId = UniqueIds.Create(UniqueIdPrefix.Group, house.Management), GroupName = name, Path = path, CreatedAt = house.Time.GetUtcNow() };
        await house.WriteAsync(store => store.Groups.AddAsync(group, default));
        return group with { Version = 1 };
    }

    public static async Task WriteAsync(this TestHouse house, Func<IUnitOfWork, Task<StoreOutcome>> write)
    {
        await using var store = await house.Database.BeginWriteAsync(default);
        (await write(store)).ShouldBe(StoreOutcome.Stored);
        await store.MarkChangedAsync(house.Management, default);
        await store.CommitAsync(default);
    }

    public static Task<Result<object>> ListRolesAsync(this TestHouse house, Caller caller) => house.CallAsync("iam", "ListRoles", new ListRolesRequest(), caller);

    public static Caller CallerOf(User user) => Callers.User(user, null, "AKIAUSER");
}
