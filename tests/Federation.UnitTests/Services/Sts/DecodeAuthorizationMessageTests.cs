using System.Text.Json;
using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.StsWorld;

namespace Federation.UnitTests.Services.Sts;

/// <summary>The sealed reason of a denial: what it says, who can have it opened, and which denials bring none.</summary>
public sealed class DecodeAuthorizationMessageTests
{
    [Fact]
    public async Task A_denial_brings_its_reason_to_whoever_may_decode_it()
    {
        await using var house = await TestHouse.OpenAsync();
        var (caller, denial) = await DeniedAsync(house);
        denial.EncodedAuthorizationMessage!.Length.ShouldBeLessThan(3072);
        denial.Message.ShouldNotContain(denial.EncodedAuthorizationMessage);
        (await DecodeAsync(house, denial.EncodedAuthorizationMessage, caller)).Error!.Code.ShouldBe("AccessDenied");

        var json = JsonSerializer.Deserialize<JsonElement>((await DecodeAsync(house, denial.EncodedAuthorizationMessage)).Value!);
        (json.GetProperty("allowed").GetBoolean(), json.GetProperty("explicitDeny").GetBoolean()).ShouldBe((false, false));
        json.GetProperty("matchedStatements").GetProperty("items").GetArrayLength().ShouldBe(0);
        json.GetProperty("lackingPolicyType").GetString().ShouldBe("Identity");
        var context = json.GetProperty("context");
        context.GetProperty("action").GetString().ShouldBe("iam:GetRole");
        context.GetProperty("resource").GetString().ShouldBe($"arn:aws:iam::{house.Management}:role/plain");
        context.GetProperty("principal").GetProperty("arn").GetString().ShouldBe(caller.Arn);
        context.GetProperty("principal").GetProperty("name").GetString().ShouldBe("first");
        var conditions = context.GetProperty("conditions").GetProperty("items").EnumerateArray().ToDictionary(
            item => item.GetProperty("key").GetString()!, item => item.GetProperty("values").GetProperty("items")[0].GetProperty("value").GetString());
        conditions["aws:SourceIp"].ShouldBe("198.51.100.7");
        conditions["aws:PrincipalArn"].ShouldBe($"arn:aws:iam::{house.Management}:role/plain");
    }

