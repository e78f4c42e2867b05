using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Credentials;
using Federation.Services.Iam.LoginProfiles;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.UnitTests.Services.House;

/// <summary>Users with passwords and devices over a house.</summary>
internal static class PasswordWorld
{
    public const string Password = "Correct-Horse-7";

    /// <summary>A house whose hashes cost little: what they cost is tested where it matters.</summary>
    public static Task<TestHouse> OpenAsync(PasswordHashing? hashing = null) => TestHouse.OpenAsync(services => services.AddSingleton(hashing ?? new PasswordHashing { MemoryKiB = 64 }));

    /// <summary>A user with an inline policy, as its own caller with a long-term key.</summary>
    public static async Task<Caller> SignerAsync(this TestHouse house, string name, string? policy = null, AccountId? account = null)
    {
        var of = account ?? house.Management;
        var user = new User { AccountId = of, UserId = UniqueIds.Create(UniqueIdPrefix.User, of), UserName = name, Path = "/", CreatedAt = house.Time.GetUtcNow() };
        await house.WriteAsync(of, async store =>
        {
            (await store.Users.AddAsync(user, default)).ShouldBe(StoreOutcome.Stored);
            if (policy is not null)
            {
                await store.InlinePolicies.PutAsync(new InlinePolicy { AccountId = of, OwnerId = user.UserId, PolicyName = "p", Document = policy }, default);
            }
        });
        return Callers.User(user, null, $"AKIA{name.ToUpperInvariant()}");
    }

    public static async Task WriteAsync(this TestHouse house, AccountId account, Func<IUnitOfWork, Task> write)
    {
        await using var store = await house.Database.BeginWriteAsync(default);
        await write(store);
        await store.MarkChangedAsync(account, default);
        await store.CommitAsync(default);
    }

    public static Task<LoginProfileResponse> PasswordAsync(this TestHouse house, string user, string password = Password, bool reset = false, Caller? caller = null) =>
        house.DoAsync<LoginProfileResponse>("iam", "CreateLoginProfile", new CreateLoginProfileRequest { UserName = user, Password = password, PasswordResetRequired = reset }, caller);

    /// <summary>A device of a user (or, by its account's number, of root), enabled two steps ago.</summary>
    public static async Task<TestDevice> DeviceAsync(this TestHouse house, string user, string name = "phone", Caller? caller = null)
    {
        var device = await house.UnassignedDeviceAsync(name, caller);
        await house.DoAsync<Nothing>("iam", "EnableMFADevice", device.Enable(user, house), caller);
        house.Time.Advance(TimeSpan.FromSeconds(60));
        return device;
    }

    public static async Task<TestDevice> UnassignedDeviceAsync(this TestHouse house, string name = "phone", Caller? caller = null)
    {
        var made = (await house.DoAsync<CreateVirtualMFADeviceResponse>("iam", "CreateVirtualMFADevice", new CreateVirtualMFADeviceRequest { VirtualMFADeviceName = name }, caller)).VirtualMFADevice!;
        return new TestDevice(made.SerialNumber!, OtpNet.Base32Encoding.ToBytes(System.Text.Encoding.ASCII.GetString(made.Base32StringSeed!)));
    }
}

/// <summary>The other end of a device: its codes, by another computation than the gateway's.</summary>
internal sealed record TestDevice(string SerialNumber, byte[] Seed)
{
    public string CodeAt(DateTimeOffset instant) => new OtpNet.Totp(Seed).ComputeTotp(instant.UtcDateTime);

    public string Code(TestHouse house, int step = 0) => CodeAt(house.Time.GetUtcNow().AddSeconds(step * 30));

    public EnableMFADeviceRequest Enable(string user, TestHouse house) => new()
    {
        UserName = user,
        SerialNumber = SerialNumber,
        AuthenticationCode1 = Code(house, -1),
        AuthenticationCode2 = Code(house),
    };
}
