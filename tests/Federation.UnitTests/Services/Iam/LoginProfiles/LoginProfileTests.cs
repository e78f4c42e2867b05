using Federation.Model.Passwords;
using Federation.Model.Results;
using Federation.Services.Iam.LoginProfiles;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Iam.PasswordPolicies;
using Federation.Services.Iam.Shapes;
using Federation.Services.Iam.Users;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.PasswordWorld;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam.LoginProfiles;

/// <summary>Passwords of users, and what the account asks of them.</summary>
public sealed class LoginProfileTests : IAsyncLifetime
{
    private TestHouse _house = null!;
    private Caller _ann = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await PasswordWorld.OpenAsync();
        _ann = await _house.SignerAsync("Ann", Allows("iam:ChangePassword"));
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_profile_is_made_shown_changed_and_removed()
    {
        (await CodeAsync("GetLoginProfile", new GetLoginProfileRequest { UserName = "ann" })).ShouldBe(("NoSuchEntity", "Login Profile for User Ann cannot be found."));
        var made = (await _house.PasswordAsync("ann", reset: true)).LoginProfile!;
        (made.UserName, made.PasswordResetRequired, made.CreateDate).ShouldBe(("Ann", true, _house.Time.GetUtcNow()));
        (await CodeAsync("CreateLoginProfile", new CreateLoginProfileRequest { UserName = "ann", Password = Password })).ShouldBe(("EntityAlreadyExists", "Login Profile for user Ann already exists."));
        await _house.DoAsync<Nothing>("iam", "UpdateLoginProfile", new UpdateLoginProfileRequest { UserName = "ann", PasswordResetRequired = false });
        (await _house.DoAsync<LoginProfileResponse>("iam", "GetLoginProfile", new GetLoginProfileRequest { UserName = "ann" })).LoginProfile!.PasswordResetRequired.ShouldBe(false);
        await _house.DoAsync<Nothing>("iam", "DeleteLoginProfile", new DeleteLoginProfileRequest { UserName = "ann" });
        foreach (var (operation, request) in new (string, object)[]
        {
            ("DeleteLoginProfile", new DeleteLoginProfileRequest { UserName = "ann" }),
            ("UpdateLoginProfile", new UpdateLoginProfileRequest { UserName = "ann" }),
            ("UpdateLoginProfile", new UpdateLoginProfileRequest { UserName = "ann", Password = Password }),
            ("CreateLoginProfile", new CreateLoginProfileRequest { UserName = "nobody", Password = Password }),
        })
        {
            (await CodeAsync(operation, request)).Code.ShouldBe("NoSuchEntity");
        }
    }

