using Federation.Model.Results;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;
using Federation.Services.UserSignIns;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.UserSignIns;

/// <summary>Whoever finds a browser open adds no device: that takes the password, in the same session, a short while ago.</summary>
public sealed class AddingMfaTests : UserMfaScene
{
    [Theory]
    [InlineData("Wrong-Horse-1", "This is not your password.", "AccessDenied")]
    [InlineData("correct-horse-7", "This is not your password.", "AccessDenied")]
    [InlineData("", "Type your password.", "ValidationError")]
    [InlineData(null, "Type your password.", "ValidationError")]
    public async Task A_device_is_made_for_the_present_password_only_and_a_refusal_stands_in_the_trail(string? typed, string said, string recorded)
    {
        await SignInAsync("ann", All);
        var refused = await TryBeginAsync(typed);
        (refused.Error!.Code, refused.Error.HttpStatus, refused.Error.Message).ShouldBe((UserMfa.NotThePassword, 400, said));
        (await FindAsync("ann")).ShouldBeNull();
        (await TryBeginAsync(new string('x', 129))).Error!.Code.ShouldBe(UserMfa.NotThePassword);
        (await TryBeginAsync(PasswordWorld.Password)).Succeeded.ShouldBeTrue();

        var records = (await House.TrailAsync(House.Management)).Where(record => record.EventName == "CreateVirtualMFADevice").OrderBy(record => record.ErrorCode == null).ToList();
        records.Select(record => record.ErrorCode).ShouldBe([recorded, "ValidationError", null], ignoreOrder: true);
        var record = records.First(record => record.ErrorCode == recorded);
        record.EventJson.ShouldContain("\"userName\":\"ann\"");
        record.EventJson.ShouldContain("\"virtualMFADeviceName\":\"ann\"");
        string.Concat(records.Select(entry => entry.EventJson)).ShouldNotContain("horse-", Case.Insensitive);
    }

    [Fact]
    public async Task A_password_that_is_refused_leaves_a_device_left_half_way_as_it_is()
    {
        await SignInAsync("ann", All);
        var left = DeviceOf("ann", await BeginAsync());
        var before = await FindAsync(left);
        (await TryBeginAsync("Wrong-Horse-1")).Succeeded.ShouldBeFalse();
        (await FindAsync(left))!.DeviceId.ShouldBe(before!.DeviceId);
    }

    [Fact]
    public async Task Passwords_are_guessed_no_faster_by_adding_a_device_than_by_a_change_of_the_password()
    {
        await SignInAsync("ann", All);
        var session = await SessionAsync();
        for (var i = 0; i < AttemptLimits.FreePerNetwork; i++)
        {
            var answer = i % 2 == 0
                ? (await TryBeginAsync("Wrong-Horse-1")).Error
                : await House.Get<UserSecurity>().ChangePasswordAsync(session, "Wrong-Horse-1", "Another-Horse-8", Browser.Request, default);
            answer!.Message.ShouldNotContain("Too many");
        }

        // The session waits where strangers are refused, and who sends more at once than a person waits for is refused.
        var attempts = Enumerable.Range(0, AttemptLimits.MostWaitingPerDevice + 1).Select(_ => Mfa.BeginAsync(session, PasswordWorld.Password, Browser.Request, default)).ToList();
        var first = await await Task.WhenAny(attempts);
        (first.Error!.Code, first.Error.HttpStatus).ShouldBe(("Throttling", 400));
        first.Error.Message.ShouldStartWith("Too many attempts.");
        attempts.Count(attempt => attempt.IsCompleted).ShouldBe(1);
        (await FindAsync("ann")).ShouldBeNull();
        (await House.TrailAsync(House.Management)).ShouldContain(record => record.EventName == "CreateVirtualMFADevice" && record.ErrorCode == "Throttling");

        SpinWait.SpinUntil(() => House.Get<AttemptLimits>().Pauses == AttemptLimits.MostWaitingPerDevice, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        House.Time.Advance(TimeSpan.FromSeconds(30));
        (await Task.WhenAll(attempts)).ShouldContain(begun => begun.Succeeded);
    }

    [Fact]
    public async Task Only_the_device_that_was_made_with_the_password_in_this_session_is_enabled_and_within_ten_minutes()
    {
        await SignInAsync("ann", All);
        var planted = await House.UnassignedDeviceAsync("ann");
        ShouldBeNotTheOneShown(await EnableAsync(planted));
        (await FindAsync(planted))!.OwnerId.ShouldBeNull();
        (await House.TrailAsync(House.Management)).ShouldContain(record => record.EventName == "EnableMFADevice" && record.ErrorCode == "NoSuchEntity");

        var device = DeviceOf("ann", await BeginAsync());
        var own = Browser;
        Browser = new UserVisitor(House);
        await Browser.SignInAsync("ann");
        ShouldBeNotTheOneShown(await EnableAsync(device));

        Browser = own;
        House.Time.Advance(MfaEnrolments.Lifetime);
        ShouldBeNotTheOneShown(await EnableAsync(device));
        device = DeviceOf("ann", await BeginAsync());
        House.Time.Advance(MfaEnrolments.Lifetime - TimeSpan.FromSeconds(1));
        (await EnableAsync(device)).ShouldBeNull();
    }

    [Fact]
    public async Task A_device_put_in_place_of_the_one_shown_is_not_enabled()
    {
        await SignInAsync("ann", All);
        var shown = DeviceOf("ann", await BeginAsync());
        await House.DoAsync<Nothing>("iam", "DeleteVirtualMFADevice", new DeleteVirtualMFADeviceRequest { SerialNumber = shown.SerialNumber });
        var planted = await House.UnassignedDeviceAsync("ann");
        ShouldBeNotTheOneShown(await EnableAsync(planted));
        (await FindAsync(planted))!.OwnerId.ShouldBeNull();
    }

    private static void ShouldBeNotTheOneShown(AwsError? error)
    {
        error!.Code.ShouldBe("NoSuchEntity");
        error.Message.ShouldContain("Start again with a new QR code");
    }
}
