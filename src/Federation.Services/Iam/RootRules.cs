using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;

namespace Federation.Services.Iam;

/// <summary>What hangs on an account's root hangs on the account's row.</summary>
internal static class RootRules
{
    /// <summary>
    /// Moves the account's version with what its root gets: of two creations at once, which both saw the last free place, the second is refused. Counting comes after it, or after
    /// the row was read.
    /// </summary>
    internal static async Task<AwsError?> TouchAsync(IUnitOfWork store, AccountId account, CancellationToken cancellationToken) =>
        await store.Accounts.FindAsync(account, cancellationToken) is { } row && await store.Accounts.UpdateAsync(row, cancellationToken) == StoreOutcome.Stored
            ? null
            : IamErrors.ConcurrentChange();
}
