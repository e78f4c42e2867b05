using Federation.Model.Passwords;
using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

/// <summary>Password policies, passwords and MFA devices.</summary>
public abstract class PasswordStoreTests(Backend backend)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_policy_is_put_replaced_and_removed()
    {
        await using var store = await OpenAsync();
        var policy = new PasswordPolicy { AccountId = Sample.A, MinimumLength = 12, RequireSymbols = true, AllowUsersToChange = true, MaxAgeDays = 90, ReusePrevention = 5, HardExpiry = false };
        (await store.WriteAsync(unit => unit.PasswordPolicies.PutAsync(policy, None))).ShouldBe(StoreOutcome.Stored);
        (await store.ReadAsync(unit => unit.PasswordPolicies.FindAsync(Sample.A, None))).ShouldBe(policy);
        var other = new PasswordPolicy { AccountId = Sample.A, RequireNumbers = true, RequireUppercase = true, RequireLowercase = true };
        (await store.WriteAsync(unit => unit.PasswordPolicies.PutAsync(other, None))).ShouldBe(StoreOutcome.Stored);
        (await store.ReadAsync(unit => unit.PasswordPolicies.FindAsync(Sample.A, None))).ShouldBe(other);
        (await store.WriteAsync(unit => unit.PasswordPolicies.RemoveAsync(Sample.A, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.PasswordPolicies.RemoveAsync(Sample.A, None))).ShouldBe(StoreOutcome.Stale);
    }

    [Fact]
    public async Task A_login_profile_keeps_its_former_hashes_and_is_changed_by_the_version_that_was_read()
    {
        await using var store = await OpenAsync();
        var user = Sample.User(Sample.A, "ann");
        await store.WriteAsync(unit => unit.Users.AddAsync(user, None));
        var profile = Sample.LoginProfile(Sample.A, user.UserId) with { FormerHashes = ["$a", "$b"], ResetRequired = true, LastUsedAt = Sample.Now };
        (await store.WriteAsync(unit => unit.LoginProfiles.AddAsync(profile, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.LoginProfiles.AddAsync(profile, None))).ShouldBe(StoreOutcome.Conflict);
        var read = await store.ReadAsync(unit => unit.LoginProfiles.FindAsync(Sample.A, user.UserId, None));
        Json.Of(read).ShouldBe(Json.Of(profile with { Version = 1 }));
        (await store.WriteAsync(unit => unit.LoginProfiles.UpdateAsync(read! with { PasswordHash = "$new", FormerHashes = [] }, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.LoginProfiles.UpdateAsync(read! with { PasswordHash = "$late" }, None))).ShouldBe(StoreOutcome.Stale);
        (await store.ReadAsync(unit => unit.LoginProfiles.FindAsync(Sample.A, user.UserId, None)))!.PasswordHash.ShouldBe("$new");
        (await store.WriteAsync(unit => unit.LoginProfiles.RemoveAsync(Sample.A, user.UserId, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.LoginProfiles.RemoveAsync(Sample.A, user.UserId, None))).ShouldBe(StoreOutcome.Stale);
    }

    [Fact]
    public async Task Last_uses_are_those_of_the_users_that_were_asked_for()
    {
        await using var store = await OpenAsync();
        var users = new[] { "ann", "bob", "carol", "dave" }.Select(name => Sample.User(Sample.A, name)).ToList();
        foreach (var (user, i) in users.Select((user, i) => (user, i)))
        {
            await store.WriteAsync(unit => unit.Users.AddAsync(user, None));
            DateTimeOffset? use = user == users[1] ? null : Sample.Now.AddMinutes(i);
            await store.WriteAsync(unit => unit.LoginProfiles.AddAsync(Sample.LoginProfile(Sample.A, user.UserId) with { LastUsedAt = use }, None));
        }

        var uses = await store.ReadAsync(unit => unit.LoginProfiles.LastUsesAsync(Sample.A, [users[0].UserId, users[1].UserId, users[3].UserId, "AIDANOBODY"], None));
        uses.ShouldBe(new Dictionary<string, DateTimeOffset> { [users[0].UserId] = Sample.Now, [users[3].UserId] = Sample.Now.AddMinutes(3) }, ignoreOrder: true);
        (await store.ReadAsync(unit => unit.LoginProfiles.LastUsesAsync(Sample.A, [], None))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Devices_are_found_by_path_and_name_without_case_and_listed_by_assignment()
    {
        await using var store = await OpenAsync();
        var (mine, other, free) = (Sample.MfaDevice(Sample.A, "Phone", "AIDA1"), Sample.MfaDevice(Sample.A, "Token", "AIDA2"), Sample.MfaDevice(Sample.A, "Zero"));
        foreach (var device in new[] { mine, other, free })
        {
            (await store.WriteAsync(unit => unit.MfaDevices.AddAsync(device, None))).ShouldBe(StoreOutcome.Stored);
        }

        (await store.WriteAsync(unit => unit.MfaDevices.AddAsync(Sample.MfaDevice(Sample.A, "PHONE"), None))).ShouldBe(StoreOutcome.Conflict);
        (await store.WriteAsync(unit => unit.MfaDevices.AddAsync(Sample.MfaDevice(Sample.A, "phone") with { Path = "/x/" }, None))).ShouldBe(StoreOutcome.Stored);
        Json.Of(await store.ReadAsync(unit => unit.MfaDevices.FindAsync(Sample.A, "/", "pHONE", None))).ShouldBe(Json.Of(mine with { Version = 1 }));
        (await store.ReadAsync(unit => unit.MfaDevices.ListOfOwnerAsync(Sample.A, "AIDA1", None))).Single().Name.ShouldBe("Phone");
        (await store.ReadAsync(unit => unit.MfaDevices.ListAsync(Sample.A, true, null, 9, None))).Items.Select(device => device.Name).ShouldBe(["Phone", "Token"]);
        (await store.ReadAsync(unit => unit.MfaDevices.ListAsync(Sample.A, false, null, 9, None))).Items.Select(device => device.Name).ShouldBe(["phone", "Zero"], ignoreOrder: true);
        (await store.ReadAsync(unit => unit.MfaDevices.CountAsync(Sample.A, None))).ShouldBe(4);
        (await store.ReadAsync(unit => unit.MfaDevices.CountAssignedAsync(Sample.A, None))).ShouldBe(2);
        var first = await store.ReadAsync(unit => unit.MfaDevices.ListAsync(Sample.A, null, null, 3, None));
        (await store.ReadAsync(unit => unit.MfaDevices.ListAsync(Sample.A, null, first.Next, 3, None))).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_step_is_used_once_and_none_before_it_afterwards()
    {
        await using var store = await OpenAsync();
        var device = Sample.MfaDevice(Sample.A, "Phone", "AIDA1") with { LastStep = 100 };
        await store.WriteAsync(unit => unit.MfaDevices.AddAsync(device, None));
        (await UseAsync("AIDA1", 101)).ShouldBe(StoreOutcome.Stored);
        (await UseAsync("AIDA1", 101)).ShouldBe(StoreOutcome.Stale);
        (await UseAsync("AIDA1", 100)).ShouldBe(StoreOutcome.Stale);
        (await UseAsync("AIDA2", 102)).ShouldBe(StoreOutcome.Stale);
        (await UseAsync("AIDA1", 102)).ShouldBe(StoreOutcome.Stored);

        // What was read before the use writes nothing over it.
        (await store.WriteAsync(unit => unit.MfaDevices.UpdateAsync(device with { Version = 1 }, None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.MfaDevices.UpdateAsync(device with { Version = 3, OwnerId = null, DriftSteps = -2, LastStep = 103 }, None))).ShouldBe(StoreOutcome.Stored);
        (await store.ReadAsync(unit => unit.MfaDevices.FindAsync(Sample.A, "/", "Phone", None)))!.DriftSteps.ShouldBe(-2);
        (await store.WriteAsync(unit => unit.MfaDevices.RemoveAsync(Sample.A, device.DeviceId, 3, None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.MfaDevices.RemoveAsync(Sample.A, device.DeviceId, 4, None))).ShouldBe(StoreOutcome.Stored);

        Task<StoreOutcome> UseAsync(string owner, long step) => store.WriteAsync(unit => unit.MfaDevices.UseStepAsync(Sample.A, device.DeviceId, owner, step, None));
    }

    private async Task<TestStore> OpenAsync()
    {
        var store = await TestStore.OpenAsync(backend);
        await store.SeedAccountsAsync(Sample.A, Sample.B);
        return store;
    }
}

public sealed class SqlitePasswordStoreTests() : PasswordStoreTests(Backend.Sqlite);

public sealed class SqlServerPasswordStoreTests() : PasswordStoreTests(Backend.SqlServer);
