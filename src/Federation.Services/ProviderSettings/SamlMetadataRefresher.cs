using Federation.Model.Identifiers;
using Federation.Model.Outbound;
using Federation.Model.SamlProviders;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Saml.Metadata;
using Federation.Saml.Validation;
using Federation.Services.SignIn;

namespace Federation.Services.ProviderSettings;

/// <summary>
/// Fetches the metadata of providers that have a URL. What cannot be used changes nothing: the last good copy, in the database, stays in force until its own
/// validUntil. A fetch never changes the entity id, and plain http counts only where a trust anchor signs.
/// </summary>
public sealed class SamlMetadataRefresher(IDatabase database, IOutboundHttp http, ISessionStore counters, MetadataRefreshAudit audit, ServiceOptions options, TimeProvider timeProvider)
{
    private const int MostChanges = 20;
    private const int AtOnce = 4;

    /// <summary>An unknown key makes the metadata be fetched at once, at most once in this time for each provider, over all nodes.</summary>
    public static readonly TimeSpan UnknownKeyWindow = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(90);

    // Somebody waits for it at the door.
    private static readonly TimeSpan TimeoutAtTheDoor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ClaimFor = TimeSpan.FromMinutes(2);

    /// <summary>Fetches what is due, some providers at a time. Returns how many were tried.</summary>
    public async Task<int> RefreshDueAsync(int take, CancellationToken cancellationToken)
    {
        IReadOnlyList<SamlMetadataState> due;
        await using (var read = await database.BeginReadAsync(cancellationToken))
        {
            due = await read.SamlMetadataStates.ListDueAsync(timeProvider.GetUtcNow(), take, cancellationToken);
        }

        // A host that does not answer holds up nobody else's metadata.
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (state, token) =>
        {
            if (await ClaimAsync(state, token))
            {
                await RefreshAsync(state.AccountId, state.ProviderName, token);
            }
        });
        return due.Count;
    }

    /// <summary>Fetches the metadata of one provider now. Returns its state; null where it has no URL, is gone, or another node wrote at the same time.</summary>
    public Task<SamlMetadataState?> RefreshAsync(AccountId account, string providerName, CancellationToken cancellationToken) =>
        RefreshAsync(account, providerName, FetchTimeout, cancellationToken);

    private async Task<SamlMetadataState?> RefreshAsync(AccountId account, string providerName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        SamlProvider? provider;
        SamlMetadataState? state;
        await using (var read = await database.BeginReadAsync(cancellationToken))
        {
            provider = await read.SamlProviders.FindAsync(account, providerName, cancellationToken);
            state = await read.SamlMetadataStates.FindAsync(account, providerName, cancellationToken);
        }

        if (provider?.Settings.MetadataUrl is not { } url || !Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return null;
        }

        state ??= new SamlMetadataState { AccountId = account, ProviderName = provider.Name };
        var isCopyOfThisUrl = state.History.DocumentHash == MetadataKeys.HashOf(provider.MetadataDocument);
        var fetched = await http.DownloadAsync(
            new OutboundRequest(address, options.LargestMetadata, timeout, AllowHttp: provider.Settings.MetadataTrustAnchor is not null) { ETag = isCopyOfThisUrl ? state.History.ETag : null },
            cancellationToken);
        var now = timeProvider.GetUtcNow();
        if (!fetched.Succeeded)
        {
            return await WriteAsync(provider, null, Failed(state, fetched.Error.Detail ?? fetched.Error.Message, now), [], cancellationToken);
        }

        await using var document = fetched.Value;
        return document.NotModified
            ? await WriteAsync(provider, null, Good(state, document, null, now), [], cancellationToken)
            : await TakeAsync(provider, state, document, now, cancellationToken);
    }

    /// <summary>After a response whose signature no known key made: fetches the metadata once, where the provider has a URL. True: there are other keys now.</summary>
    public async Task<bool> RefetchForUnknownKeyAsync(SamlProviderEntry entry, SamlValidationResult result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(result);
        var isUnknownKey = result.FirstFailure?.Rule is { } rule && (rule == SamlRules.SignatureValue || rule == SamlRules.SignatureKey);
        if (!isUnknownKey || entry.Provider.Settings.MetadataUrl is null
            || await counters.IncrementAsync("metadata-refetch", Handles.IdOf(entry.Provider.Arn), UnknownKeyWindow, cancellationToken) > 1)
        {
            return false;
        }

        var before = entry.Metadata.SigningKeys.Select(key => key.Thumbprint).ToHashSet(StringComparer.Ordinal);
        var state = await RefreshAsync(entry.Provider.AccountId, entry.Provider.Name, TimeoutAtTheDoor, cancellationToken);
        return state is not null && state.History.LastProblem is null
            && state.History.Keys.Any(key => (key.Certificate is { } certificate ? SamlKey.FromCertificate(certificate, out _) : SamlKey.FromSubjectPublicKeyInfo(key.PublicKey ?? [], out _)) is { } known && !before.Contains(known.Thumbprint));
    }

    private async Task<SamlMetadataState?> TakeAsync(SamlProvider provider, SamlMetadataState state, OutboundDocument fetched, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (read, document) = SamlMetadataSource.Read(
            fetched.Content, new SamlMetadataOptions { Now = now, EntityId = provider.EntityId, TrustAnchors = TrustAnchors(provider.Settings) }, options.LargestMetadata);
        if (!read.Succeeded || document is null)
        {
            var problems = string.Join("; ", read.Problems.Where(problem => problem.IsError).Select(problem => problem.Message));
            return await WriteAsync(provider, null, Failed(state, problems, now), [], cancellationToken);
        }

        var before = MetadataKeys.ReadEvenIfExpired(provider.MetadataDocument);
        var known = before is null ? [] : MetadataKeys.Known(new SamlProviderEntry(provider, before), state);
        var merged = SamlKeyRollover.Merge(known, read.Metadata.SigningKeys, now, MetadataKeys.Overlap);
        var changes = MetadataChanges.Describe(before, read.Metadata, merged, now);
        var history = Good(state, fetched, read.Metadata, now).History with { DocumentHash = MetadataKeys.HashOf(document), Keys = MetadataKeys.Write(merged.States) };
        var next = Good(state, fetched, read.Metadata, now) with
        {
            History = history with { Changes = [.. changes.Select(what => new SamlMetadataChange(now, what)), .. history.Changes.Take(MostChanges - Math.Min(MostChanges, changes.Count))] },
        };
        var changed = provider with { MetadataDocument = document, ValidUntil = read.Metadata.ValidUntil };
        return await WriteAsync(provider, document == provider.MetadataDocument ? null : changed, next, changes, cancellationToken);
    }

    private async Task<SamlMetadataState?> WriteAsync(SamlProvider read, SamlProvider? changed, SamlMetadataState state, IReadOnlyList<string> changes, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginWriteAsync(cancellationToken);
        // An administrator's write in between wins: the next fetch starts from what they wrote.
        var present = await store.SamlProviders.FindAsync(read.AccountId, read.Name, cancellationToken);
        if (present is null || present.Version != read.Version
            || (changed is not null && await store.SamlProviders.UpdateAsync(changed, cancellationToken) != StoreOutcome.Stored)
            || await store.SamlMetadataStates.PutAsync(state, cancellationToken) != StoreOutcome.Stored)
        {
            return null;
        }

        if (changed is not null || changes.Count > 0)
        {
            await store.Audit.AppendAsync(audit.Compose(read, changes), cancellationToken);
            await store.MarkChangedAsync(read.AccountId, cancellationToken);
        }

        await store.CommitAsync(cancellationToken);
        return state;
    }

    private async Task<bool> ClaimAsync(SamlMetadataState state, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        await using var store = await database.BeginWriteAsync(cancellationToken);
        if (await store.SamlMetadataStates.ClaimAsync(state, now, now + ClaimFor, cancellationToken) != StoreOutcome.Stored)
        {
            return false;
        }

        await store.CommitAsync(cancellationToken);
        return true;
    }

    private static IReadOnlyList<SamlKey> TrustAnchors(SamlProviderSettings settings) =>
        settings.MetadataTrustAnchor is { } pem && ProviderSettingsRules.ReadAnchor(pem) is { } anchor ? [anchor] : [];

    private static SamlMetadataState Good(SamlMetadataState state, OutboundDocument fetched, SamlIdpMetadata? metadata, DateTimeOffset now) => state with
    {
        NextRefreshAt = MetadataSchedule.AfterSuccess(now, metadata?.CacheDuration ?? fetched.MaxAge, metadata?.ValidUntil),
        History = state.History with { LastGoodAt = now, LastTriedAt = now, LastProblem = null, Failures = 0, ETag = fetched.ETag ?? (fetched.NotModified ? state.History.ETag : null) },
    };

    private static SamlMetadataState Failed(SamlMetadataState state, string problem, DateTimeOffset now) => state with
    {
        NextRefreshAt = MetadataSchedule.AfterFailure(now, state.History.Failures),
        History = state.History with { LastTriedAt = now, LastProblem = problem.Length > 1000 ? problem[..1000] : problem, Failures = state.History.Failures + 1 },
    };
}
