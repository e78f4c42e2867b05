using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Federation.StorageTests.Backends;

/// <summary>A node over a store: what a gateway process has of this project.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly bool _ownsDatabase;

    private TestStore(TestDatabase database, bool ownsDatabase, FakeTimeProvider time, Action<IServiceCollection>? configure)
    {
        (_database, _ownsDatabase, Time) = (database, ownsDatabase, time);
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<TimeProvider>(time);
        services.Configure<StorageOptions>(database.Configure);
        services.Configure<KeyOptions>(options => options.KeyEncryptionKey ??= database.KeyEncryptionKey);
        configure?.Invoke(services);
        services.AddFederationStorage();
        Services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; }

    public ServiceProvider Services { get; }

    public IDatabase Database => Get<IDatabase>();

    /// <summary>An initialized node over a database of its own.</summary>
    public static async Task<TestStore> OpenAsync(Backend backend = Backend.Sqlite, Action<IServiceCollection>? configure = null)
    {
        var store = Create(await TestDatabase.CreateAsync(backend, prepared: backend == Backend.Sqlite), configure, owns: true);
        await store.Get<IStoreInitializer>().InitializeAsync(CancellationToken.None);
        return store;
    }

    /// <summary>A node that is not initialized yet.</summary>
    public static TestStore Create(TestDatabase database, Action<IServiceCollection>? configure = null, bool owns = false, FakeTimeProvider? time = null) =>
        new(database, owns, time ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)), configure);

    /// <summary>A second node over the same database.</summary>
    public TestStore AnotherNode() => Create(_database, time: Time);

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task<T> WriteAsync<T>(Func<IUnitOfWork, Task<T>> work)
    {
        await using var unit = await Database.BeginWriteAsync(CancellationToken.None);
        var result = await work(unit);
        await unit.CommitAsync(CancellationToken.None);
        return result;
    }

    public Task WriteAsync(Func<IUnitOfWork, Task> work) => WriteAsync(async unit =>
    {
        await work(unit);
        return true;
    });

    public async Task<T> ReadAsync<T>(Func<IUnitOfWork, Task<T>> work)
    {
        await using var unit = await Database.BeginReadAsync(CancellationToken.None);
        return await work(unit);
    }

    /// <summary>The two accounts that the tests live in.</summary>
    public async Task SeedAccountsAsync(params AccountId[] accounts)
    {
        foreach (var account in accounts)
        {
            (await WriteAsync(unit => unit.Accounts.AddAsync(Sample.Account(account), CancellationToken.None))).ShouldBe(StoreOutcome.Stored);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (_ownsDatabase)
        {
            await _database.DisposeAsync();
        }
    }
}
