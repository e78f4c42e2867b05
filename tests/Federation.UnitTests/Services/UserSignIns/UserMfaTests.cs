using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Federation.Services.Policies;
using Federation.Services.SignIn;
using Federation.Services.UserSignIns;
using Federation.UnitTests.Services.House;
using QRCoder;

namespace Federation.UnitTests.Services.UserSignIns;

/// <summary>What a signed-in user does about the own MFA devices.</summary>
public sealed partial class UserMfaTests : UserMfaScene
{
    [Fact]
    public async Task A_user_with_the_managed_policy_adds_a_device_and_removes_it_in_a_session_with_MFA()
    {
        await SignInAsync("ann", AwsManagedPolicies.All.Single(policy => policy.Policy.PolicyName == "FederationUserManageOwnMFA").Document);
        var device = DeviceOf("ann", await BeginAsync());
        (await EnableAsync(device)).ShouldBeNull();
        var listed = (await ListAsync()).Value.ShouldHaveSingleItem();
        listed.ShouldBe(new OwnMfaDevice(device.SerialNumber, "ann", House.Time.GetUtcNow()));
        (await SessionAsync()).User!.MfaAuthenticatedAt.ShouldBeNull("two codes enable a device, and do not make the session one with MFA");

        House.Time.Advance(TimeSpan.FromSeconds(60));
        var withoutMfa = await RemoveAsync(device, device.Code(House));
        withoutMfa.Error!.Code.ShouldBe("AccessDenied");
        withoutMfa.Error.Message.ShouldContain("sign in with a code");
        (await FindAsync(device))!.OwnerId.ShouldNotBeNull();

        (await Browser.SignInAsync("ann")).ShouldBeOfType<UserSignInOutcome.NeedsCode>();
        (await Browser.CodeAsync(device.Code(House, 1))).ShouldBeOfType<UserSignInOutcome.Accepted>();
        House.Time.Advance(TimeSpan.FromSeconds(60));
        (await RemoveAsync(device, device.Code(House))).Value.ShouldBe(new RemovedMfaDevice("ann", IsDeleted: true));
        (await FindAsync(device)).ShouldBeNull();

        var trail = (await House.TrailAsync(House.Management)).Where(record => record.EventJson.Contains("user/ann", StringComparison.Ordinal)).ToList();
        foreach (var action in new[] { "CreateVirtualMFADevice", "EnableMFADevice", "ListMFADevices", "DeactivateMFADevice", "DeleteVirtualMFADevice" })
        {
            trail.ShouldContain(record => record.EventName == action && record.ErrorCode == null, action);
        }

        var text = string.Concat(trail.Select(record => record.EventJson));
        var seed = OtpNet.Base32Encoding.ToString(device.Seed).TrimEnd('=');
        text.ShouldNotContain(seed);
        text.ShouldNotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes(seed)));
    }

    [Fact]
    public async Task Each_refusal_of_a_policy_is_said_in_a_sentence_and_changes_nothing()
    {
        await SignInAsync("ann", Without("iam:ListMFADevices"));
        ShouldBeDenied((await ListAsync()).Error, "iam:ListMFADevices");
        await SignInAsync("cleo", Without("iam:CreateVirtualMFADevice"));
        ShouldBeDenied((await TryBeginAsync()).Error, "iam:CreateVirtualMFADevice");
        await SignInAsync("dora", Without("iam:EnableMFADevice"));
        var device = DeviceOf("dora", await BeginAsync());
        ShouldBeDenied(await EnableAsync(device), "iam:EnableMFADevice");
        (await FindAsync(device))!.OwnerId.ShouldBeNull();
        await SignInAsync("emil", Without("iam:DeactivateMFADevice"));
        device = await AddAsync("emil");
        await Browser.SignInAsync("emil");
        (await Browser.CodeAsync(device.Code(House))).ShouldBeOfType<UserSignInOutcome.Accepted>();
        House.Time.Advance(TimeSpan.FromSeconds(60));
        ShouldBeDenied((await RemoveAsync(device, device.Code(House))).Error, "iam:DeactivateMFADevice");
        (await FindAsync(device))!.OwnerId.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_device_that_may_not_be_deleted_is_taken_away_all_the_same_and_said_to_be_there()
    {
        await SignInAsync("ann", Without("iam:DeleteVirtualMFADevice"));
        var device = await AddAsync("ann");
        (await RemoveAsync(device, device.Code(House))).Value.ShouldBe(new RemovedMfaDevice("ann", IsDeleted: false));
        (await FindAsync(device))!.OwnerId.ShouldBeNull();

        // What was enabled for a password once is not enabled again for that one.
        House.Time.Advance(TimeSpan.FromSeconds(60));
        (await EnableAsync(device))!.Code.ShouldBe("NoSuchEntity");
        ShouldBeDenied((await TryBeginAsync()).Error, "iam:DeleteVirtualMFADevice");
    }

    [Fact]
    public async Task Wrong_codes_enable_nothing_may_be_tried_again_and_are_slowed_down()
    {
        await SignInAsync("ann", All);
        var device = DeviceOf("ann", await BeginAsync());
        var (first, second) = (device.Code(House, -1), device.Code(House));
        foreach (var (one, two) in new[] { (second, first), (first, first), ("12345", second), (first, null), ("１２３４５６", second) })
        {
            (await EnableAsync(one, two))!.Code.ShouldBe("InvalidAuthenticationCode");
        }

        (await ListAsync()).Value.ShouldBeEmpty();
        (await EnableAsync($" {first[..3]} {first[3..]}", second)).ShouldBeNull();

        await SignInAsync("cleo", All);
        device = DeviceOf("cleo", await BeginAsync());
        var answers = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            answers.Add((await EnableAsync(device.Code(House), device.Code(House, -1)))!.Code);
        }

        answers.ShouldContain("Throttling");
        (await EnableAsync(device))!.Code.ShouldBe("Throttling");
        (await FindAsync(device))!.OwnerId.ShouldBeNull();
    }

    [Fact]
    public async Task A_device_that_was_left_half_way_is_replaced_and_its_seed_counts_for_nothing()
    {
        await SignInAsync("ann", All);
        var left = DeviceOf("ann", await BeginAsync());
        var device = DeviceOf("ann", await BeginAsync());
        device.Seed.ShouldNotBe(left.Seed);
        (await EnableAsync(left))!.Code.ShouldBe("InvalidAuthenticationCode");
        (await EnableAsync(device)).ShouldBeNull();
    }

    [Fact]
    public async Task A_user_with_a_device_adds_no_other_whatever_its_name()
    {
        await SignInAsync("ann", All);
        await House.DeviceAsync("ann", "phone");
        (await TryBeginAsync()).Error!.Code.ShouldBe("EntityAlreadyExists");
        var other = await House.UnassignedDeviceAsync("ann");
        (await EnableAsync(other))!.Message.ShouldContain("Remove it before");
        (await FindAsync(other))!.OwnerId.ShouldBeNull();
    }

    [Fact]
    public async Task Removal_takes_a_current_code_of_the_device_itself()
    {
        await SignInAsync("ann", All);
        var device = await AddAsync("ann");
        var second = await House.DeviceAsync("ann", "second");
        var wrong = new[] { null, "", "12345", second.Code(House), device.Code(House, 9), device.Code(House, -4) };
        foreach (var code in wrong)
        {
            (await RemoveAsync(device, code)).Error!.Code.ShouldBe("InvalidAuthenticationCode", code);
        }

        // What was guessed wrong has used up the free attempts: the browser's being known spares it nothing here.
        (await RemoveAsync(device, "000000")).Error!.Code.ShouldBe("Throttling");
        (await RemoveAsync(device, device.Code(House))).Error!.Code.ShouldBe("Throttling");
        (await FindAsync(device))!.OwnerId.ShouldNotBeNull();

        // A page asks for more than DeactivateMFADevice does, and its refusals stand in the trail with that operation's.
        var records = (await House.TrailAsync(House.Management)).Where(record => record.EventName == "DeactivateMFADevice").ToList();
        records.Count(record => record.ErrorCode == "InvalidAuthenticationCode").ShouldBe(wrong.Length);
        records.Count(record => record.ErrorCode == "Throttling").ShouldBe(2);
        foreach (var record in records)
        {
            using var json = JsonDocument.Parse(record.EventJson);
            json.RootElement.GetProperty("userIdentity").GetProperty("userName").GetString().ShouldBe("ann");
            json.RootElement.GetProperty("requestParameters").EnumerateObject().Select(member => (member.Name, member.Value.GetString()))
                .ShouldBe([("userName", "ann"), ("serialNumber", device.SerialNumber)], ignoreOrder: true);
            foreach (var code in wrong.Where(code => code?.Length == 6))
            {
                json.RootElement.ToString().ShouldNotContain($"\"{code}\"");
            }
        }

        House.Time.Advance(TimeSpan.FromMinutes(16));
        (await RemoveAsync(device, device.Code(House))).Succeeded.ShouldBeTrue();
        (await ListAsync()).Value.ShouldHaveSingleItem().Name.ShouldBe("second");
    }

    [Fact]
    public async Task A_code_that_was_used_removes_nothing()
    {
        await SignInAsync("ann", All);
        var device = await AddAsync("ann");
        await Browser.SignInAsync("ann");
        (await Browser.CodeAsync(device.Code(House))).ShouldBeOfType<UserSignInOutcome.Accepted>();
        (await RemoveAsync(device, device.Code(House))).Error!.Code.ShouldBe("InvalidAuthenticationCode");
        (await FindAsync(device))!.OwnerId.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_code_shown_at_a_removal_counts_nowhere_else_even_where_the_removal_is_refused()
    {
        await SignInAsync("ann", Without("iam:DeactivateMFADevice"));
        var device = await AddAsync("ann");
        (await RemoveAsync(device, device.Code(House))).Error!.Code.ShouldBe("AccessDenied");
        await Browser.SignInAsync("ann");
        (await Browser.CodeAsync(device.Code(House))).ShouldBeOfType<UserSignInOutcome.Refused>();
    }

    [Fact]
    public async Task Nothing_is_done_to_the_devices_of_others()
    {
        await SignInAsync("ann", All);
        await House.SignerAsync("bob");
        var theirs = await House.DeviceAsync("bob", "ann");
        (await RemoveAsync(theirs, theirs.Code(House))).Error!.Code.ShouldBe("NoSuchEntity");
        (await House.TrailAsync(House.Management)).ShouldContain(record => record.EventName == "DeactivateMFADevice" && record.ErrorCode == "NoSuchEntity" && record.EventJson.Contains(theirs.SerialNumber));
        (await TryBeginAsync()).Error!.Message.ShouldContain("in use by somebody else");
        (await EnableAsync(theirs))!.Code.ShouldBe("NoSuchEntity");
        (await FindAsync(theirs))!.OwnerId.ShouldNotBeNull();
        var free = await House.UnassignedDeviceAsync("spare");
        (await RemoveAsync(free, free.Code(House))).Error!.Code.ShouldBe("NoSuchEntity");
        (await Mfa.RemoveAsync(await SessionAsync(), null, "123456", Browser.Request, default)).Error!.Code.ShouldBe("NoSuchEntity");
        (await FindAsync(free)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_session_that_is_over_does_nothing()
    {
        await SignInAsync("ann", All);
        var session = await SessionAsync();
        await House.Get<PortalSessions>().EndAsync(session, Browser.Request, revokeCredentials: false);
        await House.WriteAsync(House.Management, store => store.LoginProfiles.RemoveAsync(House.Management, session.User!.UserId, default));
        (await Mfa.BeginAsync(session, PasswordWorld.Password, Browser.Request, default)).Error!.Message.ShouldBe("Your session has ended.");
        (await Mfa.EnableAsync(session, "123456", "123456", Browser.Request, default))!.Message.ShouldBe("Your session has ended.");
        (await Mfa.RemoveAsync(session, "arn", "123456", Browser.Request, default)).Error!.Message.ShouldBe("Your session has ended.");
        (await Mfa.ListAsync(session, Browser.Request, default)).Error!.Message.ShouldBe("Your session has ended.");
    }

    [Fact]
    public async Task The_picture_holds_what_authenticator_apps_scan()
    {
        await SignInAsync("ann", All);
        var shown = await BeginAsync();
        using var expected = QRCodeGenerator.GenerateQrCode($"otpauth://totp/Federation:ann%40{House.Management}?secret={shown.Seed}&issuer=Federation", QRCodeGenerator.ECCLevel.M);
        var drawn = Enumerable.Range(0, shown.QrSide).Select(_ => new bool[shown.QrSide]).ToArray();
        var covered = 0;
        foreach (Match run in Run().Matches(shown.QrPath))
        {
            covered += run.Length;
            var (x, y, length) = (Number(run, "x"), Number(run, "y"), Number(run, "length"));
            length.ShouldBe(Number(run, "back"));
            for (var i = 0; i < length; i++)
            {
                drawn[y][x + i] = true;
            }
        }

        covered.ShouldBe(shown.QrPath.Length);
        expected.ModuleMatrix.Count.ShouldBe(shown.QrSide);
        for (var y = 0; y < shown.QrSide; y++)
        {
            expected.ModuleMatrix[y].Cast<bool>().ShouldBe(drawn[y]);
        }

        shown.ToString().ShouldBe(nameof(NewAuthenticator));
    }

    [GeneratedRegex(@"M(?<x>\d+) (?<y>\d+)h(?<length>\d+)v1h-(?<back>\d+)z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Run();

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
