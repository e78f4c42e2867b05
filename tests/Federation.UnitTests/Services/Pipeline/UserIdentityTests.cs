using System.Text.Json;
using Federation.Model.Audit;
using Federation.Services.Iam.Attachments;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;
using static Federation.UnitTests.Services.House.StsWorld;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Pipeline;

/// <summary>Who a record says that it was, to its own account and to another (AWS: CloudTrail userIdentity element).</summary>
public sealed class UserIdentityTests
{
    [Fact]
    public async Task A_user_is_an_IAMUser_with_its_key()
    {
        await using var house = await TestHouse.OpenAsync();
        var ann = await house.UserAsync("ann", Allows("iam:ListUsers"), "/team/");
        var caller = await house.CallerOfAsync("ann");
        await house.DoAsync<ListUsersResponse>("iam", "ListUsers", new ListUsersRequest(), caller);
        var record = (await house.TrailAsync(house.Management)).Single(entry => entry.EventName == "ListUsers");
        (record.Username, record.AccessKeyId).ShouldBe(("ann", caller.AccessKeyId));
        IdentityOf(record).ShouldBe(new Dictionary<string, string>
        {
            ["type"] = "IAMUser",
            ["principalId"] = ann.UserId!,
            ["arn"] = ann.Arn!,
            ["accountId"] = house.Management.Value,
            ["accessKeyId"] = caller.AccessKeyId!,
            ["userName"] = "ann",
        });
    }

