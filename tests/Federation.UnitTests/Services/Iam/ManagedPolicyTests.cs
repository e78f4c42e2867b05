using Federation.Model.Results;
using Federation.Services.Iam;
using Federation.Services.Iam.Boundaries;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;
using static Federation.UnitTests.Services.Iam.PolicyWorld;

namespace Federation.UnitTests.Services.Iam;

/// <summary>Managed policies of an account: their life, their versions, their lists, their tags.</summary>
public sealed class ManagedPolicyTests : IAsyncLifetime
{
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    private TestHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await TestHouse.OpenAsync(services => services.AddSingleton(new IamQuotas { PoliciesPerAccount = 8 }));

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_policy_is_made_shown_and_removed()
    {
        var made = (await _house.DoAsync<PolicyResponse>("iam", "CreatePolicy", new CreatePolicyRequest
        {
            PolicyName = "Read",
            Path = "/team/",
            PolicyDocument = Allow("iam:ListRoles"),
            Description = "reads",
            Tags = [new TagShape { Key = "team", Value = "a" }],
        })).Policy!;
        made.Arn.ShouldBe($"arn:aws:iam::{_house.Management}:policy/team/Read");
        made.PolicyId!.ShouldMatch("^ANPA[A-Z2-7]{16,17}$");
        (made.DefaultVersionId, made.AttachmentCount, made.PermissionsBoundaryUsageCount, made.IsAttachable).ShouldBe(("v1", 0, 0, true));

        var shown = (await _house.DoAsync<PolicyResponse>("iam", "GetPolicy", new GetPolicyRequest { PolicyArn = made.Arn })).Policy!;
        (shown.Description, shown.Tags!.Single().Key).ShouldBe(("reads", "team"));
        (await VersionAsync(made.Arn!, "v1")).Document.ShouldBe(Allow("iam:ListRoles"));

        await _house.DoAsync<Nothing>("iam", "DeletePolicy", new DeletePolicyRequest { PolicyArn = made.Arn });
        var gone = await _house.RefusedAsync("GetPolicy", new GetPolicyRequest { PolicyArn = made.Arn });
        (gone.Code, gone.Message).ShouldBe(("NoSuchEntity", $"Policy {made.Arn} was not found."));
        (await _house.PolicyAsync("read", path: "/team/")).PolicyId.ShouldNotBe(made.PolicyId);
    }

    [Fact]
    public async Task Names_are_taken_without_regard_to_case_and_path()
    {
        await _house.PolicyAsync("Read");
        var error = await _house.RefusedAsync("CreatePolicy", new CreatePolicyRequest { PolicyName = "rEAD", Path = "/other/", PolicyDocument = Allow("*") });
        (error.Code, error.Message).ShouldBe(("EntityAlreadyExists", "A policy called rEAD already exists. Duplicate names are not allowed."));
        (await _house.RefusedAsync("GetPolicy", new GetPolicyRequest { PolicyArn = $"arn:aws:iam::{_house.Management}:policy/READ" })).Code.ShouldBe("NoSuchEntity");
        (await _house.RefusedAsync("GetPolicy", new GetPolicyRequest { PolicyArn = $"arn:aws:iam::{_house.Management}:policy/other/Read" })).Code.ShouldBe("NoSuchEntity");
    }

    [Fact]
    public async Task What_cannot_be_stored_is_refused()
    {
        (await RefusedDocumentAsync("{")).Code.ShouldBe("MalformedPolicyDocument");
        var long1 = await RefusedDocumentAsync(Allow(new string('a', 6200) + ":Get"));
        (long1.Code, long1.Message).ShouldBe(("LimitExceeded", "Cannot exceed quota for PolicySize: 6144"));
        (await RefusedDocumentAsync("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""")).Code.ShouldBe("MalformedPolicyDocument");
        var invalid = await _house.RefusedAsync("GetPolicy", new GetPolicyRequest { PolicyArn = "no-arn-but-long-enough" });
        (invalid.Code, invalid.Message).ShouldBe(("InvalidInput", "ARN no-arn-but-long-enough is not valid."));
        for (var i = 0; i < 8; i++)
        {
            await _house.PolicyAsync($"p{i}");
        }

        (await _house.RefusedAsync("CreatePolicy", new CreatePolicyRequest { PolicyName = "more", PolicyDocument = Allow("*") })).Message.ShouldBe("Cannot exceed quota for PoliciesPerAccount: 8");
    }

