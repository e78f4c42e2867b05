using Federation.Model.AccessKeys;
using Federation.Model.Groups;
using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.ManagedPolicies;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Credentials;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Authorization;

/// <summary>What a user may do: its own policies, those of its groups, managed ones, its boundary, and what deletion does.</summary>
public sealed class UserPolicyTests : IAsyncLifetime
{
    private const string AllowList = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}]}""";
    private const string DenyList = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:ListRoles","Resource":"*"}]}""";
    private const string AllowOther = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:*","Resource":"*"}]}""";

    private TestHouse _house = null!;
    private User _user = null!;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await TestHouse.OpenAsync();
        _user = new User { AccountId = _house.Management, UserId = UniqueIds.Create(UniqueIdPrefix.User, _house.Management), UserName = "ann", Path = "/", CreatedAt = _house.Time.GetUtcNow() };
        await WriteAsync(store => store.Users.AddAsync(_user, None));
        _user = _user with { Version = 1 };
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_user_without_policies_may_do_nothing_and_is_told_why()
    {
        var error = (await ListAsync()).Error!;
        error.Code.ShouldBe("AccessDenied");
        error.Message.ShouldBe($"User: {_user.Arn} is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::{_house.Management}:role/ because no identity-based policy allows the iam:ListRoles action");
    }

    [Fact]
    public async Task An_inline_policy_gives_permission_at_the_next_request()
    {
        (await ListAsync()).Succeeded.ShouldBeFalse();
        await WriteAsync(store => store.InlinePolicies.PutAsync(Inline(_user.UserId, AllowList), None));
        (await ListAsync()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_groups_policies_count_for_its_members_only()
    {
        var group = new Group { AccountId = _house.Management, GroupId = UniqueIds.Create(UniqueIdPrefix.Group, _house.Management), GroupName = "g", Path = "/", CreatedAt = _house.Time.GetUtcNow() };
        await WriteAsync(store => store.Groups.AddAsync(group, None));
        await WriteAsync(store => store.InlinePolicies.PutAsync(Inline(group.GroupId, AllowList), None));
        (await ListAsync()).Succeeded.ShouldBeFalse();
        await WriteAsync(store => store.Groups.AddMemberAsync(_house.Management, group.GroupId, _user.UserId, None));
        (await ListAsync()).Succeeded.ShouldBeTrue();
        await WriteAsync(store => store.Groups.RemoveMemberAsync(_house.Management, group.GroupId, _user.UserId, None));
        (await ListAsync()).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task Managed_policies_give_permission_by_the_version_in_force_and_a_groups_deny_wins()
    {
        var policy = await ManagedAsync("Lists", AllowList);
        await AttachAsync(policy, _user.UserId, PolicyUsage.Permissions);
        (await ListAsync()).Succeeded.ShouldBeTrue();

        await WriteAsync(store => store.ManagedPolicies.AddVersionAsync(Version(policy, 2, AllowOther), None));
        await WriteAsync(store => store.ManagedPolicies.UpdateAsync(policy with { Version = 1, DefaultVersion = 2, LastVersion = 2 }, None));
        (await ListAsync()).Succeeded.ShouldBeFalse();
        await WriteAsync(store => store.ManagedPolicies.UpdateAsync(policy with { Version = 2, DefaultVersion = 1, LastVersion = 2 }, None));
        await WriteAsync(store => store.InlinePolicies.PutAsync(Inline(_user.UserId, DenyList), None));
        (await ListAsync()).Error!.Message.ShouldEndWith("with an explicit deny in an identity-based policy");
    }

    [Fact]
    public async Task The_administrator_policy_of_the_house_can_be_attached()
    {
        await AttachAsync("arn:aws:iam::aws:policy/AdministratorAccess", _user.UserId, PolicyUsage.Permissions);
        (await ListAsync()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_boundary_limits_and_one_that_is_gone_denies()
    {
        await WriteAsync(store => store.InlinePolicies.PutAsync(Inline(_user.UserId, AllowList), None));
        var bound = await ManagedAsync("Bound", AllowOther);
        await WriteAsync(store => store.Users.UpdateAsync(_user with { PermissionsBoundary = bound.Arn }, None));
        (await ListAsync()).Error!.Message.ShouldEndWith("because no permissions boundary allows the iam:ListRoles action");
        await WriteAsync(store => store.Users.UpdateAsync(_user with { Version = 2, PermissionsBoundary = $"arn:aws:iam::{_house.Management}:policy/Gone" }, None));
        (await ListAsync()).Succeeded.ShouldBeFalse();
        await WriteAsync(store => store.Users.UpdateAsync(_user with { Version = 3 }, None));
        (await ListAsync()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_policy_arn_limits_a_session()
    {
        var role = new Role
        {
            AccountId = _house.Management,
            RoleId = UniqueIds.Create(UniqueIdPrefix.Role, _house.Management),
            RoleName = "r",
            Path = "/",
            TrustPolicy = "{}",
            MaxSessionDuration = 3600,
            CreatedAt = _house.Time.GetUtcNow(),
        };
        await WriteAsync(store => store.Roles.AddAsync(role, None));
        await WriteAsync(store => store.InlinePolicies.PutAsync(Inline(role.RoleId, AllowList), None));
        var allows = await ManagedAsync("Lists", AllowList);
        var refuses = await ManagedAsync("Other", AllowOther);
        (await ListAsync(Session(role, allows.Arn))).Succeeded.ShouldBeTrue();
        (await ListAsync(Session(role, refuses.Arn))).Error!.Message.ShouldEndWith("because no session policy allows the iam:ListRoles action");
        (await ListAsync(Session(role, allows.Arn.Replace("Lists", "Gone", StringComparison.Ordinal)))).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task The_key_of_a_user_who_is_gone_is_no_key()
    {
        var key = new AccessKey
        {
            AccountId = _house.Management,
            AccessKeyId = UniqueIds.Create(UniqueIdPrefix.AccessKey, _house.Management),
            UserId = _user.UserId,
            Status = "Active",
            CreatedAt = _house.Time.GetUtcNow(),
            SealedSecret = [],
        };
        key = key with { SealedSecret = _house.Get<IKeyRing>().Seal(AccessKey.SecretLabel(key.AccessKeyId), "secret"u8.ToArray()) };
        await WriteAsync(store => store.AccessKeys.AddAsync(key, None));
        var caller = await AuthenticateAsync(key.AccessKeyId);
        (caller.Kind, caller.Arn, caller.UserId).ShouldBe((CallerKind.User, _user.Arn, _user.UserId));

        await WriteAsync(store => store.Users.RemoveAsync(_house.Management, _user.UserId, _user.Version, None));
        (await ListAsync(caller)).Error!.Code.ShouldBe("AccessDenied");
        var authenticator = _house.Get<CredentialAuthenticator>();
        var found = await authenticator.FindAsync(key.AccessKeyId, null, _house.Time.GetUtcNow(), () => true, None);
        (await authenticator.CompleteAsync(found.Value!, _house.Time.GetUtcNow(), None)).Error!.Code.ShouldBe("InvalidClientTokenId");
    }

    private static Caller Session(Role role, string policyArn) => Callers.RoleSession(
        role,
        new SessionClaims { Principal = SessionPrincipal.Role, PrincipalId = role.RoleId, SessionName = "s", IssuedAt = role.CreatedAt, ExpiresAt = role.CreatedAt.AddHours(1), SessionPolicyArns = [policyArn] },
        "ASIA");

    private async Task<Caller> AuthenticateAsync(string accessKeyId)
    {
        var authenticator = _house.Get<CredentialAuthenticator>();
        var found = await authenticator.FindAsync(accessKeyId, null, _house.Time.GetUtcNow(), () => true, None);
        return (await authenticator.CompleteAsync(found.Value!, _house.Time.GetUtcNow(), None)).Value!;
    }

    private Task<Model.Results.Result<object>> ListAsync(Caller? caller = null) => _house.CallAsync("iam", "ListRoles", new ListRolesRequest(), caller ?? Callers.User(_user, null, "AKIAANN"));

    private InlinePolicy Inline(string owner, string document) => new() { AccountId = _house.Management, OwnerId = owner, PolicyName = "p", Document = document };

    private static ManagedPolicyVersion Version(ManagedPolicy policy, int number, string document) => new()
    {
        AccountId = policy.AccountId,
        PolicyId = policy.PolicyId,
        Number = number,
        Document = document,
        CreatedAt = policy.CreatedAt,
    };

    private async Task<ManagedPolicy> ManagedAsync(string name, string document)
    {
        var policy = new ManagedPolicy
        {
            AccountId = _house.Management,
            PolicyId = UniqueIds.Create(UniqueIdPrefix.Policy, _house.Management),
            PolicyName = name,
            Path = "/",
            DefaultVersion = 1,
            LastVersion = 1,
            CreatedAt = _house.Time.GetUtcNow(),
            UpdatedAt = _house.Time.GetUtcNow(),
        };
        await WriteAsync(store => store.ManagedPolicies.AddAsync(policy, Version(policy, 1, document), None));
        return policy;
    }

    private Task AttachAsync(ManagedPolicy policy, string owner, PolicyUsage usage) => AttachAsync(policy.Arn, owner, usage, policy.PolicyId);

    private Task AttachAsync(string arn, string owner, PolicyUsage usage, string policyId = "ANPA1") => WriteAsync(store => store.PolicyAttachments.AddAsync(
        new PolicyAttachment { AccountId = _house.Management, OwnerId = owner, PolicyId = policyId, Usage = usage, PolicyName = arn.Split('/')[^1], PolicyArn = arn }, None));

    private async Task WriteAsync(Func<IUnitOfWork, Task<StoreOutcome>> write)
    {
        await using var store = await _house.Database.BeginWriteAsync(None);
        (await write(store)).ShouldBe(StoreOutcome.Stored);
        await store.MarkChangedAsync(_house.Management, None);
        await store.CommitAsync(None);
    }
}
