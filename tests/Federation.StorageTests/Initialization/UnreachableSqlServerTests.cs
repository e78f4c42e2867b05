using Federation.Model.Storage;
using Federation.Storage;
using Federation.StorageTests.Backends;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.StorageTests.Initialization;

public sealed class UnreachableSqlServerTests
{
    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable_and_its_password_stays_secret()
    {
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite);
        await using var node = TestStore.Create(database, services => services.PostConfigure<StorageOptions>(options =>
        {
            options.Provider = DatabaseProvider.SqlServer;
            options.ConnectionString = "Server=127.0.0.1,1;Database=federation;User ID=sa;Password=top-secret;Connect Timeout=1;ConnectRetryCount=0";
        }));

        // Pauses between attempts to connect pass on the injected clock.
        var opening = node.Get<IStoreInitializer>().InitializeAsync(CancellationToken.None);
        while (!opening.IsCompleted)
        {
            node.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var failure = await Should.ThrowAsync<StoreUnavailableException>(() => opening);
        failure.Message.ShouldStartWith("the SQL Server database cannot be used: error ");
        failure.ToString().ShouldNotContain("top-secret");
    }
}
