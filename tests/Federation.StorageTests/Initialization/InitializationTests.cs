using Federation.Model.Keys;
using Federation.Model.Storage;
using Federation.Storage;
using Federation.Storage.Sealing;
using Federation.StorageTests.Backends;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.StorageTests.Initialization;

public sealed class InitializationTests
{
    private static CancellationToken None => CancellationToken.None;

    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.SqlServer)]
    public async Task Several_nodes_may_start_at_once_over_an_empty_store(Backend backend)
    {
        await using var database = await TestDatabase.CreateAsync(backend);
        var nodes = Enumerable.Range(0, 3).Select(_ => TestStore.Create(database)).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Get<IStoreInitializer>().InitializeAsync(None))));

        nodes.Select(node => node.Get<IKeyRing>().CurrentSealingKey.KeyId).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        nodes.Select(node => node.Get<IKeyRing>().SamlKeys(KeyPurpose.SamlSigning)[0].Thumbprint).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        var sealedByFirst = nodes[0].Get<IKeyRing>().Seal("x", "secret"u8);
        nodes[2].Get<IKeyRing>().TryOpen("x", sealedByFirst, out _).ShouldBeTrue();
        foreach (var node in nodes)
        {
            (await node.Get<IStoreHealth>().CheckAsync(None)).ShouldBeEmpty();
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_store_that_is_not_initialized_gives_no_keys_and_is_not_healthy()
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite);
        await using var node = TestStore.Create(database);
        Should.Throw<StoreUnavailableException>(() => node.Get<IKeyRing>().CurrentSealingKey);
        (await node.Get<IStoreHealth>().CheckAsync(None)).ShouldBe(["the store is not initialized"]);
    }

    [Fact]
    public async Task A_wrong_key_encryption_key_refuses_and_writes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite, prepared: true);
        var before = await File.ReadAllBytesAsync(database.SqliteFile);
        await using (var node = WithKeys(database, options => options.KeyEncryptionKey = Convert.ToBase64String(new byte[32])))
        {
            var refusal = await Should.ThrowAsync<StoreInitializationException>(() => node.Get<IStoreInitializer>().InitializeAsync(None));
            refusal.Message.ShouldContain("not the one of this store");
            node.Get<IStoreInitializer>().IsReady.ShouldBeFalse();
        }

        (await File.ReadAllBytesAsync(database.SqliteFile)).ShouldBe(before);
    }

    [Fact]
    public async Task A_wrong_key_encryption_key_refuses_before_the_schema_is_touched()
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite, prepared: true);
        await ExecuteAsync(database, "DELETE FROM schema_scripts WHERE script_name = '0002_sessions'; DROP TABLE session_counters; DROP TABLE session_indexes; DROP TABLE sessions;");
        await using var wrong = WithKeys(database, options => options.KeyEncryptionKey = Convert.ToBase64String(new byte[32]));
        await Should.ThrowAsync<StoreInitializationException>(() => wrong.Get<IStoreInitializer>().InitializeAsync(None));
        (await ExecuteAsync(database, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'sessions'")).ShouldBe(0L);

        await using var right = TestStore.Create(database);
        await right.Get<IStoreInitializer>().InitializeAsync(None);
        (await ExecuteAsync(database, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'sessions'")).ShouldBe(1L);
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public async Task A_key_of_another_form_refuses_without_showing_it(string key)
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite);
        await using var node = WithKeys(database, options => options.KeyEncryptionKey = key);
        var refusal = await Should.ThrowAsync<StoreInitializationException>(() => node.Get<IStoreInitializer>().InitializeAsync(None));
        refusal.ToString().ShouldNotContain(key);
    }

    [Fact]
    public async Task A_key_is_made_on_an_empty_store_readable_by_its_owner_only_and_found_again()
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite);
        var path = Path.Combine(database.DataDirectory, KeyEncryptionKeySource.GeneratedFileName);
        byte[] box;
        await using (var node = WithKeys(database, options => options.KeyEncryptionKey = null))
        {
            await node.Get<IStoreInitializer>().InitializeAsync(None);
            box = node.Get<IKeyRing>().Seal("l", "s"u8);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await using (var node = WithKeys(database, options => options.KeyEncryptionKey = null))
        {
            await node.Get<IStoreInitializer>().InitializeAsync(None);
            node.Get<IKeyRing>().TryOpen("l", box, out _).ShouldBeTrue();
        }

        // A store that holds keys never gets a new one.
        File.Delete(path);
        await using var without = WithKeys(database, options => options.KeyEncryptionKey = null);
        (await Should.ThrowAsync<StoreInitializationException>(() => without.Get<IStoreInitializer>().InitializeAsync(None))).Message.ShouldContain("restore the file");
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_file_is_read_and_a_missing_one_refuses()
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite);
        var path = Path.Combine(database.DataDirectory, "kek");
        await using (var missing = WithKeys(database, options => (options.KeyEncryptionKey, options.KeyEncryptionKeyFile) = (null, path)))
        {
            await Should.ThrowAsync<StoreInitializationException>(() => missing.Get<IStoreInitializer>().InitializeAsync(None));
        }

        await File.WriteAllTextAsync(path, database.KeyEncryptionKey + "\n");
        await using var node = WithKeys(database, options => (options.KeyEncryptionKey, options.KeyEncryptionKeyFile) = (null, path));
        await node.Get<IStoreInitializer>().InitializeAsync(None);
        node.Get<IStoreInitializer>().IsReady.ShouldBeTrue();
    }

    [Fact]
    public async Task SQL_Server_without_a_key_refuses()
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite);
        var source = new KeyEncryptionKeySource(
            Microsoft.Extensions.Options.Options.Create(new KeyOptions()),
            Microsoft.Extensions.Options.Options.Create(new StorageOptions { Provider = DatabaseProvider.SqlServer, DataDirectory = database.DataDirectory }),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<KeyEncryptionKeySource>.Instance);
        Should.Throw<StoreInitializationException>(() => source.Resolve(storeIsEmpty: true)).Message.ShouldContain("is needed");
    }

    [Theory]
    [InlineData("UPDATE schema_scripts SET script_hash = 'other' WHERE script_name = '0001_foundation'", "not the one that the database was migrated with")]
    [InlineData("INSERT INTO schema_scripts (script_name, script_hash, applied_at) VALUES ('9999_future', 'x', 0)", "newer version")]
    [InlineData("ALTER TABLE roles DROP COLUMN description", "`roles.description`")]
    [InlineData("DROP TABLE one_time_uses", "`one_time_uses.use_key`")]
    public async Task A_schema_that_is_not_ours_refuses_to_start(string change, string reason)
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite, prepared: true);
        await ExecuteAsync(database, change);
        await using var node = TestStore.Create(database);
        (await Should.ThrowAsync<StoreInitializationException>(() => node.Get<IStoreInitializer>().InitializeAsync(None))).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task The_script_for_administrators_makes_a_schema_that_the_gateway_takes()
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite);
        await ExecuteAsync(database, Storage.Migrations.SchemaScript.Render(DatabaseProvider.Sqlite, Sample.Now));
        await using var node = TestStore.Create(database);
        await node.Get<IStoreInitializer>().InitializeAsync(None);
        (await node.Get<IStoreHealth>().CheckAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_database_file_is_unavailable_and_not_an_unknown_error()
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite);
        await File.WriteAllTextAsync(database.SqliteFile, new string('x', 8192));
        await using var node = TestStore.Create(database);
        var failure = await Should.ThrowAsync<StoreUnavailableException>(() => node.Get<IStoreInitializer>().InitializeAsync(None));
        failure.Message.ShouldNotContain(database.DataDirectory);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The texts are constants of these tests.")]
    private static async Task<object?> ExecuteAsync(TestDatabase database, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={database.SqliteFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static TestStore WithKeys(TestDatabase database, Action<KeyOptions> configure) =>
        TestStore.Create(database, services => services.PostConfigure(configure));
}
