using Federation.Services.Iam;
using Federation.Services.Iam.Groups;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam.Groups;

public sealed class GroupTests
{
    [Fact]
    public async Task A_group_is_made_shown_renamed_moved_and_removed()
    {
        await using var house = await TestHouse.OpenAsync();
        var made = await GroupAsync(house, "Devs", "/team/");
        made.GroupId!.ShouldMatch("^AGPA[A-Z2-7]{16}$");
        made.Arn.ShouldBe($"arn:aws:iam::{house.Management}:group/team/Devs");
        (await house.DoAsync<GetGroupResponse>("iam", "GetGroup", new GetGroupRequest { GroupName = "dEVS" })).Group.ShouldBe(made);
        (await house.RefusedAsync("CreateGroup", new CreateGroupRequest { GroupName = "DEVS" })).Message.ShouldBe("Group with name DEVS already exists.");

        await house.DoAsync<Nothing>("iam", "UpdateGroup", new UpdateGroupRequest { GroupName = "devs", NewGroupName = "Developers", NewPath = "/" });
        var moved = (await house.DoAsync<GetGroupResponse>("iam", "GetGroup", new GetGroupRequest { GroupName = "developers" })).Group!;
        (moved.Arn, moved.GroupId).ShouldBe(($"arn:aws:iam::{house.Management}:group/Developers", made.GroupId));
        await GroupAsync(house, "Other");
        (await house.RefusedAsync("UpdateGroup", new UpdateGroupRequest { GroupName = "Other", NewGroupName = "DEVELOPERS" })).Code.ShouldBe("EntityAlreadyExists");

        await house.DoAsync<Nothing>("iam", "DeleteGroup", new DeleteGroupRequest { GroupName = "developers" });
        (await house.RefusedAsync("GetGroup", new GetGroupRequest { GroupName = "Developers" })).Message.ShouldBe("The group with name Developers cannot be found.");
    }

