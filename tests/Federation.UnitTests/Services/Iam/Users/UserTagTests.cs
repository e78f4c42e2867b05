using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Shapes;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam.Users;

/// <summary>Tags of users and roles, and what policies see of them.</summary>
public sealed class UserTagTests
{
    [Fact]
    public async Task Tags_are_added_overwritten_without_case_taken_away_and_listed_sorted()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        await TagAsync(house, ("Team", "blue"), ("cost", "1"), ("Abc", ""));
        await TagAsync(house, ("TEAM", "red"));
        (await ListAsync(house)).ShouldBe(["Abc=", "TEAM=red", "cost=1"]);
        await house.DoAsync<Nothing>("iam", "UntagUser", new UntagUserRequest { UserName = "ann", TagKeys = ["team", "not there"] });
        (await ListAsync(house)).ShouldBe(["Abc=", "cost=1"]);
    }

    [Fact]
    public async Task A_user_has_fifty_tags_at_most_and_none_of_AWS()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        await TagAsync(house, [.. Enumerable.Range(0, 50).Select(i => ($"k{i}", "v"))]);
        await TagAsync(house, ("K0", "overwritten"));
        (await house.RefusedAsync("TagUser", Tag(("one more", "v")))).Code.ShouldBe("LimitExceeded");
        (await house.RefusedAsync("TagUser", Tag(("aws:x", "v")))).Code.ShouldBe("InvalidInput");
        (await house.RefusedAsync("TagUser", Tag(("a", "1"), ("A", "2")))).Code.ShouldBe("InvalidInput");
        (await house.RefusedAsync("TagUser", Tag([.. Enumerable.Range(0, 51).Select(i => ($"n{i}", "v"))]))).Code.ShouldBe("ValidationError");
        (await ListAsync(house)).Count.ShouldBe(50);
    }

    [Fact]
    public async Task Policies_see_the_tags_that_are_there_and_those_that_are_asked_for()
    {
        await using var house = await TestHouse.OpenAsync();
        const string OwnTeam = ""","Condition":{"StringEquals":{"aws:ResourceTag/team":"blue"},"ForAllValues:StringEquals":{"aws:TagKeys":["cost"]}}""";
        await house.UserAsync("helper", Allows("iam:*Tag*User*", condition: OwnTeam));
        var helper = await house.CallerOfAsync("helper");
        await house.UserAsync("ann");
        (await house.RefusedAsync("TagUser", Tag(("cost", "1")), helper)).Code.ShouldBe("AccessDenied");
        await TagAsync(house, ("team", "blue"));
        await house.DoAsync<Nothing>("iam", "TagUser", Tag(("cost", "1")), helper);
        (await house.RefusedAsync("TagUser", Tag(("cost", "1"), ("team", "red")), helper)).Code.ShouldBe("AccessDenied");
        (await house.RefusedAsync("UntagUser", new UntagUserRequest { UserName = "ann", TagKeys = ["team"] }, helper)).Code.ShouldBe("AccessDenied");
        await house.DoAsync<Nothing>("iam", "UntagUser", new UntagUserRequest { UserName = "ann", TagKeys = ["cost"] }, helper);
    }

    [Fact]
    public async Task Who_may_make_users_but_not_tag_them_makes_none_with_tags()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("helper", Allows("iam:CreateUser"));
        var helper = await house.CallerOfAsync("helper");
        (await house.RefusedAsync("CreateUser", new CreateUserRequest { UserName = "ann", Tags = [new TagShape { Key = "team", Value = "blue" }] }, helper)).Message.ShouldContain("iam:TagUser");
        await house.DoAsync<UserResponse>("iam", "CreateUser", new CreateUserRequest { UserName = "ann" }, helper);
    }

    [Fact]
    public async Task Who_may_make_users_within_a_boundary_makes_none_without_it()
    {
        await using var house = await TestHouse.OpenAsync();
        const string Bound = "arn:aws:iam::aws:policy/AdministratorAccess";
        await house.UserAsync("helper", Allows("iam:CreateUser", condition: $$$""","Condition":{"StringEquals":{"iam:PermissionsBoundary":"{{{Bound}}}"}}"""));
        var helper = await house.CallerOfAsync("helper");
        (await house.RefusedAsync("CreateUser", new CreateUserRequest { UserName = "ann" }, helper)).Code.ShouldBe("AccessDenied");
        await house.DoAsync<UserResponse>("iam", "CreateUser", new CreateUserRequest { UserName = "ann", PermissionsBoundary = Bound }, helper);
    }

    [Fact]
    public async Task Roles_are_tagged_alike()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "r", StsWorld.TrustsAws(house.Management.Value));
        await house.DoAsync<Nothing>("iam", "TagRole", new TagRoleRequest { RoleName = "R", Tags = [new TagShape { Key = "b", Value = "1" }, new TagShape { Key = "a", Value = "2" }] });
        var first = await house.DoAsync<ListRoleTagsResponse>("iam", "ListRoleTags", new ListRoleTagsRequest { RoleName = "r", MaxItems = 1 });
        (first.Tags.Single().Key, first.IsTruncated).ShouldBe(("a", true));
        var second = await house.DoAsync<ListRoleTagsResponse>("iam", "ListRoleTags", new ListRoleTagsRequest { RoleName = "r", MaxItems = 1, Marker = first.Marker });
        (second.Tags.Single().Key, second.IsTruncated, second.Marker).ShouldBe(("b", false, null));
        await house.DoAsync<Nothing>("iam", "UntagRole", new UntagRoleRequest { RoleName = "r", TagKeys = ["A"] });
        (await house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "r" })).Role!.Tags!.Single().Key.ShouldBe("b");
    }

    private static TagUserRequest Tag(params (string Key, string Value)[] tags) =>
        new() { UserName = "ann", Tags = [.. tags.Select(tag => new TagShape { Key = tag.Key, Value = tag.Value })] };

    private static Task<Nothing> TagAsync(TestHouse house, params (string Key, string Value)[] tags) => house.DoAsync<Nothing>("iam", "TagUser", Tag(tags));

    private static async Task<IReadOnlyList<string>> ListAsync(TestHouse house) =>
        [.. (await house.DoAsync<ListUserTagsResponse>("iam", "ListUserTags", new ListUserTagsRequest { UserName = "ann" })).Tags.Select(tag => $"{tag.Key}={tag.Value}")];
}
