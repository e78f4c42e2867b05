using Federation.Model.ManagedPolicies;
using Federation.Services.Iam.Attachments;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Roles;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Iam;

/// <summary>Many callers who make, attach, change and remove the same policies and roles at once.</summary>
public sealed class PolicyConcurrencyTests
{
    private static readonly string[] Explicable = ["NoSuchEntity", "EntityAlreadyExists", "DeleteConflict", "ConcurrentModification", "LimitExceeded"];

    [Fact]
    public async Task No_orphan_no_policy_without_its_document_and_only_answers_that_can_be_explained()
    {
        await using var house = await TestHouse.OpenAsync();
        var account = house.Management;
        string Arn(int i) => $"arn:aws:iam::{account}:policy/p{i}";
        Func<int, (string, object)>[] steps =
        [
            i => ("CreatePolicy", new CreatePolicyRequest { PolicyName = $"p{i}", PolicyDocument = PolicyWorld.Allow("iam:ListRoles") }),
            i => ("CreateRole", new CreateRoleRequest { RoleName = $"r{i}", AssumeRolePolicyDocument = PolicyWorld.AnyoneTrusts, PermissionsBoundary = Arn(1 - i) }),
            i => ("AttachRolePolicy", new AttachRolePolicyRequest { RoleName = $"r{i}", PolicyArn = Arn(i) }),
            i => ("CreatePolicyVersion", new CreatePolicyVersionRequest { PolicyArn = Arn(i), PolicyDocument = PolicyWorld.Allow("sts:*"), SetAsDefault = true }),
            i => ("SetDefaultPolicyVersion", new SetDefaultPolicyVersionRequest { PolicyArn = Arn(i), VersionId = "v2" }),
            i => ("DeletePolicyVersion", new DeletePolicyVersionRequest { PolicyArn = Arn(i), VersionId = "v1" }),
            i => ("DeletePolicyVersion", new DeletePolicyVersionRequest { PolicyArn = Arn(i), VersionId = "v2" }),
            i => ("DetachRolePolicy", new DetachRolePolicyRequest { RoleName = $"r{i}", PolicyArn = Arn(i) }),
            i => ("DeleteRole", new DeleteRoleRequest { RoleName = $"r{i}" }),
            i => ("DeletePolicy", new DeletePolicyRequest { PolicyArn = Arn(i) }),
        ];
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                // Every worker walks the steps at a pace of its own.
                var (operation, request) = steps[(i * (worker % 3 + 1) + worker) % steps.Length](worker % 2);
                var error = (await house.CallAsync("iam", operation, request)).Error;
                if (error is null)
                {
                    Interlocked.Increment(ref done);
                }
                else
                {
                    Explicable.ShouldContain(error.Code, $"{operation}: {error.Message} {error.Detail}");
                }
            }
        })));

        done.ShouldBeGreaterThan(50);
        await using var store = await house.Database.BeginReadAsync(default);
        var policies = (await store.ManagedPolicies.ListAsync(account, "/", null, 100, default)).Items;
        var roles = (await store.Roles.ListAsync(account, "/", null, 100, default)).Items;
        foreach (var policy in policies)
        {
            (await store.ManagedPolicies.FindDefaultVersionAsync(account, policy.PolicyId, default)).ShouldNotBeNull(policy.Arn);
            foreach (var usage in new[] { PolicyUsage.Permissions, PolicyUsage.Boundary })
            {
                var owners = (await store.PolicyAttachments.ListOfPolicyAsync(account, policy.PolicyId, usage, null, 100, default)).Items;
                owners.Select(owner => owner.OwnerId).Except(roles.Select(role => role.RoleId)).ShouldBeEmpty(policy.Arn);
            }
        }

        foreach (var role in roles)
        {
            var attached = await store.PolicyAttachments.ListOfOwnerAsync(account, role.RoleId, PolicyUsage.Permissions, default);
            var bounding = await store.PolicyAttachments.ListOfOwnerAsync(account, role.RoleId, PolicyUsage.Boundary, default);
            attached.Concat(bounding).Select(attachment => attachment.PolicyId).Except(policies.Select(policy => policy.PolicyId)).ShouldBeEmpty(role.Arn);
            bounding.Select(attachment => attachment.PolicyArn).ShouldBe(role.PermissionsBoundary is null ? [] : [role.PermissionsBoundary]);
        }
    }
}
