using Federation.Services.Iam.AccessKeys;
using Federation.Services.Iam.Groups;
using Federation.Services.Iam.InstanceProfiles;
using Federation.Services.Iam.OtherCredentials;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Shapes;
using Federation.Services.Iam.Users;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam;

/// <summary>Every operation on users, groups, keys and tags asks for its own action on AWS's resource, and finds nothing of another account.</summary>
public sealed class UserOperationDemandTests
{
    private static readonly TagShape[] Tags = [new TagShape { Key = "k", Value = "v" }];

    /// <summary>Operation, request, resource that is asked for, and whether the account's root of another account is told that it is not there.</summary>
    private static readonly (string Name, object Request, string Resource, bool NeedsEntity)[] Calls =
    [
        ("CreateUser", new CreateUserRequest { UserName = "new", Path = "/p/" }, "user/p/new", false),
        ("GetUser", new GetUserRequest { UserName = "ANN" }, "user/team/ann", true),
        ("UpdateUser", new UpdateUserRequest { UserName = "ann", NewUserName = "b" }, "user/team/ann", true),
        ("DeleteUser", new DeleteUserRequest { UserName = "ann" }, "user/team/ann", true),
        ("ListUsers", new ListUsersRequest { PathPrefix = "/team" }, "user/team", false),
        ("PutUserPolicy", new PutUserPolicyRequest { UserName = "ann", PolicyName = "p", PolicyDocument = "{}" }, "user/team/ann", true),
        ("GetUserPolicy", new GetUserPolicyRequest { UserName = "ann", PolicyName = "p" }, "user/team/ann", true),
        ("DeleteUserPolicy", new DeleteUserPolicyRequest { UserName = "ann", PolicyName = "p" }, "user/team/ann", true),
        ("ListUserPolicies", new ListUserPoliciesRequest { UserName = "ann" }, "user/team/ann", true),
        ("TagUser", new TagUserRequest { UserName = "ann", Tags = Tags }, "user/team/ann", true),
        ("UntagUser", new UntagUserRequest { UserName = "ann", TagKeys = ["k"] }, "user/team/ann", true),
        ("ListUserTags", new ListUserTagsRequest { UserName = "ann" }, "user/team/ann", true),
        ("CreateAccessKey", new CreateAccessKeyRequest { UserName = "ann" }, "user/team/ann", true),
        ("UpdateAccessKey", new UpdateAccessKeyRequest { UserName = "ann", AccessKeyId = "AKIAAAAAAAAAAAAAAAAA", Status = "Active" }, "user/team/ann", true),
        ("DeleteAccessKey", new DeleteAccessKeyRequest { UserName = "ann", AccessKeyId = "AKIAAAAAAAAAAAAAAAAA" }, "user/team/ann", true),
        ("ListAccessKeys", new ListAccessKeysRequest { UserName = "ann" }, "user/team/ann", true),
        ("ListSSHPublicKeys", new ListSSHPublicKeysRequest { UserName = "ann" }, "user/team/ann", true),
        ("ListSigningCertificates", new ListSigningCertificatesRequest { UserName = "ann" }, "user/team/ann", true),
        ("ListServiceSpecificCredentials", new ListServiceSpecificCredentialsRequest { UserName = "ann" }, "user/team/ann", true),
        ("ListServiceSpecificCredentials", new ListServiceSpecificCredentialsRequest { AllUsers = true }, "user/*", false),
        ("ListGroupsForUser", new ListGroupsForUserRequest { UserName = "ann" }, "user/team/ann", true),
        ("CreateGroup", new CreateGroupRequest { GroupName = "new", Path = "/p/" }, "group/p/new", false),
        ("GetGroup", new GetGroupRequest { GroupName = "G" }, "group/team/g", true),
        ("UpdateGroup", new UpdateGroupRequest { GroupName = "g", NewGroupName = "h" }, "group/team/g", true),
        ("DeleteGroup", new DeleteGroupRequest { GroupName = "g" }, "group/team/g", true),
        ("ListGroups", new ListGroupsRequest(), "group/", false),
        ("AddUserToGroup", new AddUserToGroupRequest { GroupName = "g", UserName = "ann" }, "group/team/g", true),
        ("RemoveUserFromGroup", new RemoveUserFromGroupRequest { GroupName = "g", UserName = "ann" }, "group/team/g", true),
        ("PutGroupPolicy", new PutGroupPolicyRequest { GroupName = "g", PolicyName = "p", PolicyDocument = "{}" }, "group/team/g", true),
        ("GetGroupPolicy", new GetGroupPolicyRequest { GroupName = "g", PolicyName = "p" }, "group/team/g", true),
        ("DeleteGroupPolicy", new DeleteGroupPolicyRequest { GroupName = "g", PolicyName = "p" }, "group/team/g", true),
        ("ListGroupPolicies", new ListGroupPoliciesRequest { GroupName = "g" }, "group/team/g", true),
        ("TagRole", new TagRoleRequest { RoleName = "r", Tags = Tags }, "role/r", true),
        ("UntagRole", new UntagRoleRequest { RoleName = "r", TagKeys = ["k"] }, "role/r", true),
        ("ListRoleTags", new ListRoleTagsRequest { RoleName = "r" }, "role/r", true),
        ("UpdateRole", new UpdateRoleRequest { RoleName = "r" }, "role/r", true),
        ("UpdateRoleDescription", new UpdateRoleDescriptionRequest { RoleName = "r", Description = "d" }, "role/r", true),
        ("ListInstanceProfilesForRole", new ListInstanceProfilesForRoleRequest { RoleName = "r" }, "role/r", true),
        ("ListInstanceProfiles", new ListInstanceProfilesRequest(), "instance-profile/", false),
    ];

