using Federation.Services.Credentials;
using Federation.Services.Iam.AccessKeys;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam.AccessKeys;

/// <summary>When keys and roles were last used: noted in memory, written once a minute at most.</summary>
public sealed class LastUseTests
{
    [Fact]
    public async Task A_key_that_was_never_used_says_so()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var key = await house.KeyAsync("ann");
        await FlushAsync(house);
        var answer = await ShownAsync(house, key);
        answer.UserName.ShouldBe("ann");
        answer.AccessKeyLastUsed.ShouldBe(new AccessKeyLastUsedShape { ServiceName = "N/A", Region = "N/A" });
    }

    [Fact]
    public async Task A_use_counts_whether_it_was_allowed_or_not_and_is_written_once_a_minute_at_most()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var key = await house.KeyAsync("ann");
        var caller = await house.CallerAsync(key);
        var first = house.Time.GetUtcNow();
        (await house.RefusedAsync("ListUsers", new ListUsersRequest(), caller)).Code.ShouldBe("AccessDenied");
        (await ShownAsync(house, key)).AccessKeyLastUsed!.LastUsedDate.ShouldBeNull();
        await FlushAsync(house);
        (await ShownAsync(house, key)).AccessKeyLastUsed.ShouldBe(new AccessKeyLastUsedShape { LastUsedDate = first, ServiceName = "iam", Region = "us-east-1" });

        house.Time.Advance(TimeSpan.FromSeconds(30));
        await house.DoAsync<GetCallerIdentityResponse>("sts", "GetCallerIdentity", Nothing.Value, caller);
        await FlushAsync(house);
        (await ShownAsync(house, key)).AccessKeyLastUsed!.ServiceName.ShouldBe("iam");
        house.Time.Advance(TimeSpan.FromSeconds(30));
        await FlushAsync(house);
        (await ShownAsync(house, key)).AccessKeyLastUsed.ShouldBe(new AccessKeyLastUsedShape { LastUsedDate = first.AddSeconds(30), ServiceName = "sts", Region = "us-east-1" });
    }

    [Fact]
    public async Task The_end_of_the_process_writes_what_is_not_due_yet()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var key = await house.KeyAsync("ann");
        var caller = await house.CallerAsync(key);
        await house.CallAsync("iam", "ListUsers", new ListUsersRequest(), caller);
        await FlushAsync(house);
        house.Time.Advance(TimeSpan.FromSeconds(5));
        await house.CallAsync("sts", "GetCallerIdentity", Nothing.Value, caller);
        await house.Get<CredentialUses>().FlushAsync(isLast: true, default);
        (await ShownAsync(house, key)).AccessKeyLastUsed!.ServiceName.ShouldBe("sts");
    }

    [Fact]
    public async Task A_use_does_not_make_cached_decisions_stale()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var caller = await house.CallerOfAsync("ann");
        await house.CallAsync("iam", "ListUsers", new ListUsersRequest(), caller);
        var tracker = house.Get<Federation.Model.Storage.IChangeTracker>();
        var before = tracker.VersionOf(house.Management);
        await FlushAsync(house);
        tracker.VersionOf(house.Management).ShouldBe(before);
    }

    [Fact]
    public async Task Temporary_credentials_are_no_use_of_the_key_and_a_session_is_one_of_its_role()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var key = await house.KeyAsync("ann");
        var uses = house.Get<CredentialUses>();
        var session = (await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest(), await house.CallerAsync(key))).Credentials!;
        await FlushAsync(house);
        var used = (await ShownAsync(house, key)).AccessKeyLastUsed!.LastUsedDate;
        house.Time.Advance(TimeSpan.FromMinutes(5));
        await house.CallAsync("sts", "GetCallerIdentity", Nothing.Value, await house.CallerAsync(session));
        await FlushAsync(house);
        (await ShownAsync(house, key)).AccessKeyLastUsed!.LastUsedDate.ShouldBe(used);

        (await RoleAsync(house)).ShouldBe(new RoleLastUsedShape());
        var caller = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/FederationAdministrator");
        uses.Note(caller, DescriptorOf(house, "iam", "GetRole"), new string('r', 65), house.Time.GetUtcNow());
        await FlushAsync(house);
        (await RoleAsync(house)).ShouldBe(new RoleLastUsedShape { LastUsedDate = house.Time.GetUtcNow(), Region = "N/A" });
    }

    [Fact]
    public async Task A_key_that_is_gone_leaves_no_trace_of_its_use()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var key = await house.KeyAsync("ann");
        house.Get<CredentialUses>().Note(await house.CallerAsync(key), DescriptorOf(house, "sts", "GetCallerIdentity"), "us-east-1", house.Time.GetUtcNow());
        await house.DoAsync<Nothing>("iam", "DeleteAccessKey", new DeleteAccessKeyRequest { UserName = "ann", AccessKeyId = key.AccessKeyId });
        await FlushAsync(house);
        await using var store = await house.Database.BeginReadAsync(default);
        (await store.AccessKeys.FindAsync(key.AccessKeyId!, default)).ShouldBeNull();
    }

    private static OperationDescriptor DescriptorOf(TestHouse house, string service, string operation) => house.Get<OperationRegistry>().Find(service, operation)!.Descriptor;

    private static Task FlushAsync(TestHouse house) => house.Get<CredentialUses>().FlushAsync(isLast: false, default);

    private static async Task<RoleLastUsedShape> RoleAsync(TestHouse house) =>
        (await house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "FederationAdministrator" })).Role!.RoleLastUsed!;

    private static Task<GetAccessKeyLastUsedResponse> ShownAsync(TestHouse house, CredentialsShape key) =>
        house.DoAsync<GetAccessKeyLastUsedResponse>("iam", "GetAccessKeyLastUsed", new GetAccessKeyLastUsedRequest { AccessKeyId = key.AccessKeyId });
}
