using System.Collections;
using System.Reflection;
using Federation.Model.AccessKeys;
using Federation.Model.AccountAliases;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.LoginTraces;
using Federation.Model.ManagedPolicies;
using Federation.Model.OutboundIdentity;
using Federation.Model.Passwords;
using Federation.Model.Reports;
using Federation.Model.Roles;
using Federation.Model.SamlProviders;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

/// <summary>
/// Calls every method of every store that takes an account with account A's id and keys of account B's rows. A method that is added to a contract is tested
/// without anybody thinking of it.
/// </summary>
public sealed class AccountWallTests
{
    private const string BRoleArn = "arn:aws:iam::222222222222:saml-provider/corp";

    private static CancellationToken None => CancellationToken.None;

    public static TheoryData<string, string> Methods
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var store in typeof(IUnitOfWork).GetProperties())
            {
                foreach (var method in store.PropertyType.GetMethods().Where(method => method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(AccountId)))
                {
                    data.Add(store.Name, method.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_method_asked_for_account_A_neither_returns_nor_changes_rows_of_B(string store, string method)
    {
        await using var node = await TestStore.OpenAsync();
        await node.SeedAccountsAsync(Sample.A, Sample.B);
        var keys = await FillAsync(node);
        var before = await DumpAsync(node);
        before.ShouldContain(BRoleArn);

        var result = await node.WriteAsync(async unit =>
        {
            var target = typeof(IUnitOfWork).GetProperty(store)!.GetValue(unit)!;
            var member = typeof(IUnitOfWork).GetProperty(store)!.PropertyType.GetMethod(method)!;
            var arguments = member.GetParameters().Select(parameter => Argument(parameter, keys)).ToArray();
            var task = (Task)member.Invoke(target, arguments)!;
            await task;
            return task.GetType().GetProperty("Result")?.GetValue(task);
        });

        ShouldNotHoldB(result, (store, method));
        (await DumpAsync(node)).ShouldBe(before);
    }

    private static void ShouldNotHoldB(object? result, (string Store, string Method) call)
    {
        switch (result)
        {
            case null or 0 or StoreOutcome.Stale:
                return;
            case Model.Accounts.Account account:
                account.AccountId.ShouldBe(Sample.A);
                return;
            case IEnumerable rows:
                rows.Cast<object>().ShouldBeEmpty(call.ToString());
                return;
            default:
                if (result.GetType().GetProperty("Items")?.GetValue(result) is ICollection items)
                {
                    items.Count.ShouldBe(0, call.ToString());
                    return;
                }

                Assert.Fail($"{call} returned {result}");
                return;
        }
    }

    private static object? Argument(ParameterInfo parameter, Dictionary<string, string> keys) => parameter.ParameterType switch
    {
        var type when type == typeof(AccountId) => Sample.A,
        var type when type == typeof(CancellationToken) => None,
        var type when type == typeof(long) && parameter.Name is "version" or "step" => 1L,
        var type when type == typeof(bool?) => null,
        var type when type == typeof(PolicyUsage) => PolicyUsage.Permissions,
        var type when type == typeof(LastAccessScope) => LastAccessScope.Principal,
        var type when type == typeof(int) => parameter.Name switch
        {
            "documentVersion" or "number" => 1,
            "most" => 0,
            _ => 100,
        },
        var type when type == typeof(DateTimeOffset) => Sample.Now,
        var type when type == typeof(LoginTraceQuery) => new LoginTraceQuery(),
        var type when type == typeof(IReadOnlyList<string>) && parameter.Name is "userIds" or "ownerIds" or "policyIds" => new[] { keys[parameter.Name[..^1]] },
        var type when type == typeof(CredentialUse) => new CredentialUse(Sample.Now, "sts", "us-east-1"),
        var type when type == typeof(AuditQuery) => new AuditQuery { EventId = keys["eventId"] },
        var type when type == typeof(string) => keys.TryGetValue(parameter.Name!, out var key) || parameter.Name == "after"
            ? key
            : throw new InvalidOperationException($"the wall test knows no `{parameter.Name}` of {parameter.Member.DeclaringType!.Name}: teach it"),
        _ => throw new InvalidOperationException($"the wall test knows no argument for `{parameter.Name}` of {parameter.Member.DeclaringType!.Name}: teach it"),
    };

    private static async Task<Dictionary<string, string>> FillAsync(TestStore node)
    {
        var role = Sample.Role(Sample.B, "deploy");
        var user = Sample.User(Sample.B, "deploy");
        var group = Sample.Group(Sample.B, "deploy");
        var managed = Sample.ManagedPolicy(Sample.B, "p");
        var device = Sample.MfaDevice(Sample.B, "name", role.RoleId);
        var key = Sample.AccessKey(Sample.B, user.UserId);
        var record = Sample.Event(Sample.B);
        var trace = new LoginTraceRow { AccountId = Sample.B, TraceId = "trace-of-b", Outcome = "Accepted", StartedAt = Sample.Now, SealedTrace = [1, 2, 3] };
        await node.WriteAsync(async unit =>
        {
            await unit.Roles.AddAsync(role, None);
            (await unit.AccountAliases.AddAsync(new AccountAlias(Sample.B, "alias-of-b"), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.Users.AddAsync(user, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PasswordPolicies.PutAsync(new PasswordPolicy { AccountId = Sample.B }, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.LoginProfiles.AddAsync(Sample.LoginProfile(Sample.B, user.UserId) with { LastUsedAt = Sample.Now }, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.MfaDevices.AddAsync(device, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.Groups.AddAsync(group, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.Groups.AddMemberAsync(Sample.B, group.GroupId, user.UserId, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.ManagedPolicies.AddAsync(managed, Sample.FirstVersion(managed), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(managed, role.RoleId), None)).ShouldBe(StoreOutcome.Stored);
            await unit.InlinePolicies.PutAsync(Sample.Policy(Sample.B, role.RoleId, "p"), None);
            await unit.SamlProviders.AddAsync(Sample.Provider(Sample.B, "name", "b.example"), None);
            (await unit.OidcProviders.AddAsync(Sample.OidcProvider(Sample.B, "b.example/path"), None)).ShouldBe(StoreOutcome.Stored);
            var outbound = new OutboundIdentitySwitch { AccountId = Sample.B, IsEnabled = true, ChangedAt = Sample.Now };
            (await unit.OutboundIdentity.PutAsync(outbound, None)).ShouldBe(StoreOutcome.Stored);
            await unit.AccessKeys.AddAsync(key, None);
            await unit.AccessKeys.AddAsync(Sample.AccessKey(Sample.B), None);
            await unit.RoleMappings.PutAsync(Sample.Mapping(Sample.B, "name"), None);
            await unit.Audit.AppendAsync([record], None);
            (await unit.LoginTraces.AddAsync(trace, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.ReportJobs.AddAsync(Sample.Report(Sample.B, "job-of-b"), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.LastAccesses.SetAsync(new LastAccess(Sample.B, role.RoleId, "sts", "AssumeRole", Sample.Now, "us-east-1"), None)).ShouldBe(StoreOutcome.Stored);
            var state = new SamlMetadataState { AccountId = Sample.B, ProviderName = "name", NextRefreshAt = Sample.Now };
            (await unit.SamlMetadataStates.PutAsync(state, None)).ShouldBe(StoreOutcome.Stored);
            await unit.Revocations.PutAsync(new Revocation(Sample.B, RevocationKind.Role, role.RoleId, Sample.Now, Sample.Now.AddHours(1)), None);
        });
        return new(StringComparer.Ordinal)
        {
            ["roleName"] = "deploy",
            ["roleId"] = role.RoleId,
            ["ownerId"] = role.RoleId,
            ["policyName"] = "p",
            ["pathPrefix"] = "/",
            ["path"] = "/",
            ["deviceId"] = device.DeviceId,
            ["name"] = "name",
            ["providerName"] = "name",
            ["url"] = "b.example/path",
            ["traceId"] = "trace-of-b",
            ["accessKeyId"] = key.AccessKeyId,
            ["userName"] = "deploy",
            ["userId"] = user.UserId,
            ["groupName"] = "deploy",
            ["groupId"] = group.GroupId,
            ["policyId"] = managed.PolicyId,
            ["status"] = "Inactive",
            ["providerArn"] = Sample.Mapping(Sample.B, "name").ProviderArn,
            ["accountAlias"] = "alias-of-b",
            ["eventId"] = record.EventId,
            ["jobId"] = "job-of-b",
        };
    }

    private static async Task<string> DumpAsync(TestStore node)
    {
        await using var unit = await node.Database.BeginReadAsync(None);
        var policies = new List<InlinePolicy>();
        var roles = await unit.Roles.ListAsync(Sample.B, "/", null, 100, None);
        foreach (var role in roles.Items)
        {
            policies.AddRange((await unit.InlinePolicies.ListAsync(Sample.B, role.RoleId, null, 100, None)).Items);
        }

        var users = await unit.Users.ListAsync(Sample.B, "/", null, 100, None);
        var groups = await unit.Groups.ListAsync(Sample.B, "/", null, 100, None);
        var managed = await unit.ManagedPolicies.ListAsync(Sample.B, "/", null, 100, None);
        return Json.Of(new
        {
            roles,
            users,
            groups,
            managed,
            Members = await unit.Groups.ListMembersAsync(Sample.B, groups.Items[0].GroupId, null, 100, None),
            Versions = await unit.ManagedPolicies.ListVersionsAsync(Sample.B, managed.Items[0].PolicyId, None),
            Attachments = await unit.PolicyAttachments.ListOfOwnerAsync(Sample.B, roles.Items[0].RoleId, PolicyUsage.Permissions, None),
            policies,
            Providers = await unit.SamlProviders.ListAsync(Sample.B, null, 100, None),
            OidcProviders = await unit.OidcProviders.ListAsync(Sample.B, null, 100, None),
            Outbound = await unit.OutboundIdentity.FindAsync(Sample.B, None),
            RootKeys = await unit.AccessKeys.ListAsync(Sample.B, null, None),
            UserKeys = await unit.AccessKeys.ListAsync(Sample.B, users.Items[0].UserId, None),
            Mappings = await unit.RoleMappings.ListAsync(Sample.B, null, 100, None),
            Audit = await unit.Audit.LookupAsync(Sample.B, new AuditQuery(), None),
            Traces = await unit.LoginTraces.ListAsync(Sample.B, new LoginTraceQuery(), None),
            PasswordPolicy = await unit.PasswordPolicies.FindAsync(Sample.B, None),
            Profile = await unit.LoginProfiles.FindAsync(Sample.B, users.Items[0].UserId, None),
            Devices = await unit.MfaDevices.ListAsync(Sample.B, null, null, 100, None),
            Alias = await unit.AccountAliases.FindOfAccountAsync(Sample.B, None),
            MetadataState = await unit.SamlMetadataStates.FindAsync(Sample.B, "name", None),
            Report = await unit.ReportJobs.FindAsync(Sample.B, "job-of-b", None),
            Accesses = await unit.LastAccesses.ListLatestAsync(Sample.B, LastAccessScope.Principal, roles.Items[0].RoleId, DateTimeOffset.UnixEpoch, None),
            Revocations = await unit.Revocations.ListAsync(Sample.B, Sample.Now, None),
        });
    }
}
