using System.Security.Cryptography;
using System.Text;
using Federation.Model.AccessKeys;
using Federation.Model.Accounts;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.Roles;
using Federation.Model.Storage;

namespace Federation.Storage.Bootstrap;

/// <summary>What the first start is given; what is null is generated.</summary>
/// <param name="AccountId">Account id of the management account.</param>
/// <param name="RootAccessKeyId">Access key id of its root.</param>
/// <param name="RootSecretAccessKey">Secret access key of its root.</param>
public sealed record BootstrapValues(AccountId? AccountId, string? RootAccessKeyId, string? RootSecretAccessKey)
{
    /// <summary>The type's name: a secret is among the values.</summary>
    public override string ToString() => nameof(BootstrapValues);
}

/// <summary>What the first start made.</summary>
/// <param name="AccountId">The management account.</param>
/// <param name="AccessKeyId">Root's access key id.</param>
/// <param name="SecretAccessKey">Root's secret access key.</param>
public sealed record BootstrapResult(AccountId AccountId, string AccessKeyId, string SecretAccessKey)
{
    /// <summary>The type's name: a secret is among the values.</summary>
    public override string ToString() => nameof(BootstrapResult);
}

/// <summary>
/// The first start on an empty store: the management account, its root access key and the role FederationAdministrator, in one transaction under a unique key, so that
/// of several nodes that start at once one makes them.
/// </summary>
public sealed class Bootstrapper(IDatabase database, IKeyRing ring, TimeProvider timeProvider)
{
    /// <summary>The role that administrators assume.</summary>
    public const string AdministratorRole = "FederationAdministrator";

    /// <summary>True where the store holds a management account.</summary>
    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.Accounts.FindManagementAsync(cancellationToken) is not null;
    }

    /// <summary>Makes account, key and role. Null: another node was first, or the store is not empty.</summary>
    /// <param name="values">Given values.</param>
    /// <param name="keep">Keeps generated credentials (writes the file) before they are committed: never a root that nobody knows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<BootstrapResult?> RunAsync(BootstrapValues values, Func<BootstrapResult, Task> keep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(keep);
        await using var store = await database.BeginWriteAsync(cancellationToken);
        if (await store.Accounts.FindManagementAsync(cancellationToken) is not null)
        {
            return null;
        }

        var now = timeProvider.GetUtcNow();
        var account = values.AccountId ?? AccountId.FromNumber(RandomNumberGenerator.GetInt32(100_000, 999_999) * 1_000_000L + RandomNumberGenerator.GetInt32(0, 1_000_000));
        var result = new BootstrapResult(
            account,
            values.RootAccessKeyId ?? UniqueIds.Create(UniqueIdPrefix.AccessKey, account),
            values.RootSecretAccessKey ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)));
        if (await AddAsync(store, result, now, cancellationToken) != StoreOutcome.Stored)
        {
            return null;
        }

        await store.Audit.AppendAsync([Record(account, now)], cancellationToken);
        await store.MarkChangedAsync(account, cancellationToken);
        await keep(result);
        await store.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<StoreOutcome> AddAsync(IUnitOfWork store, BootstrapResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var account = new Account
        {
            AccountId = result.AccountId,
            Name = "Management",
            Email = $"root@{result.AccountId}.federation.internal",
            State = "ACTIVE",
            IsManagement = true,
            CreatedAt = now,
        };
        if (await store.Accounts.AddAsync(account, cancellationToken) is not StoreOutcome.Stored and var outcome)
        {
            return outcome;
        }

        var key = new AccessKey
        {
            AccountId = result.AccountId,
            AccessKeyId = result.AccessKeyId,
            SealedSecret = ring.Seal(AccessKey.SecretLabel(result.AccessKeyId), Encoding.UTF8.GetBytes(result.SecretAccessKey)),
            Status = "Active",
            CreatedAt = now,
        };
        var role = new Role
        {
            AccountId = result.AccountId,
            RoleId = UniqueIds.Create(UniqueIdPrefix.Role, result.AccountId),
            RoleName = AdministratorRole,
            Path = "/",
            TrustPolicy = WellKnownPolicies.TrustAccount(result.AccountId),
            Description = "Administers this gateway",
            MaxSessionDuration = 43_200,
            CreatedAt = now,
        };
        var stored = await store.AccessKeys.AddAsync(key, cancellationToken) == StoreOutcome.Stored
            && await store.Roles.AddAsync(role, cancellationToken) == StoreOutcome.Stored
            && await store.InlinePolicies.PutAsync(WellKnownPolicies.AdministratorInline(role), cancellationToken) == StoreOutcome.Stored;
        return stored ? StoreOutcome.Stored : StoreOutcome.Conflict;
    }

    private static AuditRecord Record(AccountId account, DateTimeOffset now)
    {
        var id = EventIds.Create(now);
        return new AuditRecord
        {
            AccountId = account,
            EventId = id,
            EventTime = now,
            EventSource = "federation.amazonaws.com",
            EventName = "Bootstrap",
            ReadOnly = false,
            Username = "system",
            EventJson = $$$"""{"eventVersion":"1.11","userIdentity":{"type":"AWSService","invokedBy":"federation.amazonaws.com"},"eventTime":"{{{now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}}","eventSource":"federation.amazonaws.com","eventName":"Bootstrap","awsRegion":"us-east-1","sourceIPAddress":"federation.amazonaws.com","userAgent":"federation.amazonaws.com","requestParameters":null,"responseElements":{"accountId":"{{{account}}}"},"eventID":"{{{id}}}","readOnly":false,"eventType":"AwsServiceEvent","managementEvent":true,"recipientAccountId":"{{{account}}}","eventCategory":"Management"}""",
        };
    }
}
