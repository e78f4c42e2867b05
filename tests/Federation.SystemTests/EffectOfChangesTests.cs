using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>What is deleted, disabled, detached, bounded or revoked counts at the next request on the node that did it, and within a second on another.</summary>
public sealed class EffectOfChangesTests(TwoNodes nodes, ITestOutputHelper output) : IClassFixture<TwoNodes>
{
    private const string Denied = "AccessDenied";
    private const string NoKey = "InvalidClientTokenId";
    private const string Ended = "ExpiredToken";
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private const string Nothing = "arn:aws:iam::aws:policy/IAMUserChangePassword";
    private const string AllowAll = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
    private const string DenyAll = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""";
    private static int _names;

    [Fact]
    public async Task A_key_that_is_deactivated_or_deleted()
    {
        var (user, key) = await UserAsync();
        await ChangeAsync("deactivated key", key, WhoAmI, () => IamAsync("UpdateAccessKey", ("UserName", user), ("AccessKeyId", key.AccessKeyId), ("Status", "Inactive")), NoKey);
        var other = await nodes.Root.CreateAccessKeyAsync(user);
        await ChangeAsync("deleted key", other, WhoAmI, () => IamAsync("DeleteAccessKey", ("UserName", user), ("AccessKeyId", other.AccessKeyId)), NoKey);
    }

    [Fact]
    public async Task A_policy_that_is_detached_from_a_user_a_group_or_a_role()
    {
        var (user, key) = await UserAsync();
        await DoAsync("AttachUserPolicy", ("UserName", user), ("PolicyArn", ReadOnly));
        await ChangeAsync("detached from a user", key, ListUsers, () => IamAsync("DetachUserPolicy", ("UserName", user), ("PolicyArn", ReadOnly)), Denied);

        var group = Name("group");
        await DoAsync("CreateGroup", ("GroupName", group));
        await DoAsync("AttachGroupPolicy", ("GroupName", group), ("PolicyArn", ReadOnly));
        await DoAsync("AddUserToGroup", ("GroupName", group), ("UserName", user));
        await ChangeAsync("detached from a group", key, ListUsers, () => IamAsync("DetachGroupPolicy", ("GroupName", group), ("PolicyArn", ReadOnly)), Denied);
        await DoAsync("AttachGroupPolicy", ("GroupName", group), ("PolicyArn", ReadOnly));
        await ChangeAsync("removed from a group", key, ListUsers, () => IamAsync("RemoveUserFromGroup", ("GroupName", group), ("UserName", user)), Denied);

        var (role, session) = await SessionAsync(key, user);
        await DoAsync("AttachRolePolicy", ("RoleName", role), ("PolicyArn", ReadOnly));
        await ChangeAsync("detached from a role", session, ListUsers, () => IamAsync("DetachRolePolicy", ("RoleName", role), ("PolicyArn", ReadOnly)), Denied);
    }

    [Fact]
    public async Task A_document_that_changes()
    {
        var (user, key) = await UserAsync();
        await DoAsync("PutUserPolicy", ("UserName", user), ("PolicyName", "own"), ("PolicyDocument", AllowAll));
        await ChangeAsync("inline policy replaced", key, ListUsers, () => IamAsync("PutUserPolicy", ("UserName", user), ("PolicyName", "own"), ("PolicyDocument", DenyAll)), Denied);
        await DoAsync("DeleteUserPolicy", ("UserName", user), ("PolicyName", "own"));

        var policy = (await DoAsync("CreatePolicy", ("PolicyName", Name("policy")), ("PolicyDocument", AllowAll))).Value("Arn");
        await DoAsync("AttachUserPolicy", ("UserName", user), ("PolicyArn", policy));
        await ChangeAsync("new version in force", key, ListUsers, () => IamAsync("CreatePolicyVersion", ("PolicyArn", policy), ("PolicyDocument", DenyAll), ("SetAsDefault", "true")), Denied);

        // The same role cannot be assumed any more, by who could a moment before.
        await DoAsync("SetDefaultPolicyVersion", ("PolicyArn", policy), ("VersionId", "v1"));
        var (role, _) = await SessionAsync(key, user);
        await ChangeAsync("trust policy", key, client => AssumeAsync(client, role), () => IamAsync("UpdateAssumeRolePolicy", ("RoleName", role), ("PolicyDocument", Trust("sts:AssumeRole", nodes.Account, "Deny"))), Denied);
    }

    [Fact]
    public async Task A_boundary_around_a_user_or_a_role()
    {
        var (user, key) = await UserAsync();
        await DoAsync("AttachUserPolicy", ("UserName", user), ("PolicyArn", ReadOnly));
        await ChangeAsync("boundary of a user", key, ListUsers, () => IamAsync("PutUserPermissionsBoundary", ("UserName", user), ("PermissionsBoundary", Nothing)), Denied);

        var (role, session) = await SessionAsync(key, user);
        await DoAsync("AttachRolePolicy", ("RoleName", role), ("PolicyArn", ReadOnly));
        await ChangeAsync("boundary of a role", session, ListUsers, () => IamAsync("PutRolePermissionsBoundary", ("RoleName", role), ("PermissionsBoundary", Nothing)), Denied);
    }

    [Fact]
    public async Task A_role_or_a_user_that_is_deleted()
    {
        var (user, key) = await UserAsync();
        var (role, session) = await SessionAsync(key, user);
        await ChangeAsync("deleted role", session, WhoAmI, () => IamAsync("DeleteRole", ("RoleName", role)), NoKey);

        using var client = nodes.First.As(key);
        var token = (await client.QueryAsync("sts", "GetSessionToken")).Succeeded();
        var temporary = new Credentials(token.Value("AccessKeyId"), token.Value("SecretAccessKey"), token.Value("SessionToken"));
        await DoAsync("DeleteAccessKey", ("UserName", user), ("AccessKeyId", key.AccessKeyId));
        await ChangeAsync("deleted user", temporary, WhoAmI, () => IamAsync("DeleteUser", ("UserName", user)), NoKey);
    }

    [Fact]
    public async Task Sessions_that_are_revoked()
    {
        var (user, key) = await UserAsync();
        var (role, session) = await SessionAsync(key, user);
        await ChangeAsync("revoked role", session, WhoAmI, () => nodes.Root.JsonAsync("federation", "RevokeSessions", new { RoleArn = GatewaySetup.RoleArn(nodes.Account, role) }), Ended);

        // Only what was issued before: the person goes on with a new session, until it is the person who is revoked.
        using var client = nodes.First.As(key);
        var again = await client.AssumeRoleAsync(GatewaySetup.RoleArn(nodes.Account, role), "again");
        await ChangeAsync("revoked user", again, WhoAmI, () => nodes.Root.JsonAsync("federation", "RevokeSessions", new { PrincipalArn = $"arn:aws:iam::{nodes.Account}:user/{user}" }), Ended);
        (await WhoAmI(client)).Succeeded();
    }

    private static Task<WireAnswer> WhoAmI(GatewayClient client) => client.QueryAsync("sts", "GetCallerIdentity");

    private static Task<WireAnswer> ListUsers(GatewayClient client) => client.QueryAsync("iam", "ListUsers");

    private static string Trust(string action, string principal, string effect = "Allow") =>
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"{{{effect}}}","Principal":{"AWS":"{{{principal}}}"},"Action":"{{{action}}}"}}""";

