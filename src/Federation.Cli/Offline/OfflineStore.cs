using Federation.Cli.Login;
using Federation.Model.Storage;
using Federation.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Cli.Offline;

/// <summary>The gateway's store, opened without the gateway. It is found by the gateway's own configuration keys, in the environment's spelling.</summary>
internal sealed class OfflineStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OfflineStore(ServiceProvider services, string dataDirectory)
    {
        _services = services;
        DataDirectory = dataDirectory;
    }

    /// <summary>The gateway's data directory.</summary>
    public string DataDirectory { get; }

    /// <summary>Describes the store; nothing is opened yet.</summary>
    /// <param name="dataDirectory">From the command line; null: <c>Federation__DataDirectory</c>, else <c>./data</c>.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="timeProvider">The time.</param>
    /// <exception cref="CliException">A variable cannot be used.</exception>
    public static OfflineStore Describe(string? dataDirectory, Func<string, string?> environment, TimeProvider timeProvider)
    {
        var directory = Path.GetFullPath(dataDirectory ?? Value(environment, "Federation__DataDirectory") ?? "./data");
        var provider = Value(environment, "Federation__Database__Provider") switch
        {
            null => DatabaseProvider.Sqlite,
            var text when Enum.TryParse<DatabaseProvider>(text, ignoreCase: true, out var known) && Enum.IsDefined(known) => known,
            _ => throw new CliException("Federation__Database__Provider is Sqlite or SqlServer"),
        };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(timeProvider);
        services.Configure<StorageOptions>(options =>
        {
            options.Provider = provider;
            options.DataDirectory = directory;
            options.ConnectionString = Value(environment, "Federation__Database__ConnectionString");
        });
        services.Configure<KeyOptions>(options =>
        {
            options.KeyEncryptionKey = Value(environment, "Federation__Keys__KeyEncryptionKey");
            options.KeyEncryptionKeyFile = Value(environment, "Federation__Keys__KeyEncryptionKeyFile");
        });
        services.AddFederationStorage();
        return new OfflineStore(services.BuildServiceProvider(), directory);
    }

    /// <summary>A part of the store.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Runs a verb and turns what the store refuses into one line.</summary>
    public static async Task<int> GuardAsync(CommandStreams streams, string verb, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (exception is CliException or StoreInitializationException or StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            await streams.Error.WriteLineAsync($"fed {verb}: {exception.Message}");
            return ExitCodes.Refused;
        }
    }

    private static string? Value(Func<string, string?> environment, string name) => environment(name) is { Length: > 0 } value ? value : null;
}