    [Fact]
    public async Task A_user_with_a_password_or_a_device_is_not_deleted()
    {
        await _house.SignerAsync("dan");
        await _house.PasswordAsync("dan");
        var device = await _house.DeviceAsync("dan");
        var delete = new DeleteUserRequest { UserName = "dan" };
        (await CodeAsync("DeleteUser", delete)).ShouldBe(("DeleteConflict", "Cannot delete entity, must delete login profile first."));
        await _house.DoAsync<Nothing>("iam", "DeleteLoginProfile", new DeleteLoginProfileRequest { UserName = "dan" });
        (await CodeAsync("DeleteUser", delete)).ShouldBe(("DeleteConflict", "Cannot delete entity, must delete MFA device first."));
        await _house.DoAsync<Nothing>("iam", "DeactivateMFADevice", new DeactivateMFADeviceRequest { UserName = "dan", SerialNumber = device.SerialNumber });
        (await CodeAsync("DeleteUser", delete)).Code.ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_name_the_caller_is_meant_and_root_has_to_name_somebody()
    {
        (await CodeAsync("GetLoginProfile", new GetLoginProfileRequest(), _ann)).Code.ShouldBe("AccessDenied");
        (await CodeAsync("GetLoginProfile", new GetLoginProfileRequest())).Code.ShouldBe("ValidationError");
    }

    [Theory]
    [InlineData("Ab1-xyz", "Password should have a minimum length of 8")]
    [InlineData("abcdefgh1", "Password should have at least three of uppercase letters, lowercase letters, numbers and symbols")]
    [InlineData("Abcdefg1", null)]
    [InlineData("abcdefg-1", null)]
    public async Task Without_a_policy_AWS_default_counts(string password, string? message) => (await CreateAsync(password)).ShouldBe(message);

    [Fact]
    public async Task The_default_refuses_the_accounts_mail_address()
    {
        await _house.WriteAsync(_house.Management, async store =>
        {
            var account = (await store.Accounts.FindAsync(_house.Management, default))!;
            await store.Accounts.UpdateAsync(account with { Email = "root.1@example.org" }, default);
        });
        (await CreateAsync("ROOT.1@example.org")).ShouldBe("Password should not be identical to the name or the email address of the account");
    }

    [Theory]
    [InlineData("Aa1-Aa1-Aa1", "Password should have a minimum length of 12")]
    [InlineData("aa1-aa1-aa1-", "Password should have at least one uppercase letter")]
    [InlineData("AA1-AA1-AA1-", "Password should have at least one lowercase letter")]
    [InlineData("Aaa-Aaa-Aaa-", "Password should have at least one number")]
    [InlineData("Aa1Aa1Aa1Aa1", "Password should have at least one symbol")]
    [InlineData("Aa1~Aa1~Aa1~", "Password should have at least one symbol")]
    [InlineData("Aa1-Aa1-Aa1-", null)]
    public async Task The_accounts_policy_counts_instead(string password, string? message)
    {
        await PolicyAsync(new UpdateAccountPasswordPolicyRequest
        {
            MinimumPasswordLength = 12,
            RequireSymbols = true,
            RequireNumbers = true,
            RequireUppercaseCharacters = true,
            RequireLowercaseCharacters = true,
        });
        (await CreateAsync(password)).ShouldBe(message);
    }

    [Fact]
    public async Task A_policy_is_shown_with_AWS_defaults_for_what_was_not_said_and_can_be_removed()
    {
        (await CodeAsync("GetAccountPasswordPolicy", Nothing.Value)).ShouldBe(("NoSuchEntity", $"The Password Policy with domain name {_house.Management} cannot be found."));
        await PolicyAsync(new UpdateAccountPasswordPolicyRequest { MaxPasswordAge = 90, HardExpiry = true });
        var shown = (await _house.DoAsync<GetAccountPasswordPolicyResponse>("iam", "GetAccountPasswordPolicy", Nothing.Value)).PasswordPolicy!;
        shown.ShouldBe(new PasswordPolicyShape
        {
            MinimumPasswordLength = 6,
            RequireSymbols = false,
            RequireNumbers = false,
            RequireUppercaseCharacters = false,
            RequireLowercaseCharacters = false,
            AllowUsersToChangePassword = false,
            ExpirePasswords = true,
            MaxPasswordAge = 90,
            HardExpiry = true,
        });
        await _house.DoAsync<Nothing>("iam", "DeleteAccountPasswordPolicy", Nothing.Value);
        (await CodeAsync("DeleteAccountPasswordPolicy", Nothing.Value)).Code.ShouldBe("NoSuchEntity");
    }

    [Fact]
    public async Task A_user_changes_the_own_password_by_the_old_one()
    {
        await _house.PasswordAsync("ann", reset: true);
        (await ChangeAsync("Wrong-Horse-7", "Another-Horse-8")).ShouldBe(("AccessDenied", "The old password was incorrect."));
        (await ChangeAsync(Password, "short")).Code.ShouldBe("PasswordPolicyViolation");
        (await ChangeAsync(Password, "Another-Horse-8")).Code.ShouldBeNull();
        (await ChangeAsync(Password, "Another-Horse-9")).Code.ShouldBe("AccessDenied");
        (await _house.DoAsync<LoginProfileResponse>("iam", "GetLoginProfile", new GetLoginProfileRequest { UserName = "ann" })).LoginProfile!.PasswordResetRequired.ShouldBe(false);
    }

    [Fact]
    public async Task Only_users_have_a_password_to_change()
    {
        (await CodeAsync("ChangePassword", new ChangePasswordRequest { OldPassword = "a", NewPassword = "b" })).ShouldBe(("InvalidUserType", "Only IAM Users can change their own password"));
        (await ChangeAsync("a", "b")).Code.ShouldBe("NoSuchEntity");
    }

    [Fact]
    public async Task Former_passwords_may_not_be_taken_again_for_as_long_as_the_policy_says()
    {
        await PolicyAsync(new UpdateAccountPasswordPolicyRequest { PasswordReusePrevention = 2 });
        await _house.PasswordAsync("ann", "first-1");
        (await ChangeAsync("first-1", "first-1")).ShouldBe(("PasswordPolicyViolation", "Policy constraint violation with password reuse prevention during password change"));
        (await ChangeAsync("first-1", "second-2")).Code.ShouldBeNull();
        (await ChangeAsync("second-2", "first-1")).Code.ShouldBe("PasswordPolicyViolation");
        (await CodeAsync("UpdateLoginProfile", new UpdateLoginProfileRequest { UserName = "ann", Password = "first-1" })).Code.ShouldBe("PasswordPolicyViolation");
        (await ChangeAsync("second-2", "third-3")).Code.ShouldBeNull();
        (await ChangeAsync("third-3", "first-1")).Code.ShouldBeNull();
    }

    [Fact]
    public async Task The_account_lets_every_user_change_the_password_unless_a_policy_denies_it_or_a_boundary_does_not_allow_it()
    {
        var bob = await _house.SignerAsync("bob");
        await _house.PasswordAsync("bob");
        (await ChangeAsync(Password, "Another-Horse-8", bob)).Code.ShouldBe("AccessDenied");
        await PolicyAsync(new UpdateAccountPasswordPolicyRequest { AllowUsersToChangePassword = true });
        (await ChangeAsync(Password, "Another-Horse-8", bob)).Code.ShouldBeNull();

        var carl = await _house.SignerAsync("carl", Allows("iam:ChangePassword").Replace("Allow", "Deny", StringComparison.Ordinal));
        await _house.PasswordAsync("carl");
        (await ChangeAsync(Password, "Another-Horse-8", carl)).Code.ShouldBe("AccessDenied");

        await _house.WriteAsync(_house.Management, async store =>
        {
            var user = (await store.Users.FindByNameAsync(_house.Management, "bob", default))!;
            await store.Users.UpdateAsync(user with { PermissionsBoundary = "arn:aws:iam::aws:policy/SecurityAudit" }, default);
        });
        (await ChangeAsync("Another-Horse-8", "Another-Horse-9", bob)).Code.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("aws:ResourceTag/state")]
    [InlineData("iam:ResourceTag/state")]
    [InlineData("aws:PrincipalTag/state")]
    public async Task A_Deny_on_the_users_tags_holds_against_the_change_of_a_password(string key)
    {
        var dora = await _house.UserAsync("dora", DenyTagged(key));
        await _house.PasswordAsync("dora");
        var credentials = await _house.KeyAsync("dora");
        (await ChangeAsync(Password, "Another-Horse-8", await _house.CallerAsync(credentials))).Code.ShouldBeNull();
        await _house.DoAsync<Nothing>("iam", "TagUser", new TagUserRequest { UserName = dora.UserName, Tags = [new TagShape { Key = "state", Value = "frozen" }] });
        (await ChangeAsync("Another-Horse-8", "Another-Horse-9", await _house.CallerAsync(credentials))).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_password_is_the_users_own_by_whatever_name()
    {
        await _house.PasswordAsync("ann");
        await _house.DoAsync<Nothing>("iam", "UpdateUser", new UpdateUserRequest { UserName = "ann", NewUserName = "anna" });
        await _house.UserAsync("ann");
        await _house.PasswordAsync("ann", "Namesake-Horse-1");
        (await ChangeAsync("Namesake-Horse-1", "Another-Horse-8")).ShouldBe(("AccessDenied", "The old password was incorrect."));
        (await ChangeAsync(Password, "Another-Horse-8")).Code.ShouldBeNull();
    }

    [Theory]
    [InlineData("/a\"b/")]
    [InlineData("/a\\b/")]
    [InlineData("/${aws:username}/")]
    [InlineData("/\",\"Action\":\"*/")]
    public async Task The_accounts_permission_reaches_users_under_any_path(string path)
    {
        await PolicyAsync(new UpdateAccountPasswordPolicyRequest { AllowUsersToChangePassword = true });
        await _house.UserAsync("eve", path: path);
        await _house.PasswordAsync("eve");
        var eve = await _house.CallerOfAsync("eve");
        (await ChangeAsync(Password, "Another-Horse-8", eve)).Code.ShouldBeNull();
        (await CodeAsync("GetUser", new GetUserRequest(), eve)).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Guessing_by_ChangePassword_is_slowed_down()
    {
        await _house.PasswordAsync("ann");
        var codes = new List<string?>();
        for (var i = 0; i < AttemptLimits.FreePerNetwork + 3; i++)
        {
            codes.Add((await ChangeAsync("Wrong-Horse-7", "Another-Horse-8")).Code);
        }

        codes.Take(AttemptLimits.FreePerNetwork).ShouldAllBe(code => code == "AccessDenied");
        codes[^1].ShouldBe("Throttling");
    }

    [Fact]
    public async Task Hashes_are_kept_and_nothing_of_a_password_stands_in_the_trail()
    {
        await _house.PasswordAsync("ann");
        await ChangeAsync(Password, "Another-Horse-8");
        await ChangeAsync("Guessed-Horse-1", "Another-Horse-9");
        LoginProfile? profile;
        await using (var store = await _house.Database.BeginReadAsync(default))
        {
            profile = await store.LoginProfiles.FindAsync(_house.Management, _ann.PrincipalId!, default);
        }

        profile!.PasswordHash.ShouldStartWith("$argon2id$");
        profile.FormerHashes.ShouldHaveSingleItem().ShouldStartWith("$argon2id$");
        foreach (var record in (await _house.TrailAsync(_house.Management)).Where(record => record.EventName is "CreateLoginProfile" or "ChangePassword"))
        {
            record.EventJson.ShouldNotContain("Horse");
            record.EventJson.ShouldNotContain("argon2id");
        }
    }

    private async Task<string?> CreateAsync(string password)
    {
        var result = await _house.CallAsync("iam", "CreateLoginProfile", new CreateLoginProfileRequest { UserName = "Ann", Password = password });
        if (!result.Succeeded)
        {
            result.Error.Code.ShouldBe("PasswordPolicyViolation");
        }

        return result.Error?.Message;
    }

    private Task PolicyAsync(UpdateAccountPasswordPolicyRequest request) => _house.DoAsync<Nothing>("iam", "UpdateAccountPasswordPolicy", request);

    private Task<(string? Code, string? Message)> ChangeAsync(string old, string next, Caller? caller = null) =>
        CodeAsync("ChangePassword", new ChangePasswordRequest { OldPassword = old, NewPassword = next }, caller ?? _ann);

    private async Task<(string? Code, string? Message)> CodeAsync(string operation, object request, Caller? caller = null)
    {
        Result<object> result = await _house.CallAsync("iam", operation, request, caller);
        return (result.Error?.Code, result.Error?.Message);
    }
}
