using Federation.Services.Iam;
using Federation.Services.Iam.AccessKeys;
using Federation.Services.Iam.Groups;
using Federation.Services.Iam.LoginProfiles;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Shapes;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam.Users;

public sealed class UserTests
{
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

    [Fact]
    public async Task A_user_is_made_with_everything_it_was_given_and_shown_so()
    {
        await using var house = await TestHouse.OpenAsync();
        var request = new CreateUserRequest { UserName = "Ann", Path = "/team/", PermissionsBoundary = Administrator, Tags = [new TagShape { Key = "Team", Value = "blue" }] };
        var made = (await house.DoAsync<UserResponse>("iam", "CreateUser", request)).User!;
        made.UserId!.ShouldMatch("^AIDA[A-Z2-7]{16}$");
        made.Arn.ShouldBe($"arn:aws:iam::{house.Management}:user/team/Ann");
        made.PermissionsBoundary!.PermissionsBoundaryArn.ShouldBe(Administrator);

        // Names are not distinguished by case, and answers keep the spelling they were made with.
        var read = (await house.DoAsync<UserResponse>("iam", "GetUser", new GetUserRequest { UserName = "aNN" })).User!;
        (read with { Tags = null }).ShouldBe(made with { Tags = null });
        read.Tags!.Single().ShouldBe(new TagShape { Key = "Team", Value = "blue" });
        (await house.RefusedAsync("CreateUser", new CreateUserRequest { UserName = "ANN" })).ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("EntityAlreadyExists"), error => error.HttpStatus.ShouldBe(409), error => error.Message.ShouldBe("User with name ANN already exists."));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_request_is_said_at_once()
    {
        await using var house = await TestHouse.OpenAsync();
        var error = await house.RefusedAsync("CreateUser", new CreateUserRequest { UserName = "no blanks", Path = "team", PermissionsBoundary = "x" });
        error.Code.ShouldBe("ValidationError");
        error.Message.ShouldStartWith("3 validation errors detected: ");
        error.Message.ShouldContain("Value 'no blanks' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+");
        (await house.RefusedAsync("CreateUser", new CreateUserRequest { UserName = new string('u', 65) })).Message
            .ShouldEndWith("at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64");
    }

    [Fact]
    public async Task A_user_with_a_boundary_or_tags_that_are_none_is_not_made()
    {
        await using var house = await TestHouse.OpenAsync();
        (await house.RefusedAsync("CreateUser", new CreateUserRequest { UserName = "ann", PermissionsBoundary = $"arn:aws:iam::{house.Management}:policy/Gone" })).Code.ShouldBe("NoSuchEntity");
        TagShape[] twice = [new TagShape { Key = "a", Value = "1" }, new TagShape { Key = "A", Value = "2" }];
        (await house.RefusedAsync("CreateUser", new CreateUserRequest { UserName = "ann", Tags = twice })).Message
            .ShouldBe("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        (await house.RefusedAsync("GetUser", new GetUserRequest { UserName = "ann" })).Message.ShouldBe("The user with name ann cannot be found.");
    }

    [Fact]
    public async Task The_quota_of_users_is_kept()
    {
        await using var house = await TestHouse.OpenAsync(services => services.AddSingleton(new IamQuotas { UsersPerAccount = 1 }));
        await house.UserAsync("ann");
        var error = await house.RefusedAsync("CreateUser", new CreateUserRequest { UserName = "bob" });
        (error.Code, error.HttpStatus, error.Message).ShouldBe(("LimitExceeded", 409, "Cannot exceed quota for UsersPerAccount: 1"));
    }

    [Fact]
    public async Task Without_a_name_the_caller_is_shown()
    {
        await using var house = await TestHouse.OpenAsync();
        var ann = await house.UserAsync("ann", Allows("iam:GetUser", $"arn:aws:iam::{house.Management}:user/${{aws:username}}"));
        var caller = await house.CallerOfAsync("ann");
        (await house.DoAsync<UserResponse>("iam", "GetUser", new GetUserRequest(), caller)).User!.Arn.ShouldBe(ann.Arn);

        var root = (await house.DoAsync<UserResponse>("iam", "GetUser", new GetUserRequest())).User!;
        (root.UserId, root.Arn, root.UserName, root.Path).ShouldBe((house.Management.Value, $"arn:aws:iam::{house.Management}:root", null, null));
        root.CreateDate.ShouldNotBeNull();

        var session = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/FederationAdministrator");
        (await house.RefusedAsync("GetUser", new GetUserRequest(), session)).Message.ShouldBe("Must specify userName when calling with non-User credentials");
    }

    [Fact]
    public async Task A_call_about_oneself_is_never_about_a_namesake()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann", Allows("*"));
        var caller = await house.CallerOfAsync("ann");

        // The caller was authenticated before its user gave the name up.
        await house.DoAsync<Nothing>("iam", "UpdateUser", new UpdateUserRequest { UserName = "ann", NewUserName = "anna" });
        await house.UserAsync("ann");
        (await house.RefusedAsync("CreateAccessKey", new CreateAccessKeyRequest(), caller)).Code.ShouldBe("ConcurrentModification");
        (await house.RefusedAsync("GetUser", new GetUserRequest(), caller)).Code.ShouldBe("ConcurrentModification");
    }