    [Fact]
    public async Task Five_versions_and_numbers_that_never_come_again()
    {
        var arn = (await _house.PolicyAsync("Read")).Arn!;
        for (var i = 2; i <= 5; i++)
        {
            (await AddAsync(arn, isDefault: i == 3)).VersionId.ShouldBe($"v{i}");
        }

        (await _house.RefusedAsync("CreatePolicyVersion", new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = Allow("*") })).Code.ShouldBe("LimitExceeded");
        var inForce = await _house.RefusedAsync("DeletePolicyVersion", new DeletePolicyVersionRequest { PolicyArn = arn, VersionId = "v3" });
        (inForce.Code, inForce.Message).ShouldBe(("DeleteConflict", "Cannot delete the default version of a policy."));
        await _house.DoAsync<Nothing>("iam", "DeletePolicyVersion", new DeletePolicyVersionRequest { PolicyArn = arn, VersionId = "v5" });
        (await AddAsync(arn, isDefault: false)).VersionId.ShouldBe("v6");
        (await _house.RefusedAsync("DeletePolicy", new DeletePolicyRequest { PolicyArn = arn })).Message.ShouldStartWith("This policy has more than one version.");
        foreach (var missing in new[] { "v5", "v99999999999", "v1.x" })
        {
            (await _house.RefusedAsync("GetPolicyVersion", new GetPolicyVersionRequest { PolicyArn = arn, VersionId = missing })).Message
                .ShouldBe($"Policy {arn} version {missing} does not exist or is not attachable.");
            (await _house.RefusedAsync("SetDefaultPolicyVersion", new SetDefaultPolicyVersionRequest { PolicyArn = arn, VersionId = missing })).Code.ShouldBe("NoSuchEntity");
        }

