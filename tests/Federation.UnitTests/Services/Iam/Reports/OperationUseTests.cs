using Federation.Model.Reports;
using Federation.Services.Credentials;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Iam.Reports;

/// <summary>What is noted of the calls of users and roles: in memory, to the minute, and no more than a bound.</summary>
public sealed class OperationUseTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_noted_in_memory_to_the_minute_and_written_once_a_minute_at_most()
    {
        await using var house = await TestHouse.OpenAsync();
        var user = await house.UserAsync("ann");
        var caller = await house.CallerOfAsync("ann");
        var uses = house.Get<CredentialUses>();
        var first = house.Time.GetUtcNow();
        await house.CallAsync("sts", "GetCallerIdentity", Nothing.Value, caller);
        (await OfAsync(house, user.UserId!)).ShouldBeEmpty();
        house.Time.Advance(TimeSpan.FromSeconds(59));
        await house.CallAsync("sts", "GetCallerIdentity", Nothing.Value, caller);
        await uses.FlushAsync(isLast: false, None);
        (await OfAsync(house, user.UserId!)).ShouldHaveSingleItem().ShouldBe(new LastAccess(house.Management, user.UserId!, "sts", "GetCallerIdentity", first, "us-east-1"));

        house.Time.Advance(TimeSpan.FromSeconds(1));
        await house.CallAsync("sts", "GetCallerIdentity", Nothing.Value, caller);
        await uses.FlushAsync(isLast: false, None);
        (await OfAsync(house, user.UserId!)).Single().At.ShouldBe(first);
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await uses.FlushAsync(isLast: false, None);
        (await OfAsync(house, user.UserId!)).Single().At.ShouldBe(first.AddMinutes(1));

        // Nothing came since: it is let go of.
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await uses.FlushAsync(isLast: false, None);
        uses.OperationCount.ShouldBe(0);
    }

    [Fact]
    public async Task Root_and_federated_users_are_not_tracked()
    {
        await using var house = await TestHouse.OpenAsync();
        var user = await house.UserAsync("ann", UserWorld.Allows("*"));
        var uses = house.Get<CredentialUses>();
        var operation = Operation(house);
        uses.Note(Callers.Root(house.Management, "AKIA", null), operation, "us-east-1", house.Time.GetUtcNow());
        var caller = await house.CallerOfAsync("ann");
        uses.Note(caller with { Kind = CallerKind.FederatedUser }, operation, "us-east-1", house.Time.GetUtcNow());
        uses.Note(Caller.Anonymous, operation, "us-east-1", house.Time.GetUtcNow());
        uses.OperationCount.ShouldBe(0);
        uses.Note(caller, operation, "us-east-1", house.Time.GetUtcNow());
        await uses.FlushAsync(isLast: true, None);
        (await OfAsync(house, user.UserId!)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task No_more_than_a_bound_is_kept_and_room_comes_back_once_it_is_written()
    {
        await using var house = await TestHouse.OpenAsync();
        var uses = house.Get<CredentialUses>();
        var (operation, now) = (Operation(house), house.Time.GetUtcNow());
        var caller = new Caller { Kind = CallerKind.User, AccountId = house.Management, Arn = string.Empty, UserId = string.Empty };
        for (var i = 0; i <= NotedUses<string>.MostKept; i++)
        {
            uses.Note(caller with { PrincipalId = $"AIDA{i}" }, operation, "us-east-1", now);
        }

        uses.OperationCount.ShouldBe(NotedUses<string>.MostKept);
        await uses.FlushAsync(isLast: true, None);
        (await OfAsync(house, $"AIDA{NotedUses<string>.MostKept - 1}")).ShouldHaveSingleItem();
        (await OfAsync(house, $"AIDA{NotedUses<string>.MostKept}")).ShouldBeEmpty();
        await uses.FlushAsync(isLast: true, None);
        uses.OperationCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_call_that_began_earlier_does_not_take_the_place_of_a_later_one()
    {
        await using var house = await TestHouse.OpenAsync();
        var user = await house.UserAsync("ann");
        var caller = await house.CallerOfAsync("ann");
        var uses = house.Get<CredentialUses>();
        var now = house.Time.GetUtcNow();
        uses.Note(caller, Operation(house), "us-east-1", now);
        uses.Note(caller, Operation(house), "eu-west-1", now.AddMinutes(-5));
        await uses.FlushAsync(isLast: true, None);
        (await OfAsync(house, user.UserId!)).Single().Region.ShouldBe("us-east-1");
    }

    private static OperationDescriptor Operation(TestHouse house) => house.Get<OperationRegistry>().Find("sts", "GetCallerIdentity")!.Descriptor;

    private static async Task<IReadOnlyList<LastAccess>> OfAsync(TestHouse house, string principalId)
    {
        await using var store = await house.Database.BeginReadAsync(None);
        return await store.LastAccesses.ListLatestAsync(house.Management, LastAccessScope.Principal, principalId, DateTimeOffset.UnixEpoch, None);
    }
}
