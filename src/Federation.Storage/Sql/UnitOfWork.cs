using System.Data.Common;
using Federation.Model.AccessKeys;
using Federation.Model.AccountAliases;
using Federation.Model.Accounts;
using Federation.Model.Audit;
using Federation.Model.Groups;
using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.LoginTraces;
using Federation.Model.ManagedPolicies;
using Federation.Model.MfaDevices;
using Federation.Model.OidcProviders;
using Federation.Model.OutboundIdentity;
using Federation.Model.Passwords;
using Federation.Model.Reports;
using Federation.Model.RoleMappings;
using Federation.Model.Roles;
using Federation.Model.SamlProviders;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Storage.Stores;

namespace Federation.Storage.Sql;

internal sealed class UnitOfWork(ConnectionLease lease, SqlSession session, DbTransaction? transaction, ChangeTracker changes) : IUnitOfWork
{
    private SortedSet<string>? _changedScopes;

    public SqlSession Session => session;

    public IAccountStore Accounts => field ??= new AccountStore(session);

    public IAccountAliasStore AccountAliases => field ??= new AccountAliasStore(session);

    public IUserStore Users => field ??= new UserStore(session);

    public IGroupStore Groups => field ??= new GroupStore(session);

    public IManagedPolicyStore ManagedPolicies => field ??= new ManagedPolicyStore(session);

    public IPolicyAttachmentStore PolicyAttachments => field ??= new PolicyAttachmentStore(session);

    public IRoleStore Roles => field ??= new RoleStore(session);

    public IInlinePolicyStore InlinePolicies => field ??= new InlinePolicyStore(session);

    public ISamlProviderStore SamlProviders => field ??= new SamlProviderStore(session);

    public IOidcProviderStore OidcProviders => field ??= new OidcProviderStore(session);

    public IOutboundIdentityStore OutboundIdentity => field ??= new OutboundIdentityStore(session);

    public IAccessKeyStore AccessKeys => field ??= new AccessKeyStore(session);

    public IPasswordPolicyStore PasswordPolicies => field ??= new PasswordPolicyStore(session);

    public ILoginProfileStore LoginProfiles => field ??= new LoginProfileStore(session);

    public IMfaDeviceStore MfaDevices => field ??= new MfaDeviceStore(session);

    public IRoleMappingStore RoleMappings => field ??= new RoleMappingStore(session);

    public ISamlMetadataStateStore SamlMetadataStates => field ??= new SamlMetadataStateStore(session);

    public ILoginTraceStore LoginTraces => field ??= new LoginTraceStore(session);

    public IReportJobStore ReportJobs => field ??= new ReportJobStore(session);

    public ILastAccessStore LastAccesses => field ??= new LastAccessStore(session);

    public IAuditStore Audit => field ??= new AuditStore(session);

    public IOneTimeUseStore OneTimeUses => field ??= new OneTimeUseStore(session);

    public IRevocationStore Revocations => field ??= new RevocationStore(session);

    public IKeyRingStore Keys => field ??= new KeyRingStore(session, this);

    public Task MarkChangedAsync(AccountId account, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MarkChanged(ChangeScopes.Of(account));
        return Task.CompletedTask;
    }

    /// <summary>Remembers the scope; the sequence is drawn at commit, so that its row is locked for as short a time as can be.</summary>
    public void MarkChanged(string scope)
    {
        if (transaction is null)
        {
            throw new InvalidOperationException("the unit of work was opened for reading");
        }

        (_changedScopes ??= new SortedSet<string>(StringComparer.Ordinal)).Add(scope);
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        var sequence = 0L;
        if (_changedScopes is not null)
        {
            sequence = await session.WriteReturningAsync<long>(ChangeSql.NextSequence, null, cancellationToken);
            foreach (var scope in _changedScopes)
            {
                await WriteChangeAsync(new { scope = new Ascii(scope), sequence }, cancellationToken);
            }
        }

        await session.CommitAsync(cancellationToken);
        if (_changedScopes is not null)
        {
            changes.Committed(_changedScopes, sequence);
        }
    }

    public async ValueTask DisposeAsync()
    {
        var broken = session.Broken;
        try
        {
            if (transaction is not null)
            {
                // Rolls back what was not committed.
                await transaction.DisposeAsync();
            }
        }
        catch (DbException)
        {
            // The connection is gone, and the database rolls back by itself: what matters is that nobody uses it again.
            broken = true;
        }
        finally
        {
            await lease.ReturnAsync(broken);
        }
    }

    private async Task WriteChangeAsync(object arguments, CancellationToken cancellationToken)
    {
        // The counter's row is locked by now, so nobody else can insert the same scope in between.
        if (await session.ExecuteAsync(ChangeSql.Update, arguments, cancellationToken) == 0)
        {
            await session.ExecuteAsync(ChangeSql.Insert, arguments, cancellationToken);
        }
    }
}
