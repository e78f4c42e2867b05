using Federation.Model.Keys;
using Federation.Model.Storage;
using Federation.Services;
using Federation.Services.Credentials;
using Federation.Services.OwnKeys;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.Services.Sts;
using Federation.Storage;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Federation.UnitTests.Services.OwnKeys;

/// <summary>Rotations of the keys that seal, over a house.</summary>
internal static class SealingKeyWorld
{
    public const string SessionTokens = "SessionTokens";

    public const string StoredSecrets = "StoredSecrets";

    /// <summary>A house with a user <c>ann</c>, whose next keys were announced long enough ago.</summary>
    public static async Task<TestHouse> OpenAsync(Action<IServiceCollection>? configure = null, bool isAnnouncedLongAgo = true)
    {
        var house = await TestHouse.OpenAsync(configure);
        await house.UserAsync("ann");
        if (isAnnouncedLongAgo)
        {
            house.Time.Advance(RotateSealingKeys.Lead);
        }

        return house;
    }

    public static async Task<IReadOnlyList<SealingKeyShape>> ListAsync(this TestHouse house) =>
        (await house.DoAsync<SealingKeysResponse>("federation", "ListSealingKeys", Nothing.Value)).SealingKeys;

    /// <summary>Rotates, and waits until this node has read the ring.</summary>
    public static async Task<IReadOnlyList<SealingKeyShape>> RotateAsync(this TestHouse house, string purpose, bool? force = null)
    {
        var answer = await house.DoAsync<SealingKeysResponse>("federation", "RotateSealingKeys", new RotateSealingKeysRequest { Purpose = purpose, Force = force });
        await house.Get<IKeyRotation>().ReloadAsync(default);
        return answer.SealingKeys;
    }

    public static async Task<(string Code, string Message)> RefusalAsync(this TestHouse house, string purpose, bool? force = null)
    {
        var error = (await house.CallAsync("federation", "RotateSealingKeys", new RotateSealingKeysRequest { Purpose = purpose, Force = force })).Error!;
        return (error.Code, error.Message);
    }

    /// <summary>Temporary credentials of ann, for thirty-six hours.</summary>
    public static async Task<CredentialsShape> SessionTokenAsync(this TestHouse house)
    {
        var ann = await house.SignerOfAsync("ann");
        return (await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", new GetSessionTokenRequest { DurationSeconds = 129_600 }, ann)).Credentials!;
    }

    public static string SealingKeyIdOf(CredentialsShape credentials) => SessionTokenSealer.SealingKeyIdOf(credentials.SessionToken!);

    /// <summary>Takes a key out of the ring, as no operation does.</summary>
    public static async Task RemoveAsync(this TestHouse house, string keyId)
    {
        await using var store = await house.Database.BeginWriteAsync(default);
        (await store.Keys.RemoveAsync(keyId, default)).ShouldBe(StoreOutcome.Stored);
        await store.CommitAsync(default);
    }

    /// <summary>Another node over the same store, which has read the ring once and reads it again only where the test says so.</summary>
    public static async Task<ServiceProvider> OtherNodeAsync(this TestHouse house)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(house.Time.GetUtcNow()));
        services.Configure<StorageOptions>(options => options.DataDirectory = house.Get<IOptions<StorageOptions>>().Value.DataDirectory);
        services.AddSingleton(house.Get<ServiceOptions>());
        services.AddFederationStorage();
        services.AddFederationServices();
        var node = services.BuildServiceProvider();
        await node.GetRequiredService<IStoreInitializer>().InitializeAsync(default);
        return node;
    }

    /// <summary>The secret that a node finds for credentials, or null where they are none to it.</summary>
    public static async Task<string?> SecretAsync(this ServiceProvider node, CredentialsShape credentials, TimeProvider time)
    {
        var found = await node.GetRequiredService<CredentialAuthenticator>().FindAsync(credentials.AccessKeyId!, credentials.SessionToken, time.GetUtcNow(), () => true, default);
        return found.Succeeded ? found.Value.Secret.RevealText() : null;
    }

    private static async Task<Caller> SignerOfAsync(this TestHouse house, string userName)
    {
        await using var store = await house.Database.BeginReadAsync(default);
        return Callers.User((await store.Users.FindByNameAsync(house.Management, userName, default))!, null, "AKIAANN");
    }
}
