using Federation.Services.Iam.MfaDevices;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Sts;

/// <summary>A second factor in AssumeRole and GetSessionToken.</summary>
public sealed class MfaInCallTests : IAsyncLifetime
{
    private const string Invalid = "MultiFactorAuthentication failed with invalid MFA one time pass code.";
    private const string Unable = "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";
    private const string NeedsMfa = ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"},\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"300\"}}";

    private TestHouse _house = null!;
    private Caller _ann = null!;
    private TestDevice _device = null!;
    private string _role = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await PasswordWorld.OpenAsync();
        _ann = await _house.SignerAsync("ann", Allows("*"));
        _device = await _house.DeviceAsync("ann");
        _role = (await _house.RoleAsync(_house.Root, "guarded", StsWorld.TrustsAws(_ann.Arn, NeedsMfa))).Arn!;
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_trust_policy_that_asks_for_a_second_factor_takes_one_in_the_call_and_the_session_keeps_it()
    {
        (await _house.RefusedAsync(_ann, StsWorld.Assume(_role))).Code.ShouldBe("AccessDenied");
        var issued = await _house.AssumeAsync(_ann, WithCode(_device.Code(_house)));
        var session = await _house.CallerAsync(issued.Credentials!);
        session.Session!.MfaAuthenticatedAt.ShouldBe(_house.Time.GetUtcNow());
        (await _house.TrailAsync(_house.Management)).Last(record => record.EventName == "AssumeRole").EventJson.ShouldNotContain(_device.Code(_house));
    }

    [Fact]
    public async Task Each_code_counts_once_and_none_before_it_afterwards()
    {
        var (before, now) = (_device.Code(_house, -1), _device.Code(_house));
        await _house.AssumeAsync(_ann, WithCode(now));
        (await _house.RefusedAsync(_ann, WithCode(now))).Message.ShouldBe(Invalid);
        (await _house.RefusedAsync(_ann, WithCode(before))).Message.ShouldBe(Invalid);
        (await SessionTokenAsync(now)).Message.ShouldBe(Invalid);
        await _house.AssumeAsync(_ann, WithCode(_device.Code(_house, 1)));
    }

    [Fact]
    public async Task Of_parallel_calls_with_one_code_one_gets_credentials()
    {
        var code = _device.Code(_house);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _house.CallAsync("sts", "AssumeRole", WithCode(code), _ann)));
        results.Count(result => result.Succeeded).ShouldBe(1);
        results.Where(result => !result.Succeeded).ShouldAllBe(result => result.Error!.Message == Invalid);
    }

    [Fact]
    public async Task A_refused_call_leaves_its_code_unused()
    {
        var other = (await _house.RoleAsync(_house.Root, "other", StsWorld.TrustsAws($"arn:aws:iam::{_house.Management}:role/FederationAdministrator"))).Arn!;
        (await _house.RefusedAsync(_ann, WithCode(_device.Code(_house)) with { RoleArn = other })).Code.ShouldBe("AccessDenied");
        await _house.AssumeAsync(_ann, WithCode(_device.Code(_house)));
    }

    [Theory]
    [InlineData(-2, Invalid)]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(2, Invalid)]
    public async Task A_code_is_good_one_step_before_and_after(int step, string? message)
    {
        _house.Time.Advance(TimeSpan.FromMinutes(5));
        (await _house.CallAsync("sts", "AssumeRole", WithCode(_device.Code(_house, step)), _ann)).Error?.Message.ShouldBe(message);
        if (message is null)
        {
            (await _house.RefusedAsync(_ann, WithCode(_device.Code(_house, step)))).Message.ShouldBe(Invalid);
        }
    }

    [Fact]
    public async Task A_device_that_is_not_the_callers_proves_nothing()
    {
        await _house.SignerAsync("bob");
        var bobs = await _house.DeviceAsync("bob", "bobs");
        (await _house.RefusedAsync(_ann, WithCode(bobs.Code(_house)) with { SerialNumber = bobs.SerialNumber })).Message.ShouldBe(Unable);
        (await _house.RefusedAsync(_ann, WithCode("123456") with { SerialNumber = "arn:aws:iam::999999999999:mfa/phone" })).Message.ShouldBe(Unable);
        (await _house.RefusedAsync(_ann, WithCode("123456") with { SerialNumber = "GAHT12345678" })).Message.ShouldBe(Unable);
        (await _house.RefusedAsync(_ann, WithCode("123456") with { TokenCode = null })).Message.ShouldStartWith("MultiFactorAuthentication failed, must provide both");

        await _house.DoAsync<Nothing>("iam", "DeactivateMFADevice", new DeactivateMFADeviceRequest { UserName = "ann", SerialNumber = _device.SerialNumber });
        (await _house.RefusedAsync(_ann, WithCode(_device.Code(_house)))).Message.ShouldBe(Unable);
    }

    [Fact]
    public async Task A_session_token_with_a_second_factor_reaches_IAM_and_one_without_does_not()
    {
        var request = new GetSessionTokenRequest { SerialNumber = _device.SerialNumber, TokenCode = _device.Code(_house) };
        var with = await _house.CallerAsync((await _house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", request, _ann)).Credentials!);
        var without = await _house.CallerAsync((await _house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest(), _ann)).Credentials!);
        await _house.DoAsync<ListMFADevicesResponse>("iam", "ListMFADevices", new ListMFADevicesRequest(), with);
        (await _house.CallAsync("iam", "ListMFADevices", new ListMFADevicesRequest(), without)).Error!.Code.ShouldBe("AccessDenied");
        await _house.AssumeAsync(with, StsWorld.Assume(_role));
        _house.Time.Advance(TimeSpan.FromMinutes(6));
        (await _house.RefusedAsync(with, StsWorld.Assume(_role))).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Root_shows_its_own_device()
    {
        var device = await _house.DeviceAsync(_house.Management.Value, "root-account-mfa-device");
        var request = new GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = device.Code(_house) };
        var session = await _house.CallerAsync((await _house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", request)).Credentials!);
        session.Session!.MfaAuthenticatedAt.ShouldNotBeNull();
        (await _house.CallAsync("sts", "GetSessionToken", request with { SerialNumber = _device.SerialNumber })).Error!.Message.ShouldBe(Unable);
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_down()
    {
        var code = _device.Code(_house) == "000000" ? "000001" : "000000";
        for (var i = 0; i < AttemptLimits.FreePerNetwork + 1; i++)
        {
            await _house.RefusedAsync(_ann, WithCode(code));
        }

        (await _house.RefusedAsync(_ann, WithCode(_device.Code(_house)))).Code.ShouldBe("Throttling");
        var password = AttemptLimits.Of(AttemptKind.Password, _ann.PrincipalId!, _house.Request());
        (await _house.Get<AttemptLimits>().MayTryAsync(password, default)).ShouldBeTrue("passwords are counted apart");
        _house.Time.Advance(TimeSpan.FromMinutes(16));
        await _house.AssumeAsync(_ann, WithCode(_device.Code(_house)));
    }

    private async Task<Federation.Model.Results.AwsError> SessionTokenAsync(string code) =>
        (await _house.CallAsync("sts", "GetSessionToken", new GetSessionTokenRequest { SerialNumber = _device.SerialNumber, TokenCode = code }, _ann)).Error.ShouldNotBeNull();

    private AssumeRoleRequest WithCode(string code) => StsWorld.Assume(_role) with { SerialNumber = _device.SerialNumber, TokenCode = code };
}