        var first = await _house.DoAsync<ListPolicyVersionsResponse>("iam", "ListPolicyVersions", new ListPolicyVersionsRequest { PolicyArn = arn, MaxItems = 3 });
        first.Versions.Select(version => (version.VersionId, version.IsDefaultVersion, version.Document)).ShouldBe([("v6", false, null), ("v4", false, null), ("v3", true, null)]);
        var rest = await _house.DoAsync<ListPolicyVersionsResponse>("iam", "ListPolicyVersions", new ListPolicyVersionsRequest { PolicyArn = arn, Marker = first.Marker });
        rest.Versions.Select(version => version.VersionId).ShouldBe(["v2", "v1"]);
        rest.IsTruncated.ShouldBe(false);
    }

    [Fact]
    public async Task A_version_that_comes_into_force_counts_at_the_next_request()
    {
        var caller = await _house.SessionOfNewRoleAsync("reader");
        var arn = (await _house.PolicyAsync("Read")).Arn!;
        await _house.AttachAsync("reader", arn);
        (await _house.ListRolesAsync(caller)).Succeeded.ShouldBeTrue();
        await _house.DoAsync<PolicyVersionResponse>("iam", "CreatePolicyVersion", new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = Allow("sts:*") });
        (await _house.ListRolesAsync(caller)).Succeeded.ShouldBeTrue();
        await _house.DoAsync<Nothing>("iam", "SetDefaultPolicyVersion", new SetDefaultPolicyVersionRequest { PolicyArn = arn, VersionId = "v2" });
        (await _house.ListRolesAsync(caller)).Succeeded.ShouldBeFalse();
        await _house.DoAsync<Nothing>("iam", "SetDefaultPolicyVersion", new SetDefaultPolicyVersionRequest { PolicyArn = arn, VersionId = "v1" });
        (await _house.ListRolesAsync(caller)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_policy_in_use_is_not_removed()
    {
        await _house.RoleAsync(_house.Root, "reader", AnyoneTrusts);
        var attached = (await _house.PolicyAsync("Read")).Arn!;
        var bounding = (await _house.PolicyAsync("Bound")).Arn!;
        await _house.AttachAsync("reader", attached);
        await _house.DoAsync<Nothing>("iam", "PutRolePermissionsBoundary", new PutRolePermissionsBoundaryRequest { RoleName = "reader", PermissionsBoundary = bounding });
        var inUse = await _house.RefusedAsync("DeletePolicy", new DeletePolicyRequest { PolicyArn = attached });
        (inUse.Code, inUse.Message).ShouldBe(("DeleteConflict", "Cannot delete a policy attached to entities."));
        (await _house.RefusedAsync("DeletePolicy", new DeletePolicyRequest { PolicyArn = bounding })).Code.ShouldBe("DeleteConflict");
        await _house.DoAsync<Nothing>("iam", "DeleteRolePermissionsBoundary", new DeleteRolePermissionsBoundaryRequest { RoleName = "reader" });
        await _house.DoAsync<Nothing>("iam", "DeletePolicy", new DeletePolicyRequest { PolicyArn = bounding });
    }

    [Fact]
    public async Task Nobody_changes_a_policy_of_the_gateway_and_everybody_may_read_it()
    {
        (string, object)[] changes =
        [
            ("DeletePolicy", new DeletePolicyRequest { PolicyArn = Administrator }),
            ("CreatePolicyVersion", new CreatePolicyVersionRequest { PolicyArn = Administrator, PolicyDocument = Allow("*") }),
            ("DeletePolicyVersion", new DeletePolicyVersionRequest { PolicyArn = Administrator, VersionId = "v1" }),
            ("SetDefaultPolicyVersion", new SetDefaultPolicyVersionRequest { PolicyArn = Administrator, VersionId = "v1" }),
            ("TagPolicy", new TagPolicyRequest { PolicyArn = Administrator, Tags = [new TagShape { Key = "a", Value = "b" }] }),
            ("UntagPolicy", new UntagPolicyRequest { PolicyArn = Administrator, TagKeys = ["a"] }),
        ];
        foreach (var (operation, request) in changes)
        {
            var error = await _house.RefusedAsync(operation, request);
            (error.Code, error.Message).ShouldBe(("AccessDenied", "Policy is outside your own account."), operation);
        }

        (await VersionAsync(Administrator, "v1")).IsDefaultVersion.ShouldBe(true);
        (await _house.RefusedAsync("GetPolicyVersion", new GetPolicyVersionRequest { PolicyArn = Administrator, VersionId = "v2" })).Code.ShouldBe("NoSuchEntity");
        (await _house.DoAsync<ListPolicyVersionsResponse>("iam", "ListPolicyVersions", new ListPolicyVersionsRequest { PolicyArn = Administrator })).Versions.Count.ShouldBe(1);
        (await _house.DoAsync<ListPolicyTagsResponse>("iam", "ListPolicyTags", new ListPolicyTagsRequest { PolicyArn = Administrator })).Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tags_are_added_overwritten_taken_off_and_decide()
    {
        var arn = (await _house.PolicyAsync("Read")).Arn!;
        await _house.DoAsync<Nothing>("iam", "TagPolicy", new TagPolicyRequest { PolicyArn = arn, Tags = [new TagShape { Key = "team", Value = "a" }, new TagShape { Key = "b", Value = "1" }] });
        await _house.DoAsync<Nothing>("iam", "TagPolicy", new TagPolicyRequest { PolicyArn = arn, Tags = [new TagShape { Key = "TEAM", Value = "z" }] });
        var first = await _house.DoAsync<ListPolicyTagsResponse>("iam", "ListPolicyTags", new ListPolicyTagsRequest { PolicyArn = arn, MaxItems = 1 });
        first.Tags.Select(tag => tag.Key).ShouldBe(["TEAM"]);
        (await _house.DoAsync<ListPolicyTagsResponse>("iam", "ListPolicyTags", new ListPolicyTagsRequest { PolicyArn = arn, Marker = first.Marker })).Tags.Select(tag => tag.Key).ShouldBe(["b"]);

        var caller = await _house.SessionOfNewRoleAsync("reader");
        await _house.AttachAsync("reader", (await _house.PolicyAsync("OfTeam", Allow("iam:GetPolicy", ""","Condition":{"StringEquals":{"aws:ResourceTag/team":"z"}}"""))).Arn!);
        await _house.DoAsync<PolicyResponse>("iam", "GetPolicy", new GetPolicyRequest { PolicyArn = arn }, caller);
        await _house.DoAsync<Nothing>("iam", "UntagPolicy", new UntagPolicyRequest { PolicyArn = arn, TagKeys = ["team", "absent"] });
        (await _house.RefusedAsync("GetPolicy", new GetPolicyRequest { PolicyArn = arn }, caller)).Code.ShouldBe("AccessDenied");

        var many = Enumerable.Range(0, 50).Select(i => new TagShape { Key = $"k{i}", Value = string.Empty }).ToList();
        (await _house.RefusedAsync("TagPolicy", new TagPolicyRequest { PolicyArn = arn, Tags = many })).Code.ShouldBe("LimitExceeded");
        (await _house.RefusedAsync("TagPolicy", new TagPolicyRequest { PolicyArn = arn, Tags = [.. many.Take(1), .. many.Take(1)] })).Code.ShouldBe("InvalidInput");
    }

    [Fact]
    public async Task Two_changes_from_one_reading_do_not_both_happen()
    {
        var arn = (await _house.PolicyAsync("Read")).Arn!;
        await using var store = await _house.Database.BeginReadAsync(default);
        var read = (await store.ManagedPolicies.FindByNameAsync(_house.Management, "Read", default))!;
        await AddAsync(arn, isDefault: true);
        await using var write = await _house.Database.BeginWriteAsync(default);
        (await write.ManagedPolicies.UpdateAsync(read with { DefaultVersion = 1 }, default)).ShouldBe(Federation.Model.Storage.StoreOutcome.Stale);
    }

    private async Task<AwsError> RefusedDocumentAsync(string document) =>
        await _house.RefusedAsync("CreatePolicy", new CreatePolicyRequest { PolicyName = "Bad", PolicyDocument = document });

    private async Task<PolicyVersionShape> AddAsync(string arn, bool isDefault) =>
        (await _house.DoAsync<PolicyVersionResponse>("iam", "CreatePolicyVersion", new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = Allow("*"), SetAsDefault = isDefault })).PolicyVersion!;

    private async Task<PolicyVersionShape> VersionAsync(string arn, string version) =>
        (await _house.DoAsync<PolicyVersionResponse>("iam", "GetPolicyVersion", new GetPolicyVersionRequest { PolicyArn = arn, VersionId = version })).PolicyVersion!;
}