    [Fact]
    public async Task A_users_temporary_credentials_say_when_they_began()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var session = await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest(), await house.CallerOfAsync("ann"));
        await house.DoAsync<GetCallerIdentityResponse>("sts", "GetCallerIdentity", Nothing.Value, await house.CallerAsync(session.Credentials!));
        var record = (await house.TrailAsync(house.Management)).Single(entry => entry.EventName == "GetCallerIdentity");
        var identity = JsonDocument.Parse(record.EventJson).RootElement.GetProperty("userIdentity");
        (record.Username, identity.GetProperty("type").GetString()).ShouldBe(("ann", "IAMUser"));
        identity.GetProperty("sessionContext").GetProperty("attributes").GetProperty("mfaAuthenticated").GetString().ShouldBe("false");
    }

    [Fact]
    public async Task Another_account_is_told_of_the_account_and_the_principals_id_and_no_more()
    {
        await using var house = await TestHouse.OpenAsync();
        var other = RootOf(await house.AccountAsync("other"));
        var ann = await house.UserAsync("ann", Allows("sts:AssumeRole"));
        var role = await house.RoleAsync(other, "target", TrustsAws(ann.Arn!));
        var caller = await house.CallerOfAsync("ann");
        await house.AssumeAsync(caller, Assume(role.Arn!));

        var theirs = (await house.TrailAsync(other.AccountId)).Single(entry => entry.EventName == "AssumeRole");
        IdentityOf(theirs).ShouldBe(new Dictionary<string, string> { ["type"] = "AWSAccount", ["principalId"] = ann.UserId!, ["accountId"] = house.Management.Value });
        (theirs.Username, theirs.AccessKeyId).ShouldBe((null, null));
        theirs.EventJson.ShouldNotContain(ann.Arn!);
        theirs.EventJson.ShouldNotContain(caller.AccessKeyId!);

        var own = (await house.TrailAsync(house.Management)).Single(entry => entry.EventName == "AssumeRole");
        (own.Username, own.AccessKeyId, IdentityOf(own)["type"]).ShouldBe(("ann", caller.AccessKeyId, "IAMUser"));
        Owners(own).ShouldBe([$"{role.Arn} {other.AccountId}"]);
        Owners(theirs).ShouldBe([$"{role.Arn} {other.AccountId}"]);
        Shared(own).ShouldBe(Shared(theirs));
    }

    [Fact]
    public async Task What_is_nobodys_account_is_written_under_that_of_the_trail()
    {
        await using var house = await TestHouse.OpenAsync();
        var ann = await house.UserAsync("ann");
        const string Policy = "arn:aws:iam::aws:policy/ReadOnlyAccess";
        await house.DoAsync<Nothing>("iam", "AttachUserPolicy", new AttachUserPolicyRequest { UserName = "ann", PolicyArn = Policy });
        var key = (await house.KeyAsync("ann")).AccessKeyId;
        var records = await house.TrailAsync(house.Management);
        Owners(records.Single(entry => entry.EventName == "AttachUserPolicy")).ShouldBe([$"{ann.Arn} {house.Management}", $"{Policy} {house.Management}"]);
        Owners(records.Single(entry => entry.EventName == "CreateAccessKey")).ShouldBe([$"{key} {house.Management}"]);
    }

    [Fact]
    public async Task A_session_of_a_token_names_its_provider_and_its_claims_and_that_of_an_assertion_does_not()
    {
        await using var world = await WebWorld.OpenAsync();
        var web = await world.House.CallerAsync((await world.AssumeAsync(world.Token())).Credentials!);
        await world.House.DoAsync<GetCallerIdentityResponse>("sts", "GetCallerIdentity", Nothing.Value, web);
        var data = SessionOf((await world.House.TrailAsync(world.House.Management)).Single(entry => entry.EventName == "GetCallerIdentity")).GetProperty("webIdFederationData");
        data.GetProperty("federatedProvider").GetString().ShouldBe(world.ProviderArn);
        data.GetProperty("attributes").EnumerateObject().ToDictionary(claim => claim.Name, claim => claim.Value.GetString()).ShouldBe(
            new Dictionary<string, string?> { ["idp.example.net/realm:aud"] = TokenIssuer.Audience, ["idp.example.net/realm:sub"] = "repo:corp/app:ref:refs/heads/main" }, ignoreOrder: true);

        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = await house.RoleAsync(house.Root, "developer", Trusts(provider));
        var assumed = await house.DoAsync<AssumeRoleWithSAMLResponse>(
            "sts", "AssumeRoleWithSAML", SamlWorld.Assume(role.Arn!, provider, Assertion(Role(role.Arn!, provider), SessionName("alice"))), Caller.Anonymous);
        await house.DoAsync<GetCallerIdentityResponse>("sts", "GetCallerIdentity", Nothing.Value, await house.CallerAsync(assumed.Credentials!));
        SessionOf((await house.TrailAsync(house.Management)).Single(entry => entry.EventName == "GetCallerIdentity")).TryGetProperty("webIdFederationData", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Within_one_account_the_caller_is_named_in_full()
    {
        await using var house = await TestHouse.OpenAsync();
        var ann = await house.UserAsync("ann");
        var role = await house.RoleAsync(house.Root, "target", TrustsAws(ann.Arn!));
        await house.AssumeAsync(await house.CallerOfAsync("ann"), Assume(role.Arn!));
        IdentityOf((await house.TrailAsync(house.Management)).Single(entry => entry.EventName == "AssumeRole"))["arn"].ShouldBe(ann.Arn);
    }

    private static Dictionary<string, string> IdentityOf(AuditRecord record) =>
        JsonDocument.Parse(record.EventJson).RootElement.GetProperty("userIdentity").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());

    private static JsonElement SessionOf(AuditRecord record) => JsonDocument.Parse(record.EventJson).RootElement.GetProperty("userIdentity").GetProperty("sessionContext");

    private static IEnumerable<string> Owners(AuditRecord record) => JsonDocument.Parse(record.EventJson).RootElement.GetProperty("resources").EnumerateArray()
        .Select(resource => $"{resource.GetProperty("ARN").GetString()} {resource.GetProperty("accountId").GetString()}");

    private static string Shared(AuditRecord record) => JsonDocument.Parse(record.EventJson).RootElement.GetProperty("sharedEventID").GetString().ShouldNotBeNull();
}