    [Fact]
    public async Task A_call_about_ones_own_password_or_device_is_never_about_a_namesakes()
    {
        await using var house = await PasswordWorld.OpenAsync();
        await house.UserAsync("ann", Allows("*"));
        var caller = await house.CallerOfAsync("ann");
        await house.DoAsync<Nothing>("iam", "UpdateUser", new UpdateUserRequest { UserName = "ann", NewUserName = "anna" });
        await house.UserAsync("ann");
        (await house.RefusedAsync("CreateLoginProfile", new CreateLoginProfileRequest { Password = PasswordWorld.Password }, caller)).Code.ShouldBe("ConcurrentModification");

        await house.PasswordAsync("ann");
        var device = await house.DeviceAsync("ann");
        foreach (var (operation, request) in new (string, object)[]
        {
            ("GetLoginProfile", new GetLoginProfileRequest()),
            ("DeleteLoginProfile", new DeleteLoginProfileRequest()),
            ("ListMFADevices", new ListMFADevicesRequest()),
            ("GetMFADevice", new GetMFADeviceRequest { SerialNumber = device.SerialNumber }),
            ("DeactivateMFADevice", new DeactivateMFADeviceRequest { SerialNumber = device.SerialNumber }),
        })
        {
            (await house.RefusedAsync(operation, request, caller)).Code.ShouldBe("ConcurrentModification", operation);
        }
    }

    [Fact]
    public async Task A_renamed_user_is_the_same_user()
    {
        await using var house = await TestHouse.OpenAsync();
        var ann = await house.UserAsync("ann", Allows("iam:ListUsers"));
        var key = await house.KeyAsync("ann");
        await house.DoAsync<Nothing>("iam", "UpdateUser", new UpdateUserRequest { UserName = "ANN", NewUserName = "Anna", NewPath = "/team/" });
        (await house.RefusedAsync("GetUser", new GetUserRequest { UserName = "ann" })).Code.ShouldBe("NoSuchEntity");

        var caller = await house.CallerAsync(key);
        (caller.Arn, caller.UserId).ShouldBe(($"arn:aws:iam::{house.Management}:user/team/Anna", ann.UserId));
        (await house.CallAsync("iam", "ListUsers", new ListUsersRequest(), caller)).Succeeded.ShouldBeTrue();
        await house.DoAsync<Nothing>("iam", "UpdateUser", new UpdateUserRequest { UserName = "Anna", NewUserName = "ANNA" });

        await house.UserAsync("bob");
        (await house.RefusedAsync("UpdateUser", new UpdateUserRequest { UserName = "bob", NewUserName = "anna" })).Message.ShouldBe("User with name anna already exists.");
    }

    [Fact]
    public async Task A_rename_needs_permission_on_both_names_and_both_paths()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("helper", Allows("iam:UpdateUser", $"arn:aws:iam::{house.Management}:user/team/*"));
        var helper = await house.CallerOfAsync("helper");
        await house.UserAsync("ann", path: "/team/");
        await house.UserAsync("boss");
        await house.UserAsync("hidden", path: "/secret/");
        await house.DoAsync<GroupResponse>("iam", "CreateGroup", new CreateGroupRequest { GroupName = "hidden", Path = "/secret/" });
        await house.UserAsync("renamer", Allows("iam:Update*", $"arn:aws:iam::{house.Management}:*/hidden"));
        var renamer = await house.CallerOfAsync("renamer");

