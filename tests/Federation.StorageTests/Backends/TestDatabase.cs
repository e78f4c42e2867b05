using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Federation.Storage;
using Microsoft.Data.SqlClient;

namespace Federation.StorageTests.Backends;

/// <summary>An empty database that is removed at the end: a SQLite file, or a database on the SQL Server that the environment names.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string SqlServerVariable = "FEDERATION_TEST_SQLSERVER";
    private static readonly Lazy<Task<TestDatabase>> Template = new(MakeTemplateAsync);
    private readonly string _directory = Directory.CreateTempSubdirectory("federation-").FullName;
    private string? _sqlServerConnection;
    private string? _sqlServerDatabase;

    public string KeyEncryptionKey { get; private set; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public string DataDirectory => _directory;

    public string SqliteFile => Path.Combine(_directory, "federation.db");

    /// <summary>An empty database, or a copy of an initialized SQLite file: making RSA keys for each test would take most of its time.</summary>
    public static async Task<TestDatabase> CreateAsync(Backend backend, bool prepared = false)
    {
        var database = new TestDatabase();
        if (prepared)
        {
            var template = await Template.Value;
            File.Copy(template.SqliteFile, database.SqliteFile);
            database.KeyEncryptionKey = template.KeyEncryptionKey;
        }

        if (backend == Backend.SqlServer)
        {
            await database.CreateOnServerAsync();
        }

        return database;
    }

    public void Configure(StorageOptions options)
    {
        options.DataDirectory = _directory;
        if (_sqlServerDatabase is not null)
        {
            options.Provider = DatabaseProvider.SqlServer;
            options.ConnectionString = new SqlConnectionStringBuilder(_sqlServerConnection) { InitialCatalog = _sqlServerDatabase }.ConnectionString;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_sqlServerDatabase is not null)
        {
            SqlConnection.ClearAllPools();
            await OnServerAsync($"DROP DATABASE {_sqlServerDatabase}");
        }

        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<TestDatabase> MakeTemplateAsync()
    {
        var template = new TestDatabase();

        // Closing the last connection moves everything into the one file.
        await using var store = TestStore.Create(template);
        await store.Get<IStoreInitializer>().InitializeAsync(CancellationToken.None);
        return template;
    }

    private async Task CreateOnServerAsync()
    {
        _sqlServerConnection = Environment.GetEnvironmentVariable(SqlServerVariable);
        if (string.IsNullOrEmpty(_sqlServerConnection))
        {
            Assert.Skip($"no SQL Server: set {SqlServerVariable} to a connection string that may create databases");
        }

        var name = $"federation_test_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        await OnServerAsync($"CREATE DATABASE {name}");
        _sqlServerDatabase = name;
    }

    [SuppressMessage("Security", "CA2100", Justification = "The name is made of random digits.")]
    private async Task OnServerAsync(string sql)
    {
        await using var connection = new SqlConnection(_sqlServerConnection);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
