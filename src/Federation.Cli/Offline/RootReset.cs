using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Federation.Cli.Login;
using Federation.Model.AccessKeys;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.Storage;
using Federation.Storage;

namespace Federation.Cli.Offline;

/// <summary>
/// Gives an account's root a new access key in the place of all that it had. Whoever can do this holds the store and its key-encryption key, and so everything anyway; what
/// it adds is a way that leaves a record in the account's trail.
/// </summary>
internal sealed class RootReset(OfflineStore offline, TimeProvider timeProvider)
{
    private const string Source = "federation.amazonaws.com";

    /// <summary>Replaces the keys. The file is written before they count: there is never a root that nobody knows.</summary>
    /// <returns>Path of the file <c>root-credentials</c>, readable by its owner alone.</returns>
    /// <exception cref="CliException">The account is not there.</exception>
    public async Task<string> RunAsync(AccountId? chosen, CancellationToken cancellationToken)
    {
        // A wrong directory is refused before a new, empty store is made in it.
        if (await offline.Get<ISchemaCheck>().FindPendingAsync(cancellationToken) is { Count: > 0 })
        {
            throw new CliException("the schema is not of this version: run `fed db migrate`, or the `fed` of the gateway's version");
        }

        await offline.Get<IStoreInitializer>().InitializeAsync(cancellationToken);
        await using var store = await offline.Get<IDatabase>().BeginWriteAsync(cancellationToken);
        var account = chosen is { } id ? await store.Accounts.FindAsync(id, cancellationToken) : await store.Accounts.FindManagementAsync(cancellationToken);
        if (account is null)
        {
            throw new CliException(chosen is null ? "the store holds no account yet: start the gateway once" : $"there is no account `{chosen}`");
        }

        var now = timeProvider.GetUtcNow();
        foreach (var old in await store.AccessKeys.ListAsync(account.AccountId, null, cancellationToken))
        {
            await store.AccessKeys.RemoveAsync(account.AccountId, old.AccessKeyId, cancellationToken);
        }

        var keyId = UniqueIds.Create(UniqueIdPrefix.AccessKey, account.AccountId);
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));
        var key = new AccessKey
        {
            AccountId = account.AccountId,
            AccessKeyId = keyId,
            SealedSecret = offline.Get<IKeyRing>().Seal(AccessKey.SecretLabel(keyId), Encoding.UTF8.GetBytes(secret)),
            Status = "Active",
            CreatedAt = now,
        };
        if (await store.AccessKeys.AddAsync(key, cancellationToken) != StoreOutcome.Stored)
        {
            throw new CliException("the new access key could not be stored: try again");
        }

        await store.Audit.AppendAsync([Record(account.AccountId, keyId, now)], cancellationToken);
        await store.MarkChangedAsync(account.AccountId, cancellationToken);
        var path = await RootCredentialsFile.WriteAsync(offline.DataDirectory, account.AccountId, keyId, secret, cancellationToken);
        await store.CommitAsync(cancellationToken);
        return path;
    }

    private static AuditRecord Record(AccountId account, string accessKeyId, DateTimeOffset now)
    {
        var id = EventIds.Create(now);
        return new AuditRecord
        {
            AccountId = account,
            EventId = id,
            EventTime = now,
            EventSource = Source,
            EventName = "ResetRootCredentials",
            ReadOnly = false,
            Username = "system",
            EventJson = JsonSerializer.Serialize(new
            {
                eventVersion = "1.11",
                userIdentity = new { type = "AWSService", invokedBy = Source },
                eventTime = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                eventSource = Source,
                eventName = "ResetRootCredentials",
                awsRegion = "us-east-1",
                sourceIPAddress = Source,
                userAgent = "fed",
                responseElements = new { accessKeyId },
                eventID = id,
                readOnly = false,
                eventType = "AwsServiceEvent",
                managementEvent = true,
                recipientAccountId = account.Value,
                eventCategory = "Management",
            }),
        };
    }
}
