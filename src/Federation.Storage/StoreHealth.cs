using Federation.Model.Sessions;
using Federation.Model.Storage;

namespace Federation.Storage;

internal sealed class StoreHealth(IStoreInitializer store, IDatabase database, ISessionStore sessions) : IStoreHealth
{
    private const string ProbeKind = "health";

    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        if (!store.IsReady)
        {
            return ["the store is not initialized"];
        }

        var problems = new List<string>();
        await TryAsync(
            async () =>
            {
                await using var unit = await database.BeginReadAsync(cancellationToken);
                await unit.Accounts.FindManagementAsync(cancellationToken);
            },
            problems);
        await TryAsync(() => sessions.FindAsync(ProbeKind, ProbeKind, cancellationToken), problems);
        return problems;
    }

    private static async Task TryAsync(Func<Task> probe, List<string> problems)
    {
        try
        {
            await probe();
        }
        catch (StoreUnavailableException e)
        {
            problems.Add(e.Message);
        }
    }
}
