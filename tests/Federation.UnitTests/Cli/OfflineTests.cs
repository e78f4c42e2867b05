using System.Text.Json;
using Federation.Cli;
using Federation.Cli.Login;
using Federation.Cli.Offline;
using Federation.Model.Identifiers;
using Federation.Services.Credentials;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Cli;

/// <summary>The verbs that work on the store without the gateway.</summary>
public sealed class OfflineTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Root_reset_gives_one_new_key_in_a_file_of_its_owner_alone_and_leaves_a_record()
    {
        var directory = Directory.CreateTempSubdirectory("federation-offline-").FullName;
        await using var house = await TestHouse.OpenAsync(directory: directory);
        var old = (await KeysAsync(house)).ShouldHaveSingleItem();

        await using var offline = OfflineStore.Describe(directory, _ => null, house.Time);
        var path = await new RootReset(offline, house.Time).RunAsync(null, None);

        var key = (await KeysAsync(house)).ShouldHaveSingleItem();
        key.ShouldNotBe(old);
        var lines = await File.ReadAllLinesAsync(path, None);
        lines.ShouldContain($"aws_access_key_id = {key}");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var found = await house.Get<CredentialAuthenticator>().FindAsync(key, null, house.Time.GetUtcNow(), () => true, None);
        var secret = lines.Single(line => line.StartsWith("aws_secret_access_key", StringComparison.Ordinal)).Split(" = ")[1];
        found.Value!.Secret.RevealText().ShouldBe(secret);

        var record = (await house.TrailAsync(house.Management)).Single(record => record.EventName == "ResetRootCredentials");
        record.EventJson.ShouldContain(key);
        record.EventJson.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Root_reset_makes_no_store_where_there_is_none()
    {
        var directory = Directory.CreateTempSubdirectory("federation-offline-").FullName;
        await using var offline = OfflineStore.Describe(directory, _ => null, TimeProvider.System);
        await Should.ThrowAsync<Federation.Storage.StoreInitializationException>(() => new RootReset(offline, TimeProvider.System).RunAsync(null, None));
        Directory.EnumerateFileSystemEntries(directory).ShouldBeEmpty();
    }

    [Fact]
    public async Task Root_reset_of_an_unknown_account_changes_nothing()
    {
        var directory = Directory.CreateTempSubdirectory("federation-offline-").FullName;
        await using var house = await TestHouse.OpenAsync(directory: directory);
        var old = await KeysAsync(house);
        await using var offline = OfflineStore.Describe(directory, _ => null, house.Time);
        (await Should.ThrowAsync<CliException>(() => new RootReset(offline, house.Time).RunAsync(AccountId.Parse("999999999999"), None))).Message.ShouldBe("there is no account `999999999999`");
        (await KeysAsync(house)).ShouldBe(old);
    }

    [Fact]
    public async Task Init_makes_an_empty_store_a_gateways_and_leaves_one_that_is_alone()
    {
        var directory = Directory.CreateTempSubdirectory("federation-offline-").FullName;
        var made = await RunAsync("init", "--data-directory", directory, "--account", "123456789012", "--output", "json");
        made.Code.ShouldBe(ExitCodes.Done, made.Error);
        var path = Path.Combine(directory, "root-credentials");
        JsonDocument.Parse(made.Output).RootElement.GetProperty("rootCredentials").GetString().ShouldBe(path);
        var file = await File.ReadAllTextAsync(path, None);
        var again = await RunAsync("init", "--data-directory", directory);
        (again.Code, again.Error).ShouldBe((ExitCodes.Refused, "fed init: the store holds its management account already; `fed root reset` gives its root a new access key\n"));
        (await File.ReadAllTextAsync(path, None)).ShouldBe(file);
        (await RunAsync("init", "--data-directory", directory, "--account", "12")).Error.ShouldBe("fed init: `12` is not an account id: it has twelve digits\n");

        await using var offline = OfflineStore.Describe(directory, _ => null, TimeProvider.System);
        await offline.Get<Federation.Storage.IStoreInitializer>().InitializeAsync(None);
        await using var store = await offline.Get<Federation.Model.Storage.IDatabase>().BeginReadAsync(None);
        var account = (await store.Accounts.FindManagementAsync(None))!.AccountId;
        account.Value.ShouldBe("123456789012");
        (await store.Roles.FindByNameAsync(account, "federationadministrator", None)).ShouldNotBeNull();
        file.ShouldContain($"aws_access_key_id = {(await store.AccessKeys.ListAsync(account, null, None)).ShouldHaveSingleItem().AccessKeyId}\n");
    }

    [Fact]
    public async Task Check_says_that_a_migrated_schema_is_whole_and_names_a_missing_store()
    {
        var directory = Directory.CreateTempSubdirectory("federation-offline-").FullName;
        (await RunAsync("db", "check", "--data-directory", directory)).ShouldSatisfyAllConditions(
            run => run.Code.ShouldBe(ExitCodes.Refused), run => run.Error.ShouldStartWith("fed db check: there is no store at `"));
        (await RunAsync("db", "migrate", "--data-directory", directory)).Code.ShouldBe(ExitCodes.Done);
        (await RunAsync("db", "check", "--data-directory", directory)).ShouldSatisfyAllConditions(
            run => run.Code.ShouldBe(ExitCodes.Done), run => run.Output.ShouldBe("the schema is up to date and whole\n"));
    }

    [Theory]
    [InlineData("Sqlite", "TEXT NOT NULL")]
    [InlineData("SqlServer", "NVARCHAR(MAX) NOT NULL")]
    public async Task Script_prints_the_schema_of_a_dialect(string provider, string type)
    {
        var run = await RunAsync("db", "script", "--provider", provider);
        run.Code.ShouldBe(ExitCodes.Done);
        run.Output.ShouldContain("CREATE TABLE iam_users");
        run.Output.ShouldContain(type);
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(TestHouse house)
    {
        await using var store = await house.Database.BeginReadAsync(None);
        return [.. (await store.AccessKeys.ListAsync(house.Management, null, None)).Select(key => key.AccessKeyId)];
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await FedCommandLine.InvokeAsync(arguments, new CommandStreams(TextReader.Null, output, error), None);
        return (code, output.ToString(), error.ToString());
    }
}