    [Fact]
    public async Task Without_permission_with_an_explicit_deny_and_beyond_a_session_policy_each_is_refused()
    {
        await using var house = await WorldAsync();
        await house.UserAsync("nobody");
        await house.UserAsync("denied", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}""");
        var (nobody, denied) = (await house.CallerOfAsync("nobody"), await house.CallerOfAsync("denied"));
        var limited = await house.SessionAsync(
            $"arn:aws:iam::{house.Management}:role/FederationAdministrator", claims => claims with { SessionPolicies = [Allows("sts:*")] });
        foreach (var (name, request, resource, needsEntity) in Calls)
        {
            var arn = $"arn:aws:iam::{house.Management}:{resource}";
            // The trail has the ARN; the caller reads what it asked for.
            var shown = needsEntity ? NamedIn(request, resource.Split('/')[0]) : arn;
            var error = await house.RefusedAsync(name, request, nobody);
            error.Message.ShouldBe($"User: {nobody.Arn} is not authorized to perform: iam:{name} on resource: {shown} because no identity-based policy allows the iam:{name} action");
            error.Detail!.EndsWith($"; resource: {arn}", StringComparison.Ordinal).ShouldBe(needsEntity, name);
            (await house.RefusedAsync(name, request, denied)).Message.ShouldBe(
                $"User: {denied.Arn} is not authorized to perform: iam:{name} on resource: {shown} with an explicit deny in an identity-based policy");
            (await house.RefusedAsync(name, request, limited)).Message.ShouldEndWith($"because no session policy allows the iam:{name} action");
        }
    }

    [Fact]
    public async Task Of_another_account_each_finds_nothing()
    {
        await using var house = await WorldAsync();
        var other = RootOf(await house.AccountAsync("other"));
        foreach (var (name, request, _, needsEntity) in Calls.Where(call => call.NeedsEntity))
        {
            var error = await house.RefusedAsync(name, request, other);
            (error.Code, error.HttpStatus).ShouldBe(("NoSuchEntity", 404), name);
        }

        (await house.DoAsync<ListUsersResponse>("iam", "ListUsers", new ListUsersRequest(), other)).Users.ShouldBeEmpty();
        (await house.DoAsync<ListGroupsResponse>("iam", "ListGroups", new ListGroupsRequest(), other)).Groups.ShouldBeEmpty();
        // A namesake in another account is no conflict.
        await house.UserAsync("ann", caller: other);
    }

    [Fact]
    public async Task Server_certificates_are_asked_for_on_everything()
    {
        await using var house = await WorldAsync();
        await house.UserAsync("nobody", Allows("iam:ListServerCertificates", $"arn:aws:iam::{house.Management}:server-certificate/*"));
        (await house.RefusedAsync("ListServerCertificates", new ListServerCertificatesRequest(), await house.CallerOfAsync("nobody"))).Code.ShouldBe("AccessDenied");
    }

    private static string NamedIn(object request, string kind) =>
        $"{kind} {request.GetType().GetProperties().Single(property => property.Name.Equals(kind + "Name", StringComparison.OrdinalIgnoreCase)).GetValue(request)}";

    private static async Task<TestHouse> WorldAsync()
    {
        var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann", path: "/team/");
        await house.DoAsync<GroupResponse>("iam", "CreateGroup", new CreateGroupRequest { GroupName = "g", Path = "/team/" });
        await house.RoleAsync(house.Root, "r", StsWorld.TrustsAws(house.Management.Value));
        return house;
    }
}
