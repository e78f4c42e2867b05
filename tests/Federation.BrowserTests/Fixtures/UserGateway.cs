using System.Globalization;
using System.Text;
using Federation.Gateway;
using Federation.Model.AccountAliases;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Credentials;
using Federation.Services.Iam.LoginProfiles;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Iam.PasswordPolicies;
using Federation.Services.Pipeline;
using Federation.SystemTests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.BrowserTests.Fixtures;

/// <summary>A gateway with IAM users: ann with two roles, bob with an MFA device, carol who must choose a new password, dave and dora who manage their own MFA device.</summary>
public sealed class UserGateway : IAsyncLifetime
{
    public const string Alias = "acme";
    public const string Password = "Correct-Horse-7";

    private readonly TemporaryFolder _data = new();
    private WebApplication? _gateway;
    private AccountId _account;
    private byte[] _seed = [];

    public Uri Url { get; } = new($"http://127.0.0.1:{Loopback.FreePort()}");

    public string AccountId => _account.Value;

    public string At(string path) => new Uri(Url, path).AbsoluteUri;

    /// <summary>The code of bob's device, so many steps from now.</summary>
    public string Code(int step = 0) => CodeOf(_seed, step);

    /// <summary>The code of a seed, so many steps from now.</summary>
    public static string CodeOf(byte[] seed, int step) => new OtpNet.Totp(seed).ComputeTotp(TimeProvider.System.GetUtcNow().AddSeconds(step * 30).UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        var origin = Url.GetLeftPart(UriPartial.Authority);
        _gateway = GatewayApplication.Create(["--urls", origin, "--Federation:PublicUrl", origin, "--Federation:DataDirectory", _data.Path], builder => builder.Logging.ClearProviders());
        await _gateway.StartAsync();
        await WriteAsync(async store =>
        {
            _account = (await store.Accounts.FindManagementAsync(default))!.AccountId;
            (await store.AccountAliases.AddAsync(new AccountAlias(_account, Alias), default)).ShouldBe(StoreOutcome.Stored);
        });
        foreach (var name in new[] { "Deploy", "ReadOnly" })
        {
            await RoleAsync(name);
        }

        await UserAsync("ann", $$"""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":["arn:aws:iam::{{_account}}:role/Deploy","arn:aws:iam::{{_account}}:role/ReadOnly"]}""");
        await UserAsync("bob", """{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}""");
        foreach (var name in new[] { "dave", "dora" })
        {
            await UserAsync(name, """{"Effect":"Allow","Action":"iam:*MFADevice*","Resource":["arn:aws:iam::*:user/${aws:username}","arn:aws:iam::*:mfa/${aws:username}"]}""");
        }

        await UserAsync("carol", """{"Effect":"Allow","Action":"iam:ChangePassword","Resource":"*"}""", reset: true);
        await DoAsync("UpdateAccountPasswordPolicy", new UpdateAccountPasswordPolicyRequest { MinimumPasswordLength = 12, RequireNumbers = true, AllowUsersToChangePassword = true, PasswordReusePrevention = 3 });
        await DeviceAsync("bob");
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _data.Dispose();
    }

    private async Task DeviceAsync(string user)
    {
        var made = ((CreateVirtualMFADeviceResponse)await DoAsync("CreateVirtualMFADevice", new CreateVirtualMFADeviceRequest { VirtualMFADeviceName = user })).VirtualMFADevice!;
        _seed = OtpNet.Base32Encoding.ToBytes(Encoding.ASCII.GetString(made.Base32StringSeed!));
        // Codes of a while ago: those of the tests come later.
        await DoAsync("EnableMFADevice", new EnableMFADeviceRequest { UserName = user, SerialNumber = made.SerialNumber, AuthenticationCode1 = Code(-4), AuthenticationCode2 = Code(-3) });
        await DoAsync("ResyncMFADevice", new ResyncMFADeviceRequest { UserName = user, SerialNumber = made.SerialNumber, AuthenticationCode1 = Code(-2), AuthenticationCode2 = Code(-1) });
    }

    private Task RoleAsync(string name) => WriteAsync(async store => (await store.Roles.AddAsync(
        new Role
        {
            AccountId = _account,
            RoleId = UniqueIds.Create(UniqueIdPrefix.Role, _account),
            RoleName = name,
            Path = "/",
            Description = string.Create(CultureInfo.InvariantCulture, $"What {name} needs"),
            TrustPolicy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{_account}}:root"},"Action":"sts:AssumeRole"}]}""",
            MaxSessionDuration = 7200,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        },
        default)).ShouldBe(StoreOutcome.Stored));

    private async Task UserAsync(string name, string statement, bool reset = false)
    {
        var user = new User { AccountId = _account, UserId = UniqueIds.Create(UniqueIdPrefix.User, _account), UserName = name, Path = "/", CreatedAt = TimeProvider.System.GetUtcNow() };
        await WriteAsync(async store =>
        {
            (await store.Users.AddAsync(user, default)).ShouldBe(StoreOutcome.Stored);
            var policy = new InlinePolicy { AccountId = _account, OwnerId = user.UserId, PolicyName = "p", Document = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""" };
            (await store.InlinePolicies.PutAsync(policy, default)).ShouldBe(StoreOutcome.Stored);
        });
        await DoAsync("CreateLoginProfile", new CreateLoginProfileRequest { UserName = name, Password = Password, PasswordResetRequired = reset });
    }

    private async Task<object> DoAsync(string operation, object request)
    {
        var services = _gateway!.Services;
        var now = TimeProvider.System.GetUtcNow();
        var info = new RequestInfo { RequestId = EventIds.Create(now), ReceivedAt = now, SourceAddress = System.Net.IPAddress.Loopback };
        var result = await services.GetRequiredService<OperationInvoker>().InvokeAsync(
            services.GetRequiredService<OperationRegistry>().Find("iam", operation)!, request, info, Callers.Root(_account, "AKIAROOT", null), default);
        result.Error.ShouldBeNull();
        return result.Value!;
    }

    private async Task WriteAsync(Func<IUnitOfWork, Task> write)
    {
        await using var store = await _gateway!.Services.GetRequiredService<IDatabase>().BeginWriteAsync(default);
        await write(store);
        if (_account.IsSet)
        {
            await store.MarkChangedAsync(_account, default);
        }

        await store.CommitAsync(default);
    }
}
