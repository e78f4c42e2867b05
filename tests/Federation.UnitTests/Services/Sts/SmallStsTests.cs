using Federation.Model.Identifiers;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.StsWorld;

namespace Federation.UnitTests.Services.Sts;

/// <summary>GetAccessKeyInfo and GetSessionToken.</summary>
public sealed class SmallStsTests
{
    [Fact]
    public async Task The_account_of_a_key_id_is_read_from_the_id()
    {
        await using var house = await TestHouse.OpenAsync();
        (await InfoAsync(house, "ASIAQNZGKIQY56JQ7WML")).ShouldBe("029608264753");
        var mine = UniqueIds.Create(UniqueIdPrefix.AccessKey, house.Management);
        (await InfoAsync(house, mine)).ShouldBe(house.Management.Value);
    }

    [Theory]
    [InlineData("AKIA1111111111111111")]
    [InlineData("AROAQNZGKIQY56JQ7WML")]
    [InlineData("AKIAAAAAAAAAAAAAAAAA")]
    public async Task What_names_no_account_is_invalid(string id)
    {
        await using var house = await TestHouse.OpenAsync();
        (await house.CallAsync("sts", "GetAccessKeyInfo", new GetAccessKeyInfoRequest { AccessKeyId = id })).Error!.Code.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task GetAccessKeyInfo_needs_its_permission()
    {
        await using var house = await TestHouse.OpenAsync();
        var role = await house.RoleAsync(house.Root, "plain", TrustsAws(house.Management.Value));
        var caller = await house.SessionAsync(role.Arn!);
        var request = new GetAccessKeyInfoRequest { AccessKeyId = "ASIAQNZGKIQY56JQ7WML" };
        (await house.CallAsync("sts", "GetAccessKeyInfo", request, caller)).Error!.Code.ShouldBe("AccessDenied");
        await house.AllowAsync(house.Root, "plain", "sts:GetAccessKeyInfo");
        await house.DoAsync<GetAccessKeyInfoResponse>("sts", "GetAccessKeyInfo", request, caller);
    }

    [Fact]
    public async Task Roots_session_is_root_lasts_an_hour_at_most_and_cannot_call_iam()
    {
        await using var house = await TestHouse.OpenAsync();
        var answer = await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest { DurationSeconds = 129_600 });
        answer.Credentials!.Expiration.ShouldBe(house.Time.GetUtcNow().AddHours(1));
        var caller = await house.CallerAsync(answer.Credentials);
        caller.Arn.ShouldBe($"arn:aws:iam::{house.Management}:root");
        (await house.DoAsync<GetCallerIdentityResponse>("sts", "GetCallerIdentity", Nothing.Value, caller)).UserId.ShouldBe(house.Management.Value);
        (await house.CallAsync("iam", "ListRoles", new Federation.Services.Iam.Roles.ListRolesRequest(), caller)).Error!.Code.ShouldBe("AccessDenied");
        (await house.CallAsync("sts", "GetSessionToken", new GetSessionTokenRequest(), caller)).Error!.Message.ShouldBe("Cannot call GetSessionToken with session credentials");
        var brief = await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest { DurationSeconds = 900 });
        brief.Credentials!.Expiration.ShouldBe(house.Time.GetUtcNow().AddMinutes(15));
    }

    [Fact]
    public async Task A_role_session_gets_no_session_token_and_a_code_that_cannot_be_checked_is_refused()
    {
        await using var house = await TestHouse.OpenAsync();
        var role = await house.RoleAsync(house.Root, "plain", TrustsAws(house.Management.Value));
        (await house.CallAsync("sts", "GetSessionToken", new GetSessionTokenRequest(), await house.SessionAsync(role.Arn!))).Error!.Code.ShouldBe("AccessDenied");
        var withCode = new GetSessionTokenRequest { SerialNumber = "GAHT12345678", TokenCode = "000000" };
        (await house.CallAsync("sts", "GetSessionToken", withCode)).Error!.Message.ShouldStartWith("MultiFactorAuthentication failed");
    }

    private static async Task<string?> InfoAsync(TestHouse house, string id) =>
        (await house.DoAsync<GetAccessKeyInfoResponse>("sts", "GetAccessKeyInfo", new GetAccessKeyInfoRequest { AccessKeyId = id })).Account;
}
