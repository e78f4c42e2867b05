using Federation.Services.Iam.Groups;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam;

/// <summary>Inline policies of users and groups.</summary>
public sealed class InlinePolicyTests
{
    [Fact]
    public async Task A_users_policy_is_kept_to_the_letter_counts_at_once_and_goes()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var caller = await house.CallerOfAsync("ann");
        var document = Allows("iam:ListUsers").Replace(",", " ,\n", StringComparison.Ordinal);
        await PutAsync(house, "Read", document);
        var read = await house.DoAsync<GetUserPolicyResponse>("iam", "GetUserPolicy", new GetUserPolicyRequest { UserName = "ANN", PolicyName = "rEAD" });
        (read.UserName, read.PolicyName, read.PolicyDocument).ShouldBe(("ann", "Read", document));
        (await house.CallAsync("iam", "ListUsers", new ListUsersRequest(), caller)).Succeeded.ShouldBeTrue();

        await PutAsync(house, "READ", Allows("iam:ListRoles"));
        (await house.CallAsync("iam", "ListUsers", new ListUsersRequest(), caller)).Succeeded.ShouldBeFalse();
        await house.DoAsync<Nothing>("iam", "DeleteUserPolicy", new DeleteUserPolicyRequest { UserName = "ann", PolicyName = "read" });
        (await house.RefusedAsync("GetUserPolicy", new GetUserPolicyRequest { UserName = "ann", PolicyName = "Read" })).Message.ShouldBe("The user policy with name Read cannot be found.");
        (await house.RefusedAsync("DeleteUserPolicy", new DeleteUserPolicyRequest { UserName = "ann", PolicyName = "Read" })).Code.ShouldBe("NoSuchEntity");
    }

    [Fact]
    public async Task What_is_no_identity_policy_is_not_stored()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        foreach (var wrong in new[] { "{", "[]", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""" })
        {
            (await house.RefusedAsync("PutUserPolicy", Put("p", wrong))).Code.ShouldBe("MalformedPolicyDocument");
        }

        (await house.RefusedAsync("PutUserPolicy", new PutUserPolicyRequest { UserName = "bob", PolicyName = "p", PolicyDocument = Allows("*") })).Code.ShouldBe("NoSuchEntity");
        (await house.DoAsync<ListUserPoliciesResponse>("iam", "ListUserPolicies", new ListUserPoliciesRequest { UserName = "ann" })).PolicyNames.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_policies_of_a_user_together_hold_2048_characters_and_of_a_group_5120()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        await PutAsync(house, "a", Sized(1024));
        await PutAsync(house, "b", Sized(1024) + new string(' ', 500));
        await PutAsync(house, "B", Sized(1024));
        var error = await house.RefusedAsync("PutUserPolicy", Put("b", Sized(1025)));
        (error.Code, error.HttpStatus, error.Message).ShouldBe(("LimitExceeded", 409, "Maximum policy size of 2048 bytes exceeded for user ann"));

        await house.DoAsync<GroupResponse>("iam", "CreateGroup", new CreateGroupRequest { GroupName = "g" });
        await house.DoAsync<Nothing>("iam", "PutGroupPolicy", new PutGroupPolicyRequest { GroupName = "g", PolicyName = "a", PolicyDocument = Sized(5120) });
        (await house.RefusedAsync("PutGroupPolicy", new PutGroupPolicyRequest { GroupName = "g", PolicyName = "b", PolicyDocument = Allows("*") })).Message
            .ShouldBe("Maximum policy size of 5120 bytes exceeded for group g");
    }

    [Fact]
    public async Task Policies_of_a_group_are_written_read_listed_and_removed()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.DoAsync<GroupResponse>("iam", "CreateGroup", new CreateGroupRequest { GroupName = "g" });
        foreach (var name in new[] { "b", "A", "c" })
        {
            await house.DoAsync<Nothing>("iam", "PutGroupPolicy", new PutGroupPolicyRequest { GroupName = "G", PolicyName = name, PolicyDocument = Allows("iam:Get*") });
        }

        var first = await house.DoAsync<ListGroupPoliciesResponse>("iam", "ListGroupPolicies", new ListGroupPoliciesRequest { GroupName = "g", MaxItems = 2 });
        (first.IsTruncated, string.Join(',', first.PolicyNames)).ShouldBe((true, "A,b"));
        (await house.DoAsync<ListGroupPoliciesResponse>("iam", "ListGroupPolicies", new ListGroupPoliciesRequest { GroupName = "g", Marker = first.Marker })).PolicyNames.ShouldBe(["c"]);
        var read = await house.DoAsync<GetGroupPolicyResponse>("iam", "GetGroupPolicy", new GetGroupPolicyRequest { GroupName = "G", PolicyName = "a" });
        (read.GroupName, read.PolicyName, read.PolicyDocument).ShouldBe(("g", "A", Allows("iam:Get*")));
        await house.DoAsync<Nothing>("iam", "DeleteGroupPolicy", new DeleteGroupPolicyRequest { GroupName = "g", PolicyName = "a" });
        (await house.RefusedAsync("GetGroupPolicy", new GetGroupPolicyRequest { GroupName = "g", PolicyName = "a" })).Message.ShouldBe("The group policy with name a cannot be found.");
    }

    /// <summary>A policy of that many characters without white space.</summary>
    private static string Sized(int size)
    {
        var rest = size - Allows("iam:").Length;
        return Allows("iam:" + new string('x', rest));
    }

    private static PutUserPolicyRequest Put(string name, string document) => new() { UserName = "ann", PolicyName = name, PolicyDocument = document };

    private static Task<Nothing> PutAsync(TestHouse house, string name, string document) => house.DoAsync<Nothing>("iam", "PutUserPolicy", Put(name, document));
}
