using System.Runtime.CompilerServices;
using Federation.Model.Identifiers;
using Federation.Model.Reports;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Credentials;

/// <summary>
/// When long-term keys and roles were last used, and when each user and role last called which operation. A call only notes its use in memory; a job of the host writes what was noted,
/// many in a transaction, and each thing once a minute at most. What was noted within the last minute is lost with the process: AWS's figures lag as well.
/// </summary>
public sealed class CredentialUses(IDatabase database, TimeProvider timeProvider)
{
    // GetAccessKeyLastUsed and RoleLastUsed are shown in whole seconds.
    private readonly NotedUses<(AccountId Account, string Id, bool IsKey)> _credentials = new(
        database,
        timeProvider,
        TimeSpan.FromSeconds(1),
        EqualityComparer<(AccountId Account, string Id, bool IsKey)>.Default,
        static (store, key, use, cancellationToken) => key.IsKey
            ? store.AccessKeys.SetLastUseAsync(key.Account, key.Id, use, cancellationToken)
            : store.Roles.SetLastUseAsync(key.Account, key.Id, use, cancellationToken));

    private readonly NotedUses<OperationUse> _operations = new(
        database,
        timeProvider,
        TimeSpan.FromMinutes(1),
        new ByReference(),
        static (store, key, use, cancellationToken) =>
            store.LastAccesses.SetAsync(new LastAccess(key.Account, key.PrincipalId, key.Operation.Service, key.Operation.Name, use.At, use.Region), cancellationToken));

    /// <summary>Principals and operations of which a call is kept in memory.</summary>
    internal int OperationCount => _operations.Count;

    /// <summary>Notes a call, whatever becomes of it. Costs no I/O.</summary>
    public void Note(Caller caller, OperationDescriptor operation, string region, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(region);
        if (!caller.AccountId.IsSet)
        {
            return;
        }

        if ((caller.HasLongTermKey ? caller.AccessKeyId : caller.Kind == CallerKind.AssumedRole ? caller.PrincipalId : null) is { } id)
        {
            _credentials.Note((caller.AccountId, id, caller.HasLongTermKey), operation.Service, region, now);
        }

        // A federated user is a principal of its own, whose rights are part of the user's.
        if (caller.Kind is CallerKind.User or CallerKind.AssumedRole && caller.PrincipalId is { } principal)
        {
            _operations.Note(new OperationUse(caller.AccountId, principal, operation), operation.Service, region, now);
        }
    }

    /// <summary>Writes what is due, and lets go of what was not used since it was written.</summary>
    /// <param name="isLast">True at the end of the process: everything that was noted is due.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task FlushAsync(bool isLast, CancellationToken cancellationToken)
    {
        await _credentials.FlushAsync(isLast, cancellationToken);
        await _operations.FlushAsync(isLast, cancellationToken);
    }

    private readonly record struct OperationUse(AccountId Account, string PrincipalId, OperationDescriptor Operation);

    /// <summary>There is one descriptor of an operation: comparing all that it says would cost more than the rest of the note.</summary>
    private sealed class ByReference : IEqualityComparer<OperationUse>
    {
        public bool Equals(OperationUse x, OperationUse y) =>
            ReferenceEquals(x.Operation, y.Operation) && string.Equals(x.PrincipalId, y.PrincipalId, StringComparison.Ordinal) && x.Account == y.Account;

        public int GetHashCode(OperationUse use) => HashCode.Combine(use.PrincipalId, RuntimeHelpers.GetHashCode(use.Operation));
    }
}
