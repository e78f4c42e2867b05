using Federation.Model.MfaDevices;
using Federation.Model.Results;
using Federation.Services.SignIn;
using Federation.Services.UserSignIns;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.UserSignIns;

/// <summary>A house and a user's browser at the page of the own MFA devices.</summary>
public abstract class UserMfaScene : IAsyncLifetime
{
    private protected const string All = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}""";

    private protected TestHouse House { get; private set; } = null!;

    private protected UserMfa Mfa { get; private set; } = null!;

    private protected UserVisitor Browser { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        House = await PasswordWorld.OpenAsync();
        Mfa = House.Get<UserMfa>();
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();

    private protected static string Without(string action) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"},{"Effect":"Deny","Action":"{{action}}","Resource":"*"}]}""";

    private protected static void ShouldBeDenied(AwsError? error, string action)
    {
        (error!.Code, error.HttpStatus).ShouldBe(("AccessDenied", 403));
        error.Message.ShouldBe($"Your policies do not allow {action} for you. An administrator can change that.");
    }

    private protected async Task SignInAsync(string user, string policy)
    {
        await House.SignerAsync(user, policy);
        await House.PasswordAsync(user);
        Browser = new UserVisitor(House);
        (await Browser.SignInAsync(user)).ShouldBeOfType<UserSignInOutcome.Accepted>();
    }

    private protected async Task<TestDevice> AddAsync(string user)
    {
        var device = DeviceOf(user, await BeginAsync());
        (await EnableAsync(device)).ShouldBeNull();
        House.Time.Advance(TimeSpan.FromSeconds(60));
        return device;
    }

    private protected async Task<NewAuthenticator> BeginAsync()
    {
        var begun = await TryBeginAsync();
        begun.Error.ShouldBeNull();
        return begun.Value!;
    }

    private protected async Task<Result<NewAuthenticator>> TryBeginAsync(string? password = PasswordWorld.Password) =>
        await Mfa.BeginAsync(await SessionAsync(), password, Browser.Request, default);

    private protected TestDevice DeviceOf(string user, NewAuthenticator shown) => new($"arn:aws:iam::{House.Management}:mfa/{user}", OtpNet.Base32Encoding.ToBytes(shown.Seed));

    private protected Task<AwsError?> EnableAsync(TestDevice device) => EnableAsync(device.Code(House, -1), device.Code(House));

    private protected async Task<AwsError?> EnableAsync(string? first, string? second) => await Mfa.EnableAsync(await SessionAsync(), first, second, Browser.Request, default);

    private protected async Task<Result<IReadOnlyList<OwnMfaDevice>>> ListAsync() => await Mfa.ListAsync(await SessionAsync(), Browser.Request, default);

    private protected async Task<Result<RemovedMfaDevice>> RemoveAsync(TestDevice device, string? code) => await Mfa.RemoveAsync(await SessionAsync(), device.SerialNumber, code, Browser.Request, default);

    private protected async Task<PortalSession> SessionAsync() => (await Browser.SessionAsync()).ShouldNotBeNull();

    private protected Task<MfaDevice?> FindAsync(TestDevice device) => FindAsync(device.SerialNumber[(device.SerialNumber.LastIndexOf('/') + 1)..]);

    private protected async Task<MfaDevice?> FindAsync(string name)
    {
        await using var store = await House.Database.BeginReadAsync(default);
        return await store.MfaDevices.FindAsync(House.Management, "/", name, default);
    }
}
