using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;
using static Federation.UnitTests.Services.House.StsWorld;

namespace Federation.UnitTests.Services.Sts;

/// <summary>Session tags, source identity and session policies of AssumeRole.</summary>
public sealed class AssumeRoleTagsTests
{
    [Fact]
    public async Task Transitive_tags_pass_down_the_chain_and_cannot_be_replaced()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, second, third) = await ChainAsync(house);
        var answer = await house.AssumeAsync(await house.SessionAsync(first), Assume(second) with { Tags = [Tag("Team", "blue"), Tag("Note", "x")], TransitiveTagKeys = ["team"] });
        answer.PackedPolicySize.ShouldNotBeNull().ShouldBeInRange(1, 100);
        var middle = await house.CallerAsync(answer.Credentials!);
        middle.PrincipalTags.Select(tag => $"{tag.Key}={tag.Value}").ShouldBe(["Team=blue", "Note=x"], ignoreOrder: true);

        var last = await house.CallerAsync((await house.AssumeAsync(middle, Assume(third))).Credentials!);
        last.PrincipalTags.Select(tag => $"{tag.Key}={tag.Value}").ShouldBe(["Team=blue"]);
        last.Session!.TransitiveTagKeys.ShouldBe(["Team"]);
        (await house.RefusedAsync(middle, Assume(third) with { Tags = [Tag("TEAM", "red")] })).Code.ShouldBe("InvalidParameterValue");
        (await house.RefusedAsync(middle, Assume(third) with { Tags = [Tag("Team", "blue")], TransitiveTagKeys = ["Team"] })).Message
            .ShouldBe("One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");
    }

    [Fact]
    public async Task Tags_of_the_request_and_of_the_chain_are_counted_together()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, second, _) = await ChainAsync(house);
        var keys = Enumerable.Range(0, 40).Select(i => $"t{i}").ToList();
        var caller = await house.SessionAsync(first, claims => claims with { Tags = [.. keys.Select(key => new Federation.Model.Storage.Tag(key, "1"))], TransitiveTagKeys = keys });
        await house.AssumeAsync(caller, Assume(second) with { Tags = [.. Enumerable.Range(0, 10).Select(i => Tag($"r{i}", "1"))] });
        foreach (var count in new[] { 11, 40 })
        {
            var error = await house.RefusedAsync(caller, Assume(second) with { Tags = [.. Enumerable.Range(0, count).Select(i => Tag($"r{i}", "1"))] });
            (error.Code, error.HttpStatus).ShouldBe(("ValidationError", 400));
            error.Message.ShouldEndWith("at most 50 tags.");
        }
    }

    [Fact]
    public async Task Wrong_tags_are_refused_in_awss_words()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, second, _) = await ChainAsync(house);
        var caller = await house.SessionAsync(first);
        (await house.RefusedAsync(caller, Assume(second) with { Tags = [Tag("a", "1"), Tag("A", "2")] })).Message
            .ShouldBe("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        (await house.RefusedAsync(caller, Assume(second) with { TransitiveTagKeys = ["a"] })).Message
            .ShouldBe("The specified transitive tag key must be included in the requested tags.");
        (await house.RefusedAsync(caller, Assume(second) with { Tags = [Tag("aws:x", "1")] })).Code.ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public async Task Tags_need_TagSession_whether_passed_or_inherited()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, _, _) = await ChainAsync(house);
        var plain = await house.RoleAsync(house.Root, "plain", TrustsAws(first, actions: "\"sts:AssumeRole\""));
        var caller = await house.SessionAsync(first);
        await house.AssumeAsync(caller, Assume(plain.Arn!));
        (await house.RefusedAsync(caller, Assume(plain.Arn!) with { Tags = [Tag("a", "1")] })).Message.ShouldContain("sts:TagSession");
        var tagged = await house.SessionAsync(first, claims => claims with { Tags = [new("a", "1")], TransitiveTagKeys = ["a"] });
        (await house.RefusedAsync(tagged, Assume(plain.Arn!))).Message.ShouldContain("sts:TagSession");
    }

    [Fact]
    public async Task A_trust_policy_sees_the_tags_and_transitive_keys_of_the_request()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, _, _) = await ChainAsync(house);
        const string Condition = ""","Condition":{"StringEquals":{"aws:RequestTag/Team":"blue"},"ForAllValues:StringEquals":{"sts:TransitiveTagKeys":["Team"],"aws:TagKeys":["Team"]}}""";
        var role = await house.RoleAsync(house.Root, "tagged", TrustsAws(first, Condition));
        var caller = await house.SessionAsync(first);
        await house.AssumeAsync(caller, Assume(role.Arn!) with { Tags = [Tag("Team", "blue")], TransitiveTagKeys = ["Team"] });
        (await house.RefusedAsync(caller, Assume(role.Arn!) with { Tags = [Tag("Team", "red")] })).Code.ShouldBe("AccessDenied");
        (await house.RefusedAsync(caller, Assume(role.Arn!) with { Tags = [Tag("Team", "blue"), Tag("More", "1")], TransitiveTagKeys = ["Team", "More"] })).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_source_identity_needs_its_permission_stays_for_the_chain_and_cannot_be_changed()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, second, third) = await ChainAsync(house);
        var answer = await house.AssumeAsync(await house.SessionAsync(first), Assume(second) with { SourceIdentity = "alice" });
        answer.SourceIdentity.ShouldBe("alice");
        var middle = await house.CallerAsync(answer.Credentials!);
        (await house.AssumeAsync(middle, Assume(third))).SourceIdentity.ShouldBe("alice");
        (await house.AssumeAsync(middle, Assume(third) with { SourceIdentity = "alice" })).SourceIdentity.ShouldBe("alice");
        (await house.RefusedAsync(middle, Assume(third) with { SourceIdentity = "bob" })).Code.ShouldBe("AccessDenied");

        var plain = await house.RoleAsync(house.Root, "plain", TrustsAws(second, actions: "\"sts:AssumeRole\""));
        (await house.RefusedAsync(middle, Assume(plain.Arn!))).Message.ShouldContain("sts:SetSourceIdentity");
    }

    [Fact]
    public async Task A_session_policy_limits_the_session_and_one_that_does_not_fit_is_refused()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, second, _) = await ChainAsync(house);
        await house.AllowAsync(house.Root, "second", "iam:*");
        var caller = await house.SessionAsync(first);
        const string OnlyGet = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*"}]}""";
        var limited = await house.CallerAsync((await house.AssumeAsync(caller, Assume(second) with { Policy = OnlyGet })).Credentials!);
        await house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "first" }, limited);
        (await house.CallAsync("iam", "ListRoles", new ListRolesRequest(), limited)).Error!.Message.ShouldEndWith("because no session policy allows the iam:ListRoles action");

        (await house.RefusedAsync(caller, Assume(second) with { Policy = "{" })).Code.ShouldBe("MalformedPolicyDocument");
        var large = Enumerable.Range(0, 50).Select(i => Tag($"k{i}", Convert.ToHexString(System.Security.Cryptography.SHA512.HashData([(byte)i])))).ToArray();
        (await house.RefusedAsync(caller, Assume(second) with { Tags = large })).Code.ShouldBe("PackedPolicyTooLarge");
    }

    [Fact]
    public async Task Managed_policies_that_do_not_exist_are_refused_as_session_policies()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, second, _) = await ChainAsync(house);
        var caller = await house.SessionAsync(first);
        (await house.RefusedAsync(caller, Assume(second) with { PolicyArns = [new PolicyDescriptorShape { Arn = $"arn:aws:iam::{house.Management}:policy/none" }] }))
            .Message.ShouldBe($"Policy arn:aws:iam::{house.Management}:policy/none does not exist or is not attachable.");
        (await house.RefusedAsync(caller, Assume(second) with { PolicyArns = [new PolicyDescriptorShape { Arn = "twenty characters, no arn" }] }))
            .Message.ShouldBe("Invalid ARN:  Could not be parsed!");
    }

    [Fact]
    public async Task A_role_that_is_deleted_leaves_its_sessions_without_rights()
    {
        await using var house = await TestHouse.OpenAsync();
        var (first, second, _) = await ChainAsync(house);
        var credentials = (await house.AssumeAsync(await house.SessionAsync(first), Assume(second))).Credentials!;
        await house.DoAsync<Nothing>("iam", "DeleteRole", new DeleteRoleRequest { RoleName = "second" });
        (await house.AuthenticateAsync(credentials)).Error!.Code.ShouldBe("InvalidClientTokenId");
    }

    private static TagShape Tag(string key, string value) => new() { Key = key, Value = value };

    private static async Task<(string First, string Second, string Third)> ChainAsync(TestHouse house)
    {
        var first = await house.RoleAsync(house.Root, "first", TrustsAws(house.Management.Value));
        var second = await house.RoleAsync(house.Root, "second", TrustsAws(first.Arn!));
        var third = await house.RoleAsync(house.Root, "third", TrustsAws(second.Arn!));
        return (first.Arn!, second.Arn!, third.Arn!);
    }
}
