using Federation.Model.AccountAliases;
using Federation.Services.Iam.LoginProfiles;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Federation.Services.UserSignIns;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.PasswordWorld;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.UserSignIns;

/// <summary>How guessing is slowed down, and that nobody locks a user out.</summary>
public sealed class AttemptLimitTests : IAsyncLifetime
{
    private TestHouse _house = null!;
    private Caller _ann = null!;
    private int _pauses;

    public async ValueTask InitializeAsync()
    {
        _house = await PasswordWorld.OpenAsync();
        _ann = await _house.SignerAsync("ann", Allows("iam:ChangePassword"));
        await _house.PasswordAsync("ann");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task From_one_network_five_attempts_are_free_and_then_each_needs_a_longer_pause(string user)
    {
        await GuessAsync(new UserVisitor(_house), user, AttemptLimits.FreePerNetwork);
        var elsewhereInTheNetwork = new UserVisitor(_house, "198.51.100.200");
        // One passes and closes for a second, the next for four.
        (await elsewhereInTheNetwork.SignInAsync(user, "Wrong-Horse-1")).ShouldBeOfType<UserSignInOutcome.Refused>();
        (await elsewhereInTheNetwork.SignInAsync(user, "Wrong-Horse-1")).ShouldBeOfType<UserSignInOutcome.TooMany>();
        _house.Time.Advance(TimeSpan.FromSeconds(1));
        (await elsewhereInTheNetwork.SignInAsync(user, "Wrong-Horse-1")).ShouldBeOfType<UserSignInOutcome.Refused>();
        _house.Time.Advance(TimeSpan.FromSeconds(1));
        (await elsewhereInTheNetwork.SignInAsync(user)).ShouldBeOfType<UserSignInOutcome.TooMany>();
        (await new UserVisitor(_house, "203.0.113.9").SignInAsync(user, "Wrong-Horse-1")).ShouldBeOfType<UserSignInOutcome.Refused>();
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task One_name_in_several_spellings_is_counted_once_whether_it_is_there_or_not(string user)
    {
        await _house.WriteAsync(_house.Management, store => store.AccountAliases.AddAsync(new AccountAlias(_house.Management, "acme"), default));
        var browser = new UserVisitor(_house);
        var spellings = new[] { (_house.Management.Value, user), ("acme", user), ("ACME", user.ToUpperInvariant()), (_house.Management.Value, $" {user} ") };
        for (var i = 0; i <= AttemptLimits.FreePerNetwork; i++)
        {
            var (account, name) = spellings[i % spellings.Length];
            (await browser.SignInAsync(name, "Wrong-Horse-1", account)).ShouldBeOfType<UserSignInOutcome.Refused>();
        }

        foreach (var (account, name) in spellings)
        {
            (await browser.SignInAsync(name, "Wrong-Horse-1", account)).ShouldBeOfType<UserSignInOutcome.TooMany>();
        }
    }

    [Fact]
    public async Task Parallel_attempts_count_before_they_are_made()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => new UserVisitor(_house).SignInAsync("ann", "Wrong-Horse-1")));
        outcomes.Count(outcome => outcome is UserSignInOutcome.Refused).ShouldBe(AttemptLimits.FreePerNetwork + 1);
    }

    [Fact]
    public async Task Over_many_networks_a_user_is_guessed_at_once_in_thirty_seconds()
    {
        for (var i = 0; i < AttemptLimits.FreePerPrincipal; i++)
        {
            (await new UserVisitor(_house, $"203.0.{i}.1").SignInAsync("ann", "Wrong-Horse-1")).ShouldBeOfType<UserSignInOutcome.Refused>();
        }

        (await new UserVisitor(_house, "192.0.2.1").SignInAsync("ann", "Wrong-Horse-1")).ShouldBeOfType<UserSignInOutcome.Refused>();
        (await new UserVisitor(_house, "192.0.3.1").SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.TooMany>();
        _house.Time.Advance(TimeSpan.FromSeconds(30));
        (await new UserVisitor(_house, "192.0.3.1").SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
    }

    [Fact]
    public async Task A_browser_that_knows_the_user_is_never_locked_out_by_others()
    {
        var own = new UserVisitor(_house);
        (await own.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        await GuessAsync(new UserVisitor(_house), "ann", AttemptLimits.FreePerNetwork + 1);
        (await new UserVisitor(_house).SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.TooMany>();
        (await own.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Strangers_do_not_keep_a_user_from_the_forced_change_of_the_password(bool isKnown)
    {
        var own = new UserVisitor(_house);
        if (isKnown)
        {
            await own.SignInAsync("ann");
        }

        await _house.DoAsync<Nothing>("iam", "UpdateLoginProfile", new UpdateLoginProfileRequest { UserName = "ann", PasswordResetRequired = true });
        (await own.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.NeedsPassword>();
        await StrangersGuessAsync("ann");
        (await own.NewPasswordAsync(Password, "Another-Horse-8")).ShouldBeOfType<UserSignInOutcome.Accepted>();
    }

    [Fact]
    public async Task Strangers_do_not_keep_a_user_from_changing_the_password()
    {
        var own = new UserVisitor(_house);
        await own.SignInAsync("ann");
        await StrangersGuessAsync("ann");
        (await _house.Get<UserSecurity>().ChangePasswordAsync((await own.SessionAsync())!, Password, "Another-Horse-8", own.Request, default)).ShouldBeNull();
        (await _house.CallAsync("iam", "ChangePassword", new ChangePasswordRequest { OldPassword = "Another-Horse-8", NewPassword = "Another-Horse-9" }, _ann)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_took_a_session_guesses_the_password_no_faster_in_it_and_in_those_of_its_programs()
    {
        var own = new UserVisitor(_house);
        await own.SignInAsync("ann");
        var session = (await own.SessionAsync())!;
        var (_, program) = await _house.Get<PortalSessions>().BeginForProgramAsync(session, default);
        for (var i = 0; i < AttemptLimits.FreePerNetwork; i++)
        {
            (await GuessAsync(i % 2 == 0 ? session : program)).ShouldBe("AccessDenied");
        }

        (await WaitsAsync(GuessAsync(program), 1)).ShouldBe("AccessDenied");
        (await WaitsAsync(GuessAsync(session), 2)).ShouldBe("AccessDenied");
        async Task<string?> GuessAsync(PortalSession of) =>
            (await _house.Get<UserSecurity>().ChangePasswordAsync(of, "Wrong-Horse-1", "Another-Horse-8", own.Request, default))?.Code;
    }

    [Fact]
    public async Task A_browser_that_knows_the_user_waits_where_others_are_refused_thirty_seconds_at_most()
    {
        var own = new UserVisitor(_house);
        await own.SignInAsync("ann");
        await GuessAsync(own, "ann", AttemptLimits.FreePerNetwork);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            (await WaitsAsync(own.SignInAsync("ann", "Wrong-Horse-1"), seconds)).ShouldBeOfType<UserSignInOutcome.Refused>();
        }

        (await WaitsAsync(own.SignInAsync("ann"), 30)).ShouldBeOfType<UserSignInOutcome.Accepted>();
        (await own.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
    }

    [Fact]
    public async Task A_browser_that_sends_many_attempts_at_once_is_no_person()
    {
        var own = new UserVisitor(_house);
        await own.SignInAsync("ann");
        await GuessAsync(own, "ann", AttemptLimits.FreePerNetwork);
        var limits = _house.Get<AttemptLimits>();
        var steps = new List<Task<UserSignInOutcome>>();
        for (var i = 1; i <= 3; i++)
        {
            steps.Add(own.SignInAsync("ann", "Wrong-Horse-1"));
            SpinWait.SpinUntil(() => limits.Pauses == i, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        }

        (await own.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.TooMany>();
        _house.Time.Advance(TimeSpan.FromSeconds(30));
        (await Task.WhenAll(steps)).ShouldAllBe(outcome => outcome is UserSignInOutcome.Refused);
    }

    [Fact]
    public async Task A_mark_counts_for_its_user_only()
    {
        await _house.SignerAsync("bob");
        await _house.PasswordAsync("bob");
        var bob = new UserVisitor(_house);
        await bob.SignInAsync("bob");
        var ann = (await _house.Get<Federation.Services.Authorization.PrincipalDirectory>().FindUserAsync(_house.Management, await IdOfAsync("ann"), default))!.User;
        bob.Marks[BrowserDevices.NameOf(ann.UserId)] = bob.Marks.Values.Single();
        _house.Get<BrowserDevices>().Read(ann.UserId, bob.Marks.Values.First()).ShouldBeNull();
        await GuessAsync(bob, "ann", AttemptLimits.FreePerNetwork + 1);
        (await bob.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.TooMany>();
    }

    private async Task GuessAsync(UserVisitor browser, string user, int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await browser.SignInAsync(user, "Wrong-Horse-1")).ShouldBeOfType<UserSignInOutcome.Refused>();
        }
    }

    /// <summary>From 22 networks: so many that the user's own count is shut for whoever is not known.</summary>
    private async Task StrangersGuessAsync(string user)
    {
        for (var i = 0; i < AttemptLimits.FreePerPrincipal + 2; i++)
        {
            await new UserVisitor(_house, $"203.0.{i}.1").SignInAsync(user, "Wrong-Horse-1");
        }

        (await new UserVisitor(_house, "192.0.2.1").SignInAsync(user)).ShouldBeOfType<UserSignInOutcome.TooMany>();
    }

    /// <summary>A step that waits for so many seconds, and not for one less.</summary>
    private async Task<T> WaitsAsync<T>(Task<T> step, int seconds)
    {
        var limits = _house.Get<AttemptLimits>();
        _pauses++;
        SpinWait.SpinUntil(() => limits.Pauses == _pauses, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        _house.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        step.IsCompleted.ShouldBeFalse();
        _house.Time.Advance(TimeSpan.FromMilliseconds(1));
        return await step;
    }

    private async Task<string> IdOfAsync(string user)
    {
        await using var store = await _house.Database.BeginReadAsync(default);
        return (await store.Users.FindByNameAsync(_house.Management, user, default))!.UserId;
    }
}
