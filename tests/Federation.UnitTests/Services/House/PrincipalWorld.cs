using Federation.Model.Groups;
using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Model.Users;

namespace Federation.UnitTests.Services.House;

/// <summary>Users, groups and managed policies of the management account, written to the stores without a call.</summary>
internal static class PrincipalWorld
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public static string Allow(string action, string resource = "*") => Statement("Allow", action, resource);

    public static string Deny(string action, string resource = "*") => Statement("Deny", action, resource);

    public static async Task WriteAsync(this TestHouse house, Func<IUnitOfWork, Task<StoreOutcome>> write)
    {
        await using var store = await house.Database.BeginWriteAsync(None);
        (await write(store)).ShouldBe(StoreOutcome.Stored);
        await store.MarkChangedAsync(house.Management, None);
        await store.CommitAsync(None);
    }

    public static async Task<User> StoredUserAsync(this TestHouse house, string name, string path = "/", string? boundary = null)
    {
        var user = new User
        {
            AccountId = house.Management,
            UserId = UniqueIds.Create(UniqueIdPrefix.User, house.Management),
            UserName = name,
            Path = path,
            PermissionsBoundary = boundary,
            Tags = [new Tag("team", "blue")],
            CreatedAt = house.Time.GetUtcNow(),
        };
        await house.WriteAsync(store => store.Users.AddAsync(user, None));
        return user with { Version = 1 };
    }

    public static async Task<Group> GroupAsync(this TestHouse house, string name, params User[] members)
    {
        var group = new Group { AccountId = house.Management, GroupId = UniqueIds.Create(UniqueIdPrefix.Group, house.Management), GroupName = name, Path = "/", CreatedAt = house.Time.GetUtcNow() };
        await house.WriteAsync(store => store.Groups.AddAsync(group, None));
        foreach (var member in members)
        {
            await house.WriteAsync(store => store.Groups.AddMemberAsync(house.Management, group.GroupId, member.UserId, None));
        }

        return group with { Version = 1 };
    }

    public static async Task<ManagedPolicy> PolicyAsync(this TestHouse house, string name, string document)
    {
        var policy = new ManagedPolicy
        {
            AccountId = house.Management,
            PolicyId = UniqueIds.Create(UniqueIdPrefix.Policy, house.Management),
            PolicyName = name,
            Path = "/",
            DefaultVersion = 1,
            LastVersion = 1,
            CreatedAt = house.Time.GetUtcNow(),
            UpdatedAt = house.Time.GetUtcNow(),
        };
        var first = new ManagedPolicyVersion { AccountId = house.Management, PolicyId = policy.PolicyId, Number = 1, Document = document, CreatedAt = policy.CreatedAt };
        await house.WriteAsync(store => store.ManagedPolicies.AddAsync(policy, first, None));
        return policy with { Version = 1 };
    }

    public static Task InlineAsync(this TestHouse house, string ownerId, string name, string document) =>
        house.WriteAsync(store => store.InlinePolicies.PutAsync(new InlinePolicy { AccountId = house.Management, OwnerId = ownerId, PolicyName = name, Document = document }, None));

    public static Task AttachAsync(this TestHouse house, string ownerId, ManagedPolicy policy, PolicyUsage usage = PolicyUsage.Permissions) =>
        house.WriteAsync(store => store.PolicyAttachments.AddAsync(new PolicyAttachment
        {
            AccountId = house.Management,
            OwnerId = ownerId,
            PolicyId = policy.PolicyId,
            Usage = usage,
            PolicyName = policy.PolicyName,
            PolicyArn = policy.Arn,
        }, None));

    private static string Statement(string effect, string action, string resource) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}"}]}""";
}
