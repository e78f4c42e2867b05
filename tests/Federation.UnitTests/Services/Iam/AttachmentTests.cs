using Federation.Services.Iam;
using Federation.Services.Iam.Attachments;
using Federation.Services.Iam.Boundaries;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;
using static Federation.UnitTests.Services.Iam.PolicyWorld;

namespace Federation.UnitTests.Services.Iam;

/// <summary>Managed policies on users, groups and roles, and boundaries: what they do, and who may do it.</summary>
public sealed class AttachmentTests : IAsyncLifetime
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    private TestHouse _house = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await TestHouse.OpenAsync(services => services.AddSingleton(new IamQuotas { AttachedPoliciesPerPrincipal = 2 }));
        await _house.StoredUserAsync("Subject");
        await _house.GroupAsync("Subject");
        await _house.RoleAsync(_house.Root, "Subject", AnyoneTrusts);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Theory]
    [InlineData("User")]
    [InlineData("Group")]
    [InlineData("Role")]
    public async Task Policies_are_attached_once_up_to_the_quota_listed_and_detached(string kind)
    {
        var own = await _house.PolicyAsync("ReadOnlyAccess", path: "/team/");
        var third = await _house.PolicyAsync("Third");
        await DoAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "subject", own.Arn!));
        await DoAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "SUBJECT", ReadOnly));
        await DoAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "Subject", ReadOnly));
        var full = await _house.RefusedAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "Subject", third.Arn!));
        (full.Code, full.Message).ShouldBe(("LimitExceeded", $"Cannot exceed quota for PoliciesPer{kind}: 2"));

        (await ListAsync(kind)).ShouldBe([ReadOnly, own.Arn!], ignoreOrder: true);
        (await ListAsync(kind, "/team/")).ShouldBe([own.Arn!]);
        await DoAsync($"Detach{kind}Policy", Request($"Detach{kind}Policy", "Subject", ReadOnly));
        var gone = await _house.RefusedAsync($"Detach{kind}Policy", Request($"Detach{kind}Policy", "Subject", ReadOnly));
        (gone.Code, gone.Message).ShouldBe(("NoSuchEntity", $"Policy {ReadOnly} was not found."));
        (await ListAsync(kind)).ShouldBe([own.Arn!]);
    }

    [Theory]
    [InlineData("User")]
    [InlineData("Group")]
    [InlineData("Role")]
    public async Task What_is_not_there_is_named(string kind)
    {
        var absent = $"arn:aws:iam::{_house.Management}:policy/none";
        var nobody = await _house.RefusedAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "nobody", ReadOnly));
        (nobody.Code, nobody.Message).ShouldBe(("NoSuchEntity", $"The {kind.ToLowerInvariant()} with name nobody cannot be found."));
        (await _house.RefusedAsync($"Detach{kind}Policy", Request($"Detach{kind}Policy", "nobody", ReadOnly))).Code.ShouldBe("NoSuchEntity");
        (await _house.RefusedAsync($"ListAttached{kind}Policies", ListRequest(kind, "nobody", null))).Code.ShouldBe("NoSuchEntity");
        (await _house.RefusedAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "Subject", absent))).Message.ShouldBe($"Policy {absent} does not exist or is not attachable.");
        (await _house.RefusedAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "Subject", "arn:aws:iam::aws:policy/Nothing"))).Code.ShouldBe("NoSuchEntity");
        (await _house.RefusedAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "Subject", "no-arn-but-long-enough"))).Code.ShouldBe("InvalidInput");
        (await _house.RefusedAsync($"Detach{kind}Policy", Request($"Detach{kind}Policy", "Subject", "no-arn-but-long-enough"))).Code.ShouldBe("InvalidInput");
    }

    [Theory]
    [InlineData("User")]
    [InlineData("Group")]
    [InlineData("Role")]
    public async Task The_policy_that_may_be_attached_can_be_limited_by_a_condition(string kind)
    {
        var caller = await _house.SessionOfNewRoleAsync("delegate");
        await _house.AttachAsync("delegate", (await _house.PolicyAsync("Delegated", Allow($"iam:*{kind}Policy", $$$""","Condition":{"ArnEquals":{"iam:PolicyARN":"{{{ReadOnly}}}"}}"""))).Arn!);
        await DoAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "Subject", ReadOnly), caller);
        (await _house.RefusedAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "Subject", Administrator), caller)).Code.ShouldBe("AccessDenied");
        await DoAsync($"Detach{kind}Policy", Request($"Detach{kind}Policy", "Subject", ReadOnly), caller);
        await DoAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "Subject", Administrator));
        (await _house.RefusedAsync($"Detach{kind}Policy", Request($"Detach{kind}Policy", "Subject", Administrator), caller)).Code.ShouldBe("AccessDenied");
    }

    /// <summary>Removal is by version: on a database with several writers this is what keeps a deletion that read before from leaving an orphan.</summary>
    [Theory]
    [InlineData("AttachUserPolicy", "User")]
    [InlineData("AttachGroupPolicy", "Group")]
    [InlineData("AttachRolePolicy", "Role")]
    [InlineData("PutUserPermissionsBoundary", "User")]
    [InlineData("PutRolePermissionsBoundary", "Role")]
    public async Task What_comes_to_hang_moves_the_versions_of_its_owner_and_of_the_policy(string operation, string kind)
    {
        var policy = await _house.PolicyAsync("Moved");
        var before = await VersionsAsync(kind);
        await DoAsync(operation, operation.StartsWith("Put", StringComparison.Ordinal) ? Bound(kind, policy.Arn!) : Request(operation, "Subject", policy.Arn!));
        var after = await VersionsAsync(kind);
        after.Owner.ShouldBeGreaterThan(before.Owner);
        after.Policy.ShouldBeGreaterThan(before.Policy);
    }

    [Fact]
    public async Task A_role_with_a_policy_is_not_removed_and_one_without_leaves_the_policy_free()
    {
        var policy = await _house.PolicyAsync("Read");
        await _house.AttachAsync("Subject", policy.Arn!);
        (await _house.RefusedAsync("DeleteRole", new DeleteRoleRequest { RoleName = "Subject" })).Code.ShouldBe("DeleteConflict");
        await DoAsync("DetachRolePolicy", Request("DetachRolePolicy", "Subject", policy.Arn!));
        await DoAsync("PutRolePermissionsBoundary", new PutRolePermissionsBoundaryRequest { RoleName = "Subject", PermissionsBoundary = policy.Arn });
        await DoAsync("DeleteRole", new DeleteRoleRequest { RoleName = "Subject" });
        await DoAsync("DeletePolicy", new Federation.Services.Iam.ManagedPolicies.DeletePolicyRequest { PolicyArn = policy.Arn });
    }

    [Fact]
    public async Task A_boundary_limits_at_the_next_request_and_is_replaced_and_taken_off()
    {
        var caller = await _house.SessionOfNewRoleAsync("reader");
        await _house.AllowAsync(_house.Root, "reader", "*");
        var other = await _house.PolicyAsync("Other", Allow("sts:*"));
        await DoAsync("PutRolePermissionsBoundary", new PutRolePermissionsBoundaryRequest { RoleName = "reader", PermissionsBoundary = other.Arn });
        (await _house.ListRolesAsync(caller)).Error!.Message.ShouldEndWith("because no permissions boundary allows the iam:ListRoles action");
        await DoAsync("PutRolePermissionsBoundary", new PutRolePermissionsBoundaryRequest { RoleName = "reader", PermissionsBoundary = ReadOnly });
        (await _house.ListRolesAsync(caller)).Succeeded.ShouldBeTrue();
        (await _house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "reader" })).Role!.PermissionsBoundary!.PermissionsBoundaryArn.ShouldBe(ReadOnly);
        await DoAsync("DeletePolicy", new Federation.Services.Iam.ManagedPolicies.DeletePolicyRequest { PolicyArn = other.Arn });
        await DoAsync("DeleteRolePermissionsBoundary", new DeleteRolePermissionsBoundaryRequest { RoleName = "reader" });
        await DoAsync("DeleteRolePermissionsBoundary", new DeleteRolePermissionsBoundaryRequest { RoleName = "reader" });
        (await _house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "reader" })).Role!.PermissionsBoundary.ShouldBeNull();

        var user = await _house.StoredUserAsync("bounded");
        await _house.WriteAsync(store => store.InlinePolicies.PutAsync(new() { AccountId = _house.Management, OwnerId = user.UserId, PolicyName = "p", Document = Allow("*") }, default));
        await DoAsync("PutUserPermissionsBoundary", new PutUserPermissionsBoundaryRequest { UserName = "bounded", PermissionsBoundary = "arn:aws:iam::aws:policy/AWSDenyAll" });
        (await _house.ListRolesAsync(CallerOf(user))).Error!.Message.ShouldEndWith("with an explicit deny in a permissions boundary");
        await DoAsync("DeleteUserPermissionsBoundary", new DeleteUserPermissionsBoundaryRequest { UserName = "bounded" });
        (await _house.ListRolesAsync(CallerOf(user))).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData("User")]
    [InlineData("Role")]
    public async Task A_boundary_has_to_exist(string kind)
    {
        var absent = $"arn:aws:iam::{_house.Management}:policy/none";
        var error = await _house.RefusedAsync($"Put{kind}PermissionsBoundary", Bound(kind, absent));
        (error.Code, error.Message).ShouldBe(("NoSuchEntity", $"Scope ARN: {absent} does not exist or is not attachable."));
        (await _house.RefusedAsync($"Put{kind}PermissionsBoundary", Bound(kind, "no-arn-but-long-enough"))).Code.ShouldBe("InvalidInput");
        (await _house.RefusedAsync($"Put{kind}PermissionsBoundary", Bound(kind, ReadOnly, "nobody"))).Code.ShouldBe("NoSuchEntity");
        (await _house.RefusedAsync($"Delete{kind}PermissionsBoundary", Unbound(kind, "nobody"))).Code.ShouldBe("NoSuchEntity");
    }

    /// <summary>AWS: Delegating responsibility to others using permissions boundaries. The delegate may set one boundary only, attach only where it is set, and never take it off.</summary>
    [Theory]
    [InlineData("User")]
    [InlineData("Role")]
    public async Task A_delegate_stays_within_the_boundary_that_it_has_to_set(string kind)
    {
        var caller = await _house.SessionOfNewRoleAsync("delegate");
        await _house.AttachAsync("delegate", (await _house.PolicyAsync("Delegated", Allow("iam:*", $$$""","Condition":{"StringEquals":{"iam:PermissionsBoundary":"{{{ReadOnly}}}"}}"""))).Arn!);
        await _house.AllowAsync(_house.Root, "delegate", $"iam:Delete{kind}PermissionsBoundary", effect: "Deny");
        (await _house.RefusedAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "Subject", Administrator), caller)).Code.ShouldBe("AccessDenied");
        (await _house.RefusedAsync($"Put{kind}PermissionsBoundary", Bound(kind, Administrator), caller)).Code.ShouldBe("AccessDenied");
        await DoAsync($"Put{kind}PermissionsBoundary", Bound(kind, ReadOnly), caller);
        await DoAsync($"Attach{kind}Policy", Request($"Attach{kind}Policy", "Subject", Administrator), caller);
        (await _house.RefusedAsync($"Put{kind}PermissionsBoundary", Bound(kind, Administrator), caller)).Code.ShouldBe("AccessDenied");
        (await _house.RefusedAsync($"Delete{kind}PermissionsBoundary", Unbound(kind, "Subject"), caller)).Message.ShouldEndWith("with an explicit deny in an identity-based policy");
    }

    private async Task<(long Owner, long Policy)> VersionsAsync(string kind)
    {
        await using var store = await _house.Database.BeginReadAsync(default);
        var policy = await store.ManagedPolicies.FindByNameAsync(_house.Management, "Moved", default);
        var owner = kind switch
        {
            "User" => (await store.Users.FindByNameAsync(_house.Management, "Subject", default))!.Version,
            "Group" => (await store.Groups.FindByNameAsync(_house.Management, "Subject", default))!.Version,
            _ => (await store.Roles.FindByNameAsync(_house.Management, "Subject", default))!.Version,
        };
        return (owner, policy!.Version);
    }

    private object Request(string operation, string name, string policyArn)
    {
        var type = _house.Get<OperationRegistry>().Find("iam", operation)!.RequestType;
        var request = Activator.CreateInstance(type)!;
        type.GetProperties().Single(property => property.Name.EndsWith("Name", StringComparison.Ordinal)).SetValue(request, name);
        type.GetProperty("PolicyArn")!.SetValue(request, policyArn);
        return request;
    }

    private static object ListRequest(string kind, string name, string? prefix) => kind switch
    {
        "User" => new ListAttachedUserPoliciesRequest { UserName = name, PathPrefix = prefix },
        "Group" => new ListAttachedGroupPoliciesRequest { GroupName = name, PathPrefix = prefix },
        _ => new ListAttachedRolePoliciesRequest { RoleName = name, PathPrefix = prefix },
    };

    private static object Bound(string kind, string arn, string name = "Subject") => kind == "User"
        ? new PutUserPermissionsBoundaryRequest { UserName = name, PermissionsBoundary = arn }
        : new PutRolePermissionsBoundaryRequest { RoleName = name, PermissionsBoundary = arn };

    private static object Unbound(string kind, string name) => kind == "User"
        ? new DeleteUserPermissionsBoundaryRequest { UserName = name }
        : new DeleteRolePermissionsBoundaryRequest { RoleName = name };

    private async Task<IEnumerable<string>> ListAsync(string kind, string? prefix = null) =>
        (await _house.DoAsync<AttachedPoliciesResponse>("iam", $"ListAttached{kind}Policies", ListRequest(kind, "Subject", prefix))).AttachedPolicies.Select(policy => policy.PolicyArn!);

    private Task DoAsync(string operation, object request, Caller? caller = null) => _house.DoAsync<Nothing>("iam", operation, request, caller);
}