    private static string Name(string kind) => $"{kind}-{Interlocked.Increment(ref _names)}";

    private Task<WireAnswer> AssumeAsync(GatewayClient client, string role) =>
        client.QueryAsync("sts", "AssumeRole", ("RoleArn", GatewaySetup.RoleArn(nodes.Account, role)), ("RoleSessionName", "session"));

    private async Task ChangeAsync(string what, Credentials who, Func<GatewayClient, Task<WireAnswer>> call, Func<Task<WireAnswer>> change, string refusal) =>
        output.WriteLine($"{what}: {(await nodes.TakesEffectAsync(who, call, change, refusal)).TotalMilliseconds:F0} ms");

    private Task<WireAnswer> IamAsync(string action, params (string Name, string Value)[] parameters) => nodes.Root.QueryAsync("iam", action, parameters);

    private async Task<WireAnswer> DoAsync(string action, params (string Name, string Value)[] parameters) => (await IamAsync(action, parameters)).Succeeded();

    /// <summary>A user with one key and no permission.</summary>
    private async Task<(string Name, Credentials Key)> UserAsync()
    {
        var name = Name("user");
        await DoAsync("CreateUser", ("UserName", name));
        return (name, await nodes.Root.CreateAccessKeyAsync(name));
    }

    /// <summary>A role that trusts the user, and a session of it.</summary>
    private async Task<(string Role, Credentials Session)> SessionAsync(Credentials key, string user)
    {
        var role = Name("role");
        await DoAsync("CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", Trust("sts:AssumeRole", $"arn:aws:iam::{nodes.Account}:user/{user}")));
        using var client = nodes.First.As(key);
        return (role, await client.AssumeRoleAsync(GatewaySetup.RoleArn(nodes.Account, role), "session"));
    }
}
