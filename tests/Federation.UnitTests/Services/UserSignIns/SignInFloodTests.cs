using Federation.Services.Iam.LoginProfiles;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;
using Federation.Services.UserSignIns;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.PasswordWorld;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.UserSignIns;

/// <summary>What many sign-ins at names that are nobody's do to those who have one: nothing but a delay.</summary>
public sealed class SignInFloodTests : IAsyncLifetime
{
    private const int Places = 16;

    private TestHouse _house = null!;
    private Caller _ann = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await OpenAsync(new PasswordHashing { MemoryKiB = 64, Slots = 2, Queue = Places - 2 });
        _ann = await _house.SignerAsync("ann", Allows("iam:ChangePassword"));
        await _house.SignerAsync("bob");
        await _house.PasswordAsync("ann");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Strangers_who_fill_the_hashing_gate_refuse_no_known_browser_and_no_call()
    {
        var own = new UserVisitor(_house);
        (await own.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        var gate = _house.Get<PasswordGate>();
        using var hold = new ManualResetEventSlim();
        var running = gate.RunAsync(new HashingTurn(false, "192.0.2.0"), _ => hold.Wait(TimeSpan.FromMinutes(2)), default);
        var strangers = Enumerable.Range(1, Places - 1).Select(i => new UserVisitor(_house, $"203.0.{i}.1").SignInAsync($"nobody-{i}", "Wrong-Horse-1")).ToList();
        SpinWait.SpinUntil(() => gate.Lanes.Waiting == Places - 1, TimeSpan.FromSeconds(60)).ShouldBeTrue();
        (await new UserVisitor(_house, "203.0.99.1").SignInAsync("nobody")).ShouldBeOfType<UserSignInOutcome.TooMany>();
        (await new UserVisitor(_house, "203.0.99.1").SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.TooMany>();

        (await own.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        (await _house.Get<UserSecurity>().ChangePasswordAsync((await own.SessionAsync())!, Password, "Another-Horse-8", own.Request, default)).ShouldBeNull();
        (await _house.CallAsync("iam", "ChangePassword", new ChangePasswordRequest { OldPassword = "Another-Horse-8", NewPassword = "Another-Horse-9" }, _ann)).Error.ShouldBeNull();
        await _house.PasswordAsync("bob");
        await _house.DoAsync<Nothing>("iam", "UpdateLoginProfile", new UpdateLoginProfileRequest { UserName = "bob", Password = "Another-Horse-8" });
        strangers.ShouldAllBe(step => !step.IsCompleted);
        hold.Set();
        (await running).Succeeded.ShouldBeTrue();
        (await Task.WhenAll(strangers)).ShouldAllBe(outcome => outcome is UserSignInOutcome.Refused);
    }

    [Fact]
    public async Task A_network_that_fails_at_many_names_is_slowed_down_as_a_whole()
    {
        var own = new UserVisitor(_house);
        (await own.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        for (var i = 0; i < AttemptLimits.FreeFailuresPerNetwork; i++)
        {
            (await TryAsync($"nobody-{i}")).ShouldBeOfType<UserSignInOutcome.Refused>();
        }

        // One passes, a right one too, which washes nothing away.
        (await TryAsync("ann", Password)).ShouldBeOfType<UserSignInOutcome.Accepted>();
        (await TryAsync("ann", Password)).ShouldBeOfType<UserSignInOutcome.TooMany>();
        foreach (var pause in new[] { 1, 1, 2, 4, 8, 16, 30, 30 })
        {
            _house.Time.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            (await TryAsync($"nobody-{pause}")).ShouldBeOfType<UserSignInOutcome.TooMany>();
            _house.Time.Advance(TimeSpan.FromMilliseconds(1));
            (await TryAsync($"nobody-after-{_house.Time.GetUtcNow():O}")).ShouldBeOfType<UserSignInOutcome.Refused>();
        }

        (await own.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        (await new UserVisitor(_house, "203.0.113.9").SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
    }

    [Fact]
    public async Task Parallel_failures_at_many_names_count_before_they_are_made()
    {
        var outcomes = new List<UserSignInOutcome>();
        for (var i = 0; i < 20; i++)
        {
            outcomes.AddRange(await Task.WhenAll(Enumerable.Range(0, 3).Select(j => TryAsync($"nobody-{i}-{j}"))));
        }

        outcomes.Count(outcome => outcome is UserSignInOutcome.Refused).ShouldBe(AttemptLimits.FreeFailuresPerNetwork + 1);
    }

    [Fact]
    public async Task An_office_that_signs_in_well_is_not_slowed_down()
    {
        for (var i = 0; i <= AttemptLimits.FreeFailuresPerNetwork; i++)
        {
            (await TryAsync("ann", Password)).ShouldBeOfType<UserSignInOutcome.Accepted>();
        }

        (await TryAsync("nobody")).ShouldBeOfType<UserSignInOutcome.Refused>();
        (await TryAsync("nobody-else")).ShouldBeOfType<UserSignInOutcome.Refused>();
    }

    private Task<UserSignInOutcome> TryAsync(string user, string password = "Wrong-Horse-1") => new UserVisitor(_house).SignInAsync(user, password);
}