    [Fact]
    public async Task A_rename_needs_permission_on_both_names()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("helper", Allows("iam:UpdateGroup", $"arn:aws:iam::{house.Management}:group/team/*"));
        var helper = await house.CallerOfAsync("helper");
        await GroupAsync(house, "devs", "/team/");
        await GroupAsync(house, "admins");
        (await house.RefusedAsync("UpdateGroup", new UpdateGroupRequest { GroupName = "devs", NewPath = "/" }, helper)).Message.ShouldContain(":group/devs ");
        (await house.RefusedAsync("UpdateGroup", new UpdateGroupRequest { GroupName = "admins", NewPath = "/team/" }, helper)).Message.ShouldContain("on resource: group admins because ");
        await house.DoAsync<Nothing>("iam", "UpdateGroup", new UpdateGroupRequest { GroupName = "devs", NewGroupName = "developers" }, helper);
    }

    [Fact]
    public async Task Members_get_the_groups_permissions_and_lose_them_and_repetitions_are_no_error()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var caller = await house.CallerOfAsync("ann");
        await GroupAsync(house, "readers");
        await house.DoAsync<Nothing>("iam", "PutGroupPolicy", new PutGroupPolicyRequest { GroupName = "readers", PolicyName = "p", PolicyDocument = Allows("iam:ListUsers") });
        (await house.CallAsync("iam", "ListUsers", new ListUsersRequest(), caller)).Succeeded.ShouldBeFalse();

        await AddAsync(house, "readers", "ann");
        await AddAsync(house, "READERS", "ANN");
        (await house.CallAsync("iam", "ListUsers", new ListUsersRequest(), caller)).Succeeded.ShouldBeTrue();
        await RemoveAsync(house, "readers", "ann");
        await RemoveAsync(house, "readers", "ann");
        (await house.CallAsync("iam", "ListUsers", new ListUsersRequest(), caller)).Succeeded.ShouldBeFalse();
        (await house.RefusedAsync("AddUserToGroup", new AddUserToGroupRequest { GroupName = "readers", UserName = "bob" })).Message.ShouldBe("The user with name bob cannot be found.");
        (await house.RefusedAsync("RemoveUserFromGroup", new RemoveUserFromGroupRequest { GroupName = "none", UserName = "ann" })).Message.ShouldBe("The group with name none cannot be found.");
    }

    [Fact]
    public async Task A_user_is_in_as_many_groups_as_the_quota_says()
    {
        await using var house = await TestHouse.OpenAsync(services => services.AddSingleton(new IamQuotas { GroupsPerUser = 2, GroupsPerAccount = 3 }));
        await house.UserAsync("ann");
        foreach (var name in new[] { "a", "b", "c" })
        {
            await GroupAsync(house, name);
        }

        await AddAsync(house, "a", "ann");
        await AddAsync(house, "b", "ann");
        await AddAsync(house, "a", "ann");
        (await house.RefusedAsync("AddUserToGroup", new AddUserToGroupRequest { GroupName = "c", UserName = "ann" })).Message.ShouldBe("Cannot exceed quota for GroupsPerUser: 2");
        var error = await house.RefusedAsync("CreateGroup", new CreateGroupRequest { GroupName = "d" });
        (error.Code, error.Message).ShouldBe(("LimitExceeded", "Cannot exceed quota for GroupsPerAccount: 3"));
    }

    [Fact]
    public async Task A_group_is_deleted_only_when_nothing_hangs_on_it()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var group = await GroupAsync(house, "g");
        await house.DoAsync<Nothing>("iam", "PutGroupPolicy", new PutGroupPolicyRequest { GroupName = "g", PolicyName = "p", PolicyDocument = Allows("*") });
        await AddAsync(house, "g", "ann");
        await AttachAsync(house, group.GroupId!);

        (await DeleteAsync(house)).ShouldBe("Cannot delete entity, must remove users from group first.");
        await RemoveAsync(house, "g", "ann");
        (await DeleteAsync(house)).ShouldBe("Cannot delete entity, must detach all policies first.");
        await DetachAsync(house, group.GroupId!);
        (await DeleteAsync(house)).ShouldBe("Cannot delete entity, must delete policies first.");
        await house.DoAsync<Nothing>("iam", "DeleteGroupPolicy", new DeleteGroupPolicyRequest { GroupName = "g", PolicyName = "P" });
        await house.DoAsync<Nothing>("iam", "DeleteGroup", new DeleteGroupRequest { GroupName = "g" });
    }

    [Fact]
    public async Task Members_and_groups_are_shown_page_by_page()
    {
        await using var house = await TestHouse.OpenAsync();
        foreach (var name in new[] { "carl", "Ann", "bob" })
        {
            await house.UserAsync(name);
            await GroupAsync(house, "G" + name);
            await GroupAsync(house, "all-" + name, "/all/");
        }

        foreach (var name in new[] { "carl", "Ann", "bob" })
        {
            await AddAsync(house, "Gcarl", name);
            await AddAsync(house, "all-" + name, "bob");
        }

        var first = await house.DoAsync<GetGroupResponse>("iam", "GetGroup", new GetGroupRequest { GroupName = "gcarl", MaxItems = 2 });
        (first.Users.Select(user => user.UserName), first.IsTruncated).ShouldSatisfyAllConditions(page => page.Item1.ShouldBe(["Ann", "bob"]), page => page.IsTruncated.ShouldBe(true));
        var second = await house.DoAsync<GetGroupResponse>("iam", "GetGroup", new GetGroupRequest { GroupName = "gcarl", MaxItems = 2, Marker = first.Marker });
        (second.Users.Single().UserName, second.IsTruncated, second.Marker).ShouldBe(("carl", false, null));

        var own = await house.DoAsync<ListGroupsForUserResponse>("iam", "ListGroupsForUser", new ListGroupsForUserRequest { UserName = "BOB", MaxItems = 3 });
        own.Groups.Select(group => group.GroupName).ShouldBe(["all-Ann", "all-bob", "all-carl"]);
        var rest = await house.DoAsync<ListGroupsForUserResponse>("iam", "ListGroupsForUser", new ListGroupsForUserRequest { UserName = "bob", Marker = own.Marker });
        (rest.Groups.Single().GroupName, rest.IsTruncated).ShouldBe(("Gcarl", false));

        var listed = await house.DoAsync<ListGroupsResponse>("iam", "ListGroups", new ListGroupsRequest { PathPrefix = "/all/", MaxItems = 2 });
        (listed.Groups.Count, listed.IsTruncated).ShouldBe((2, true));
        (await house.DoAsync<ListGroupsResponse>("iam", "ListGroups", new ListGroupsRequest { PathPrefix = "/all/", Marker = listed.Marker })).Groups.Single().GroupName.ShouldBe("all-carl");
    }

    private static async Task<GroupShape> GroupAsync(TestHouse house, string name, string? path = null) =>
        (await house.DoAsync<GroupResponse>("iam", "CreateGroup", new CreateGroupRequest { GroupName = name, Path = path })).Group!;

    private static Task<Nothing> AddAsync(TestHouse house, string group, string user) =>
        house.DoAsync<Nothing>("iam", "AddUserToGroup", new AddUserToGroupRequest { GroupName = group, UserName = user });

    private static Task<Nothing> RemoveAsync(TestHouse house, string group, string user) =>
        house.DoAsync<Nothing>("iam", "RemoveUserFromGroup", new RemoveUserFromGroupRequest { GroupName = group, UserName = user });

    private static async Task<string> DeleteAsync(TestHouse house)
    {
        var error = await house.RefusedAsync("DeleteGroup", new DeleteGroupRequest { GroupName = "g" });
        (error.Code, error.HttpStatus).ShouldBe(("DeleteConflict", 409));
        return error.Message;
    }

    private static async Task AttachAsync(TestHouse house, string ownerId)
    {
        await using var store = await house.Database.BeginWriteAsync(default);
        await store.PolicyAttachments.AddAsync(
            new() { AccountId = house.Management, OwnerId = ownerId, PolicyId = "ANPAX", Usage = Federation.Model.ManagedPolicies.PolicyUsage.Permissions, PolicyName = "x", PolicyArn = "x" }, default);
        await store.CommitAsync(default);
    }

    private static async Task DetachAsync(TestHouse house, string ownerId)
    {
        await using var store = await house.Database.BeginWriteAsync(default);
        await store.PolicyAttachments.RemoveAsync(house.Management, ownerId, "ANPAX", Federation.Model.ManagedPolicies.PolicyUsage.Permissions, default);
        await store.CommitAsync(default);
    }
}
