using Federation.Services.Iam.Attachments;
using Federation.Services.Iam.Boundaries;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Pipeline;
using Federation.Services.Policies;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.Iam.PolicyWorld;

namespace Federation.UnitTests.Services.Iam;

/// <summary>ListPolicies and ListEntitiesForPolicy: what they hold and how they page.</summary>
public sealed class PolicyListTests : IAsyncLifetime
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private TestHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await TestHouse.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Pages_go_over_the_accounts_own_policies_and_the_gateways(int size)
    {
        foreach (var name in new[] { "b", "A", "c" })
        {
            await _house.PolicyAsync(name);
        }

        var all = await ListAsync(new ListPoliciesRequest { MaxItems = size });
        all.ShouldBe(["A", "b", "c", .. AwsManagedPolicies.All.Select(policy => policy.Policy.PolicyName)]);
        (await ListAsync(new ListPoliciesRequest { Scope = "Local", MaxItems = size })).ShouldBe(["A", "b", "c"]);
        (await ListAsync(new ListPoliciesRequest { Scope = "AWS", MaxItems = size })).Count.ShouldBe(AwsManagedPolicies.All.Count);
    }

    [Fact]
    public async Task Filters_by_path_by_attachment_and_by_use()
    {
        await _house.RoleAsync(_house.Root, "reader", AnyoneTrusts);
        var own = await _house.PolicyAsync("Own", path: "/team/");
        var bound = await _house.PolicyAsync("Bound", path: "/team/x/");
        await _house.PolicyAsync("Idle");
        await _house.AttachAsync("reader", own.Arn!);
        await _house.AttachAsync("reader", ReadOnly);
        await _house.DoAsync<Nothing>("iam", "PutRolePermissionsBoundary", new PutRolePermissionsBoundaryRequest { RoleName = "reader", PermissionsBoundary = bound.Arn });

        (await ListAsync(new ListPoliciesRequest { OnlyAttached = true })).ShouldBe(["Own", "ReadOnlyAccess"]);
        (await ListAsync(new ListPoliciesRequest { OnlyAttached = true, Scope = "AWS" })).ShouldBe(["ReadOnlyAccess"]);
        (await ListAsync(new ListPoliciesRequest { PolicyUsageFilter = "PermissionsPolicy" })).ShouldBe(["Own", "ReadOnlyAccess"]);
        (await ListAsync(new ListPoliciesRequest { PolicyUsageFilter = "PermissionsBoundary" })).ShouldBe(["Bound"]);
        (await ListAsync(new ListPoliciesRequest { PathPrefix = "/team/" })).ShouldBe(["Bound", "Own"]);
        (await ListAsync(new ListPoliciesRequest { PathPrefix = "/job-function/" })).ShouldBe(["ViewOnlyAccess"]);
        var shown = (await _house.DoAsync<ListPoliciesResponse>("iam", "ListPolicies", new ListPoliciesRequest { Scope = "AWS", OnlyAttached = true })).Policies.Single();
        (shown.AttachmentCount, shown.Description, shown.Tags).ShouldBe((1, null, null));
        (await _house.RefusedAsync("ListPolicies", new ListPoliciesRequest { Marker = "eA" })).Code.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task The_list_is_refused_in_awss_words_and_allowed_by_a_star_only()
    {
        var caller = await _house.SessionOfNewRoleAsync("reader");
        (await _house.RefusedAsync("ListPolicies", new ListPoliciesRequest(), caller)).Message
            .ShouldBe($"User: {caller.Arn} is not authorized to perform: iam:ListPolicies on resource: policy path / because no identity-based policy allows the iam:ListPolicies action");
        await _house.AllowAsync(_house.Root, "reader", "iam:ListPolicies", $"arn:aws:iam::{_house.Management}:policy/*");
        (await _house.RefusedAsync("ListPolicies", new ListPoliciesRequest(), caller)).Code.ShouldBe("AccessDenied");
        await _house.AllowAsync(_house.Root, "reader", "iam:ListPolicies");
        await _house.DoAsync<ListPoliciesResponse>("iam", "ListPolicies", new ListPoliciesRequest(), caller);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Entities_of_a_policy_come_once_each_in_pages_of_any_size(int size)
    {
        var policy = await _house.PolicyAsync("Shared");
        await _house.GroupAsync("g");
        await _house.StoredUserAsync("u1", "/eng/");
        await _house.StoredUserAsync("u2");
        await _house.RoleAsync(_house.Root, "r", AnyoneTrusts);
        await _house.DoAsync<Nothing>("iam", "AttachGroupPolicy", new AttachGroupPolicyRequest { GroupName = "g", PolicyArn = policy.Arn });
        await _house.DoAsync<Nothing>("iam", "AttachUserPolicy", new AttachUserPolicyRequest { UserName = "u1", PolicyArn = policy.Arn });
        await _house.AttachAsync("r", policy.Arn!);
        await _house.DoAsync<Nothing>("iam", "PutUserPermissionsBoundary", new PutUserPermissionsBoundaryRequest { UserName = "u1", PermissionsBoundary = policy.Arn });
        await _house.DoAsync<Nothing>("iam", "PutUserPermissionsBoundary", new PutUserPermissionsBoundaryRequest { UserName = "u2", PermissionsBoundary = policy.Arn });

        var request = new ListEntitiesForPolicyRequest { PolicyArn = policy.Arn, MaxItems = size };
        (await EntitiesAsync(request)).ShouldBe(["g", "r", "u1", "u2"]);
        (await EntitiesAsync(request with { EntityFilter = "User" })).ShouldBe(["u1", "u2"]);
        (await EntitiesAsync(request with { EntityFilter = "Group" })).ShouldBe(["g"]);
        (await EntitiesAsync(request with { EntityFilter = "Role" })).ShouldBe(["r"]);
        (await EntitiesAsync(request with { EntityFilter = "LocalManagedPolicy" })).ShouldBeEmpty();
        (await EntitiesAsync(request with { PolicyUsageFilter = "PermissionsPolicy" })).ShouldBe(["g", "r", "u1"]);
        (await EntitiesAsync(request with { PolicyUsageFilter = "PermissionsBoundary" })).ShouldBe(["u1", "u2"]);
        (await EntitiesAsync(request with { PathPrefix = "/eng/" })).ShouldBe(["u1"]);
        (await EntitiesAsync(request with { PolicyArn = ReadOnly })).ShouldBeEmpty();
    }

    private async Task<List<string>> ListAsync(ListPoliciesRequest request)
    {
        var names = new List<string>();
        ListPoliciesResponse page;
        do
        {
            page = await _house.DoAsync<ListPoliciesResponse>("iam", "ListPolicies", request);
            names.AddRange(page.Policies.Select(policy => policy.PolicyName!));
            page.Policies.Count.ShouldBeLessThanOrEqualTo(request.MaxItems ?? 100);
            page.IsTruncated.ShouldBe(page.Marker is not null);
            request = request with { Marker = page.Marker };
        }
        while (page.IsTruncated == true);

        return names;
    }

    private async Task<List<string>> EntitiesAsync(ListEntitiesForPolicyRequest request)
    {
        var names = new List<string>();
        ListEntitiesForPolicyResponse page;
        do
        {
            page = await _house.DoAsync<ListEntitiesForPolicyResponse>("iam", "ListEntitiesForPolicy", request);
            names.AddRange(page.PolicyGroups.Select(group => group.GroupName!).Concat(page.PolicyUsers.Select(user => user.UserName!)).Concat(page.PolicyRoles.Select(role => role.RoleName!)));
            request = request with { Marker = page.Marker };
        }
        while (page.IsTruncated == true);

        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