        await house.DoAsync<Nothing>("iam", "UpdateUser", new UpdateUserRequest { UserName = "ann", NewUserName = "anna" }, helper);
        var outwards = await house.RefusedAsync("UpdateUser", new UpdateUserRequest { UserName = "anna", NewPath = "/" }, helper);
        (outwards.Code, outwards.Message.Contains($"on resource: arn:aws:iam::{house.Management}:user/anna ", StringComparison.Ordinal)).ShouldBe(("AccessDenied", true));
        // The path that stays is not the caller's to learn.
        (await house.RefusedAsync("UpdateUser", new UpdateUserRequest { UserName = "hidden", NewUserName = "seen" }, renamer)).Message.ShouldContain("on resource: user seen because ");
        (await house.RefusedAsync("UpdateGroup", new UpdateGroupRequest { GroupName = "hidden", NewGroupName = "seen" }, renamer)).Message.ShouldContain("on resource: group seen because ");
        var inwards = await house.RefusedAsync("UpdateUser", new UpdateUserRequest { UserName = "boss", NewPath = "/team/" }, helper);
        inwards.Message.ShouldContain("on resource: user boss because ");
    }

    [Fact]
    public async Task A_user_is_deleted_only_when_nothing_hangs_on_it()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann", Allows("*"));
        await house.DoAsync<GroupResponse>("iam", "CreateGroup", new CreateGroupRequest { GroupName = "all" });
        await house.DoAsync<Nothing>("iam", "AddUserToGroup", new AddUserToGroupRequest { GroupName = "all", UserName = "ann" });
        var key = await house.KeyAsync("ann");

        async Task ShouldConflictAsync(string text)
        {
            var error = await house.RefusedAsync("DeleteUser", new DeleteUserRequest { UserName = "ann" });
            (error.Code, error.HttpStatus, error.Message).ShouldBe(("DeleteConflict", 409, text));
        }

        await ShouldConflictAsync("Cannot delete entity, must delete access keys first.");
        await house.DoAsync<Nothing>("iam", "DeleteAccessKey", new DeleteAccessKeyRequest { UserName = "ann", AccessKeyId = key.AccessKeyId });
        await ShouldConflictAsync("Cannot delete entity, must remove users from group first.");
        await house.DoAsync<Nothing>("iam", "RemoveUserFromGroup", new RemoveUserFromGroupRequest { GroupName = "all", UserName = "ann" });
        await ShouldConflictAsync("Cannot delete entity, must delete policies first.");
        await house.DoAsync<Nothing>("iam", "DeleteUserPolicy", new DeleteUserPolicyRequest { UserName = "ann", PolicyName = "own" });
        await house.DoAsync<Nothing>("iam", "DeleteUser", new DeleteUserRequest { UserName = "ann" });
        (await house.RefusedAsync("DeleteUser", new DeleteUserRequest { UserName = "ann" })).Code.ShouldBe("NoSuchEntity");
    }

    [Fact]
    public async Task An_attached_policy_holds_a_user_and_a_boundary_does_not()
    {
        await using var house = await TestHouse.OpenAsync();
        var ann = (await house.DoAsync<UserResponse>("iam", "CreateUser", new CreateUserRequest { UserName = "ann", PermissionsBoundary = Administrator })).User!;
        var attachment = new Federation.Model.ManagedPolicies.PolicyAttachment
        {
            AccountId = house.Management,
            OwnerId = ann.UserId!,
            PolicyId = "ANPAX",
            Usage = Federation.Model.ManagedPolicies.PolicyUsage.Permissions,
            PolicyName = "x",
            PolicyArn = "x",
        };
        await using (var store = await house.Database.BeginWriteAsync(default))
        {
            await store.PolicyAttachments.AddAsync(attachment, default);
            await store.CommitAsync(default);
        }

        (await house.RefusedAsync("DeleteUser", new DeleteUserRequest { UserName = "ann" })).Message.ShouldBe("Cannot delete entity, must detach all policies first.");
        await using (var store = await house.Database.BeginWriteAsync(default))
        {
            await store.PolicyAttachments.RemoveAsync(house.Management, ann.UserId!, "ANPAX", attachment.Usage, default);
            await store.CommitAsync(default);
        }

        await house.DoAsync<Nothing>("iam", "DeleteUser", new DeleteUserRequest { UserName = "ann" });
        await using var after = await house.Database.BeginReadAsync(default);
        (await after.PolicyAttachments.ListOfOwnerAsync(house.Management, ann.UserId!, Federation.Model.ManagedPolicies.PolicyUsage.Boundary, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deleted_users_temporary_credentials_die_at_once_and_a_namesake_does_not_revive_them()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var key = await house.KeyAsync("ann");
        var session = (await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest(), await house.CallerAsync(key))).Credentials!;
        await house.CallerAsync(session);

        await house.DoAsync<Nothing>("iam", "DeleteAccessKey", new DeleteAccessKeyRequest { UserName = "ann", AccessKeyId = key.AccessKeyId });
        (await house.AuthenticateAsync(key)).Error!.Code.ShouldBe("InvalidClientTokenId");
        await house.DoAsync<Nothing>("iam", "DeleteUser", new DeleteUserRequest { UserName = "ann" });
        (await house.AuthenticateAsync(session)).Error!.Code.ShouldBe("InvalidClientTokenId");
        await house.UserAsync("ann", Allows("*"));
        (await house.AuthenticateAsync(session)).Error!.Code.ShouldBe("InvalidClientTokenId");
    }

    [Fact]
    public async Task A_trust_policy_shows_a_deleted_user_by_its_id_and_trusts_no_namesake()
    {
        await using var house = await TestHouse.OpenAsync();
        var ann = await house.UserAsync("ann");
        var role = await house.RoleAsync(house.Root, "target", StsWorld.TrustsAws(ann.Arn!));
        var first = await house.KeyAsync("ann");
        await house.AssumeAsync(await house.CallerAsync(first), StsWorld.Assume(role.Arn!));
        await house.DoAsync<Nothing>("iam", "DeleteAccessKey", new DeleteAccessKeyRequest { UserName = "ann", AccessKeyId = first.AccessKeyId });
        await house.DoAsync<Nothing>("iam", "DeleteUser", new DeleteUserRequest { UserName = "ann" });

        await house.UserAsync("ann", Allows("sts:AssumeRole"));
        (await house.RefusedAsync(await house.CallerOfAsync("ann"), StsWorld.Assume(role.Arn!))).Code.ShouldBe("AccessDenied");
        (await house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "target" })).Role!.AssumeRolePolicyDocument!.ShouldContain(ann.UserId!);
    }

    [Fact]
    public async Task Users_are_listed_by_path_and_page_by_page_without_regard_to_case()
    {
        await using var house = await TestHouse.OpenAsync();
        foreach (var (name, path) in new[] { ("carl", "/team/"), ("Bob", "/"), ("ann", "/team/blue/"), ("Dora", "/teams/") })
        {
            await house.UserAsync(name, path: path);
        }

        (await AllAsync(house, null)).ShouldBe(["ann", "Bob", "carl", "Dora"]);
        (await AllAsync(house, "/team/")).ShouldBe(["ann", "carl"]);
        (await AllAsync(house, "/team")).ShouldBe(["ann", "carl", "Dora"]);
        (await house.RefusedAsync("ListUsers", new ListUsersRequest { Marker = "€", MaxItems = 0 })).Message.ShouldStartWith("2 validation errors detected: ");
        (await house.RefusedAsync("ListUsers", new ListUsersRequest { Marker = "~" })).Code.ShouldBe("ValidationError");
    }

    private static async Task<List<string>> AllAsync(TestHouse house, string? prefix)
    {
        var names = new List<string>();
        string? marker = null;
        do
        {
            var page = await house.DoAsync<ListUsersResponse>("iam", "ListUsers", new ListUsersRequest { PathPrefix = prefix, Marker = marker, MaxItems = 1 });
            page.Users.Count.ShouldBe(1);
            page.Users[0].Tags.ShouldBeNull();
            page.IsTruncated.ShouldBe(page.Marker is not null);
            names.Add(page.Users[0].UserName!);
            marker = page.Marker;
        }
        while (marker is not null);
        return names;
    }
}
