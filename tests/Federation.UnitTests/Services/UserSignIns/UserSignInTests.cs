using Federation.Model.AccountAliases;
using Federation.Model.Passwords;
using Federation.Services.Iam.LoginProfiles;
using Federation.Services.Iam.PasswordPolicies;
using Federation.Services.Iam.Shapes;
using Federation.Services.Iam.Users;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;
using Federation.Services.Revocations;
using Federation.Services.UserSignIns;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;
using static Federation.UnitTests.Services.House.PasswordWorld;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.UserSignIns;

/// <summary>The steps of a user's sign-in, what ends its session, and what stands in the trail.</summary>
public sealed class UserSignInTests : IAsyncLifetime
{
    private TestHouse _house = null!;
    private Caller _ann = null!;
    private UserVisitor _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await PasswordWorld.OpenAsync();
        _ann = await _house.SignerAsync("ann", Allows("iam:ChangePassword"));
        await _house.PasswordAsync("ann");
        _browser = new UserVisitor(_house);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_password_opens_a_session_of_the_user()
    {
        var accepted = (await _browser.SignInAsync("ANN", returnUrl: "/console")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        accepted.ReturnUrl.ShouldBe("/console");
        var session = (await _browser.SessionAsync()).ShouldNotBeNull();
        (session.Subject, session.Identity, session.User!.MfaAuthenticatedAt).ShouldBe((_ann.Arn, null, null));
        await using var store = await _house.Database.BeginReadAsync(default);
        (await store.LoginProfiles.FindAsync(_house.Management, _ann.PrincipalId!, default))!.LastUsedAt.ShouldBe(_house.Time.GetUtcNow());
        (await _house.DoAsync<UserResponse>("iam", "GetUser", new GetUserRequest { UserName = "ann" })).User!.PasswordLastUsed.ShouldBe(_house.Time.GetUtcNow());
        (await _house.DoAsync<ListUsersResponse>("iam", "ListUsers", new ListUsersRequest())).Users.Single().PasswordLastUsed.ShouldBe(_house.Time.GetUtcNow());
    }

    [Fact]
    public async Task The_accounts_alias_stands_for_its_id()
    {
        await _house.WriteAsync(_house.Management, store => store.AccountAliases.AddAsync(new AccountAlias(_house.Management, "acme"), default));
        (await _browser.SignInAsync("ann", account: "ACME")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        (await _browser.SignInAsync("ann", account: "acme2")).ShouldBeOfType<UserSignInOutcome.Refused>();
    }

    [Fact]
    public async Task Whoever_is_not_there_gets_the_same_sentence_and_costs_the_same_hash()
    {
        await _house.SignerAsync("nopassword");
        var sentences = new List<string>();
        foreach (var (account, user) in new[] { (null, "ann"), (null, "nobody"), (null, "nopassword"), ("999999999999", "ann"), ("no-such-alias", "ann"), (null, "root") })
        {
            sentences.Add((await new UserVisitor(_house).SignInAsync(user, "Wrong-Horse-1", account)).ShouldBeOfType<UserSignInOutcome.Refused>().Sentence);
        }

        sentences.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        var hasher = _house.Get<PasswordHasher>();
        hasher.Dummy.Split('$')[3].ShouldBe(hasher.Hash("x").Split('$')[3]);
        hasher.Verify(hasher.Dummy, "Wrong-Horse-1").ShouldBe(PasswordMatch.No);
    }

    [Fact]
    public async Task A_device_is_asked_for_and_its_code_counts_once()
    {
        var device = await _house.DeviceAsync("ann");
        (await _browser.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.NeedsCode>();
        _browser.Cookie.ShouldBeNull();
        (await _browser.NewPasswordAsync(Password, "Another-Horse-8")).ShouldBeOfType<UserSignInOutcome.Over>();
        (await _browser.CodeAsync("12345")).ShouldBeOfType<UserSignInOutcome.Refused>();
        (await _browser.CodeAsync(device.Code(_house, 5))).ShouldBeOfType<UserSignInOutcome.Refused>();
        var code = device.Code(_house);
        (await _browser.CodeAsync($" {code[..3]} {code[3..]} ")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        (await _browser.SessionAsync())!.User!.MfaAuthenticatedAt.ShouldBe(_house.Time.GetUtcNow());

        var thief = new UserVisitor(_house);
        await thief.SignInAsync("ann");
        (await thief.CodeAsync(code)).ShouldBeOfType<UserSignInOutcome.Refused>();
        (await _browser.CodeAsync(device.Code(_house, 1))).ShouldBeOfType<UserSignInOutcome.Over>();
    }

    [Fact]
    public async Task The_steps_end_after_five_minutes_and_with_the_password_they_began_with()
    {
        var device = await _house.DeviceAsync("ann");
        await _browser.SignInAsync("ann");
        _house.Time.Advance(TimeSpan.FromMinutes(5));
        (await _browser.CodeAsync(device.Code(_house))).ShouldBeOfType<UserSignInOutcome.Over>();

        await _browser.SignInAsync("ann");
        _house.Time.Advance(TimeSpan.FromSeconds(1));
        await SetPasswordAsync("Another-Horse-8");
        (await _browser.CodeAsync(device.Code(_house))).ShouldBeOfType<UserSignInOutcome.Over>();
    }

    [Fact]
    public async Task A_password_that_an_administrator_set_is_replaced_before_the_session_begins()
    {
        await _house.DoAsync<Nothing>("iam", "UpdateLoginProfile", new UpdateLoginProfileRequest { UserName = "ann", PasswordResetRequired = true });
        (await _browser.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.NeedsPassword>();
        (await _house.Get<UserSignIn>().ViewAsync(_browser.Ticket, default)).ShouldBe(new NewPasswordView("ann", false, null));
        (await _browser.NewPasswordAsync("Wrong-Horse-7", "Another-Horse-8")).ShouldBeOfType<UserSignInOutcome.Refused>();
        (await _browser.NewPasswordAsync(Password, Password)).ShouldBeOfType<UserSignInOutcome.Refused>().Sentence.ShouldContain("differs");
        (await _browser.NewPasswordAsync(Password, "short")).ShouldBeOfType<UserSignInOutcome.Refused>().Sentence.ShouldContain("minimum length");
        _browser.Cookie.ShouldBeNull();
        (await _browser.NewPasswordAsync(Password, "Another-Horse-8")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        (await _browser.SessionAsync()).ShouldNotBeNull();
        (await new UserVisitor(_house).SignInAsync("ann", "Another-Horse-8")).ShouldBeOfType<UserSignInOutcome.Accepted>();
    }

    [Fact]
    public async Task A_device_enabled_while_a_new_password_is_awaited_is_not_passed_over()
    {
        await _house.DoAsync<Nothing>("iam", "UpdateLoginProfile", new UpdateLoginProfileRequest { UserName = "ann", PasswordResetRequired = true });
        (await _browser.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.NeedsPassword>();
        var device = await _house.DeviceAsync("ann");
        (await _house.Get<UserSignIn>().ViewAsync(_browser.Ticket, default)).ShouldBeNull();
        (await _browser.NewPasswordAsync(Password, "Another-Horse-8")).ShouldBeOfType<UserSignInOutcome.Over>();
        (await _browser.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.NeedsCode>();
        (await _browser.CodeAsync(device.Code(_house))).ShouldBeOfType<UserSignInOutcome.NeedsPassword>();
        (await _browser.NewPasswordAsync(Password, "Another-Horse-8")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        (await _browser.SessionAsync())!.User!.MfaAuthenticatedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_user_without_the_permission_cannot_replace_the_password()
    {
        await _house.SignerAsync("bob");
        await _house.PasswordAsync("bob", reset: true);
        await _browser.SignInAsync("bob");
        (await _browser.NewPasswordAsync(Password, "Another-Horse-8")).ShouldBeOfType<UserSignInOutcome.Refused>().Sentence.ShouldContain("iam:ChangePassword");
    }

    [Theory]
    [InlineData("aws:PrincipalTag/state")]
    [InlineData("aws:ResourceTag/state")]
    public async Task A_Deny_on_the_users_tags_holds_against_a_new_password_at_the_sign_in(string key)
    {
        await _house.UserAsync("dora", DenyTagged(key));
        await _house.PasswordAsync("dora", reset: true);
        await _house.DoAsync<Nothing>("iam", "TagUser", new TagUserRequest { UserName = "dora", Tags = [new TagShape { Key = "state", Value = "frozen" }] });
        (await _browser.SignInAsync("dora")).ShouldBeOfType<UserSignInOutcome.NeedsPassword>();
        (await _browser.NewPasswordAsync(Password, "Another-Horse-8")).ShouldBeOfType<UserSignInOutcome.Refused>().Sentence.ShouldContain("iam:ChangePassword");
        await _house.DoAsync<Nothing>("iam", "UntagUser", new UntagUserRequest { UserName = "dora", TagKeys = ["state"] });
        (await _browser.NewPasswordAsync(Password, "Another-Horse-8")).ShouldBeOfType<UserSignInOutcome.Accepted>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_expired_password_is_replaced_unless_the_account_leaves_that_to_administrators(bool hard)
    {
        await _house.DoAsync<Nothing>("iam", "UpdateAccountPasswordPolicy", new UpdateAccountPasswordPolicyRequest { MaxPasswordAge = 1, HardExpiry = hard });
        _house.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        (await _browser.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        _house.Time.Advance(TimeSpan.FromMinutes(1));
        (await _browser.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.NeedsPassword>();
        (await _house.Get<UserSignIn>().ViewAsync(_browser.Ticket, default))!.IsExpired.ShouldBeTrue();
        var outcome = await _browser.NewPasswordAsync(Password, "Another-Horse-8");
        (outcome is UserSignInOutcome.Accepted).ShouldBe(!hard);
    }

    [Fact]
    public async Task A_session_ends_with_its_password_its_profile_its_user_its_account_and_by_revocation()
    {
        var ends = new (string Name, Func<Task> End)[]
        {
            ("password", () => SetPasswordAsync("Another-Horse-8")),
            ("profile", async () =>
            {
                await _house.DoAsync<Nothing>("iam", "DeleteLoginProfile", new DeleteLoginProfileRequest { UserName = "ann" });
                await _house.PasswordAsync("ann", "Another-Horse-8");
            }),
            ("revocation", () => _house.DoAsync<RevokeSessionsResponse>("federation", "RevokeSessions", new RevokeSessionsRequest { PrincipalArn = _ann.Arn })),
            ("user", async () =>
            {
                await _house.DoAsync<Nothing>("iam", "DeleteLoginProfile", new DeleteLoginProfileRequest { UserName = "ann" });
                await _house.WriteAsync(_house.Management, async store =>
                {
                    var user = (await store.Users.FindByNameAsync(_house.Management, "ann", default))!;
                    await store.Users.RemoveAsync(_house.Management, user.UserId, user.Version, default);
                });
            }),
        };
        var password = Password;
        (await _browser.SignInAsync("ann", password)).ShouldBeOfType<UserSignInOutcome.Accepted>();
        (await _browser.SessionAsync()).ShouldNotBeNull();
        await SetAccountAsync("SUSPENDED");
        (await _browser.SessionAsync()).ShouldBeNull("account");
        await SetAccountAsync("ACTIVE");
        foreach (var (name, end) in ends)
        {
            (await _browser.SignInAsync("ann", password)).ShouldBeOfType<UserSignInOutcome.Accepted>(name);
            (await _browser.SessionAsync()).ShouldNotBeNull(name);
            _house.Time.Advance(TimeSpan.FromSeconds(1));
            await end();
            (await _browser.SessionAsync()).ShouldBeNull(name);
            _house.Time.Advance(TimeSpan.FromSeconds(1));
            password = "Another-Horse-8";
        }

        Task SetAccountAsync(string state) => _house.WriteAsync(_house.Management, async store =>
        {
            var account = (await store.Accounts.FindAsync(_house.Management, default))!;
            await store.Accounts.UpdateAsync(account with { State = state }, default);
        });
    }

    [Fact]
    public async Task A_password_changed_in_one_browser_ends_the_sessions_of_others()
    {
        var other = new UserVisitor(_house);
        await _browser.SignInAsync("ann");
        await other.SignInAsync("ann");
        _house.Time.Advance(TimeSpan.FromSeconds(1));
        (await _house.Get<UserSecurity>().ChangePasswordAsync((await _browser.SessionAsync())!, Password, "Another-Horse-8", _browser.Request, default)).ShouldBeNull();
        (await _browser.SessionAsync()).ShouldNotBeNull();
        (await other.SessionAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task The_trail_tells_successes_and_failures_and_never_what_was_typed()
    {
        var device = await _house.DeviceAsync("ann");
        foreach (var step in new Func<Task>[]
        {
            () => _browser.SignInAsync("ann", "Guessed-Horse-1"),
            () => _browser.SignInAsync("Secret-Typed-As-Name", "x"),
            () => _browser.SignInAsync("ann"),
            () => _browser.CodeAsync(device.Code(_house, 5)),
            () => _browser.CodeAsync(device.Code(_house)),
        })
        {
            await step();
            // Records of one instant have no order.
            _house.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        var records = (await _house.TrailAsync(_house.Management)).Where(record => record.EventName == "ConsoleLogin").ToList();
        records.Count.ShouldBe(4);
        records[0].EventJson.ShouldContain("\"errorMessage\":\"Failed authentication\"");
        records[0].EventJson.ShouldContain("\"userName\":\"ann\"");
        records[0].EventJson.ShouldContain("\"ConsoleLogin\":\"Failure\"");
        records[1].EventJson.ShouldContain("HIDDEN_DUE_TO_SECURITY_REASONS");
        records[2].EventJson.ShouldContain("\"MFAUsed\":\"Yes\"");
        records[3].EventJson.ShouldContain("\"ConsoleLogin\":\"Success\"");
        records[3].EventJson.ShouldContain("\"type\":\"IAMUser\"");
        records[3].EventJson.ShouldContain("AwsConsoleSignIn");
        var all = string.Concat(records.Select(record => record.EventJson));
        foreach (var secret in new[] { "Horse", "Secret-Typed-As-Name", device.Code(_house) })
        {
            all.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task A_hash_of_weaker_parameters_is_made_anew_at_the_next_sign_in()
    {
        await _house.WriteAsync(_house.Management, async store =>
        {
            var profile = (await store.LoginProfiles.FindAsync(_house.Management, _ann.PrincipalId!, default))!;
            await store.LoginProfiles.UpdateAsync(profile with { PasswordHash = new PasswordHasher(new PasswordHashing { MemoryKiB = 32 }).Hash(Password) }, default);
        });
        (await _browser.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.Accepted>();
        LoginProfile profile;
        await using (var store = await _house.Database.BeginReadAsync(default))
        {
            profile = (await store.LoginProfiles.FindAsync(_house.Management, _ann.PrincipalId!, default))!;
        }

        profile.PasswordHash.ShouldContain("m=64,");
        (await _browser.SessionAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_wrong_password_against_a_hash_of_weaker_parameters_costs_what_an_unknown_name_costs()
    {
        var spent = 0L;
        await using var house = await TestHouse.OpenAsync(services => services.AddSingleton(new PasswordHasher(new PasswordHashing { MemoryKiB = 64 }, work => Interlocked.Add(ref spent, work))));
        var ann = await house.SignerAsync("ann");
        await house.PasswordAsync("ann");
        await house.WriteAsync(house.Management, async store =>
        {
            var profile = (await store.LoginProfiles.FindAsync(house.Management, ann.PrincipalId!, default))!;
            await store.LoginProfiles.UpdateAsync(profile with { PasswordHash = new PasswordHasher(new PasswordHashing { MemoryKiB = 32 }).Hash(Password) }, default);
        });
        _ = house.Get<PasswordHasher>().Dummy;
        var costs = new List<long>();
        foreach (var user in new[] { "ann", "nobody" })
        {
            Interlocked.Exchange(ref spent, 0);
            (await new UserVisitor(house).SignInAsync(user, "Wrong-Horse-1")).ShouldBeOfType<UserSignInOutcome.Refused>();
            costs.Add(Interlocked.Read(ref spent));
        }

        costs.ShouldBe([64, 64]);
    }

    private Task SetPasswordAsync(string password) => _house.DoAsync<Nothing>("iam", "UpdateLoginProfile", new UpdateLoginProfileRequest { UserName = "ann", Password = password });
}