    [Fact]
    public async Task An_explicit_deny_and_a_condition_that_failed_are_named()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "plain", TrustsAws(house.Management.Value));
        await PutAsync(house, "guard", """{"Sid":"NoReads","Effect":"Deny","Action":"iam:Get*","Resource":"*"}""");
        await PutAsync(house, "reads", """{"Sid":"FromOffice","Effect":"Allow","Action":"iam:ListRoles","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}""");
        var caller = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/plain");
        var denied = await ReasonAsync(house, "GetRole", new GetRoleRequest { RoleName = "plain" }, caller);
        denied.GetProperty("explicitDeny").GetBoolean().ShouldBeTrue();
        var statement = denied.GetProperty("matchedStatements").GetProperty("items").EnumerateArray().Single();
        (statement.GetProperty("statementId").GetString(), statement.GetProperty("effect").GetString(), statement.GetProperty("policy").GetString()).ShouldBe(("NoReads", "DENY", "guard"));

        var failed = (await ReasonAsync(house, "ListRoles", new ListRolesRequest(), caller)).GetProperty("failures").GetProperty("items").EnumerateArray().Single();
        (failed.GetProperty("statementId").GetString(), failed.GetProperty("key").GetString()).ShouldBe(("FromOffice", "aws:SourceIp"));
        failed.GetProperty("expected").GetProperty("items")[0].GetProperty("value").GetString().ShouldBe("192.0.2.0/24");
        failed.GetProperty("actual").GetProperty("items")[0].GetProperty("value").GetString().ShouldBe("198.51.100.7");
    }

    [Fact]
    public async Task A_message_opens_whole_and_in_its_own_account_only()
    {
        await using var house = await TestHouse.OpenAsync();
        var other = await house.AccountAsync("other");
        var message = (await DeniedAsync(house)).Error.EncodedAuthorizationMessage!;
        Refused(await DecodeAsync(house, message, SamlWorld.RootOf(other)));
        foreach (var index in new[] { 0, 3, 20, 60, message.Length - 2 })
        {
            var changed = message.ToCharArray();
            changed[index] = changed[index] == 'A' ? 'B' : 'A';
            Refused(await DecodeAsync(house, new string(changed)));
        }

        foreach (var foreign in new[] { "x", "not base64!", message[..^4], message + "AAAA", new string('A', 10_240) })
        {
            Refused(await DecodeAsync(house, foreign));
        }

        (await DecodeAsync(house, message)).Succeeded.ShouldBeTrue();
        (await DecodeAsync(house, new string('A', 10_241))).Error!.Code.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task A_message_of_another_purpose_is_none_and_a_rotated_key_still_opens_one()
    {
        await using var house = await TestHouse.OpenAsync();
        var message = (await DeniedAsync(house)).Error.EncodedAuthorizationMessage!;
        var session = await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest());
        Refused(await DecodeAsync(house, session.Credentials!.SessionToken!.Replace('+', '-').Replace('/', '_').TrimEnd('=')));
        (await house.Get<IKeyRotation>().RotateAsync(KeyPurpose.Sealing, default)).ShouldBe(KeyRotationOutcome.Rotated);
        (await DecodeAsync(house, message)).Succeeded.ShouldBeTrue();
        house.Time.Advance(TimeSpan.FromHours(40));
        Refused(await DecodeAsync(house, message));
    }

    [Fact]
    public async Task Denials_of_trust_policies_bring_none_so_that_they_tell_no_role_from_another()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "plain", TrustsAws(house.Management.Value));
        var closed = await house.RoleAsync(house.Root, "closed", TrustsAws(house.Management.Value, actions: "\"sts:TagSession\""));
        var caller = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/plain");
        (await house.RefusedAsync(caller, Assume(closed.Arn!))).EncodedAuthorizationMessage.ShouldBeNull();
        (await house.RefusedAsync(caller, Assume(closed.Arn! + "-none"))).EncodedAuthorizationMessage.ShouldBeNull();
    }

    [Fact]
    public async Task A_messages_length_tells_no_tags()
    {
        await using var house = await TestHouse.OpenAsync();
        var plain = (await DeniedAsync(house)).Error.EncodedAuthorizationMessage!;
        await house.DoAsync<RoleResponse>("iam", "CreateRole", new CreateRoleRequest
        {
            RoleName = "many",
            AssumeRolePolicyDocument = TrustsAws(house.Management.Value),
            Tags = [.. Enumerable.Range(0, 20).Select(i => new Federation.Services.Iam.Shapes.TagShape { Key = $"key-{i}", Value = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData([(byte)i])) })],
        });
        var caller = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/plain");
        (await house.CallAsync("iam", "GetRole", new GetRoleRequest { RoleName = "many" }, caller)).Error!.EncodedAuthorizationMessage!.Length.ShouldBe(plain.Length);
        (await house.CallAsync("iam", "GetRole", new GetRoleRequest { RoleName = "none" }, caller)).Error!.EncodedAuthorizationMessage!.Length.ShouldBe(plain.Length);
    }

    [Fact]
    public async Task A_long_context_is_left_out_before_the_message_gets_too_long()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "plain", TrustsAws(house.Management.Value));
        var random = Enumerable.Range(0, 50).Select(i => new Federation.Model.Storage.Tag($"k{i}", Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(100)))).ToList();
        var caller = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/plain") with { PrincipalTags = random };
        var json = await ReasonAsync(house, "GetRole", new GetRoleRequest { RoleName = "plain" }, caller);
        json.GetProperty("truncated").GetBoolean().ShouldBeTrue();
        json.GetProperty("context").GetProperty("action").GetString().ShouldBe("iam:GetRole");
    }

    [Fact]
    public async Task Statements_are_left_out_before_a_denial_is_left_without_a_message()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "plain", TrustsAws(house.Management.Value));
        foreach (var i in Enumerable.Range(0, 10))
        {
            var random = string.Concat(Enumerable.Range(0, 6).Select(j => Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData([(byte)i, (byte)j])))).Where(char.IsAsciiLetterOrDigit).ToArray();
            await PutAsync(house, new string(random, 0, 100), $$"""{"Sid":"{{new string(random, 100, 256)}}","Effect":"Deny","Action":"iam:Get*","Resource":"*"}""");
        }

        var caller = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/plain");
        var json = await ReasonAsync(house, "GetRole", new GetRoleRequest { RoleName = "plain" }, caller);
        (json.GetProperty("truncated").GetBoolean(), json.GetProperty("explicitDeny").GetBoolean(), json.GetProperty("matchedStatements").GetProperty("items").GetArrayLength()).ShouldBe((true, true, 0));
    }

    private static async Task<(Caller Caller, AwsError Error)> DeniedAsync(TestHouse house)
    {
        await house.RoleAsync(house.Root, "plain", TrustsAws(house.Management.Value));
        var caller = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/plain");
        return (caller, (await house.CallAsync("iam", "GetRole", new GetRoleRequest { RoleName = "plain" }, caller)).Error!);
    }

    private static async Task<JsonElement> ReasonAsync(TestHouse house, string operation, object request, Caller caller)
    {
        var error = (await house.CallAsync("iam", operation, request, caller)).Error!;
        return JsonSerializer.Deserialize<JsonElement>((await DecodeAsync(house, error.EncodedAuthorizationMessage!)).Value!);
    }

    private static async Task<Result<string>> DecodeAsync(TestHouse house, string message, Caller? caller = null)
    {
        var result = await house.CallAsync("sts", "DecodeAuthorizationMessage", new DecodeAuthorizationMessageRequest { EncodedMessage = message }, caller);
        return result.Succeeded ? ((DecodeAuthorizationMessageResponse)result.Value).DecodedMessage! : result.Error;
    }

    private static void Refused(Result<string> result) => (result.Error!.Code, result.Error.HttpStatus, result.Error.Message).ShouldBe(("InvalidAuthorizationMessageException", 400, "Message is not valid"));

    private static Task PutAsync(TestHouse house, string name, string statement) => house.DoAsync<Nothing>("iam", "PutRolePolicy", new PutRolePolicyRequest
    {
        RoleName = "plain",
        PolicyName = name,
        PolicyDocument = $$"""{"Version":"2012-10-17","Statement":{{statement}}}""",
    });
}
