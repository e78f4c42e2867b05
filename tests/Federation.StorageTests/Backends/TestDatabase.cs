using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Federation.Storage;
using Microsoft.Data.SqlClient;

namespace Federation.StorageTests.Backends;

/// <summary>An empty database that is removed at the end: a SQLite file, or a database on the SQL Server that the environment names.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string SqlServerVariable = "FEDERATION_TEST_SQLSERVER";
    private readonly string _directory = Directory.CreateTempSubdirectory("federation-").FullName;
    private string? _sqlServerConnection;
    private string? _sqlServerDatabase;

    public string KeyEncryptionKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public string DataDirectory => _directory;

    public string SqliteFile => Path.Combine(_directory, "federation.db");

    public static async Task<TestDatabase> CreateAsync(Backend backend)
    {
        var database = new TestDatabase();
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
