using System.Collections.Concurrent;
using System.Text;
using Federation.Model.OidcProviders;
using Federation.Model.Outbound;
using Federation.Model.Results;

namespace Federation.Services.WebIdentity;

/// <summary>
/// The keys of issuers, fetched by discovery (OpenID Connect Discovery 1.0 §4) and kept. Bounded in number, size and time; an unknown kid asks anew at most once in
/// <see cref="LeastPause"/>, so that tokens with invented kids cannot make the gateway a flood. What pinned certificates let in is kept apart from what others fetched.
/// </summary>
public sealed class IssuerKeys(IOutboundHttp outbound, TimeProvider timeProvider)
{
    /// <value>30 s between two fetches of an issuer's keys.</value>
    internal static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(30);

    /// <value>Keys are asked for again after an hour, or as the issuer says, within these bounds.</value>
    internal static readonly TimeSpan UsualAge = TimeSpan.FromHours(1);

    /// <value>Where the issuer cannot be reached, keys count for a day.</value>
    internal static readonly TimeSpan MostAge = TimeSpan.FromHours(24);

    internal const int MostIssuers = 1000;
    private const int MostDiscoveryBytes = 64 * 1024;
    private const int MostKeyBytes = 512 * 1024;
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FetchLimit = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    internal int Count => _entries.Count;

    /// <summary>The keys that may verify a token; empty where the issuer has none that fits.</summary>
    internal async Task<Result<IReadOnlyList<VerificationKey>>> FindAsync(OidcProvider provider, string algorithm, string? keyId, CancellationToken cancellationToken)
    {
        var entry = EntryOf(provider);
        var known = entry.Keys;
        var now = timeProvider.GetUtcNow();
        if (known is null || known.Until <= now || known.RefreshAt <= now)
        {
            var fetched = await RefreshAsync(entry, provider, known, cancellationToken);
            known = fetched.Value ?? (known?.Until > now ? known : null);
            if (known is null)
            {
                return fetched.Error ?? IdpErrors.Unreachable("no keys");
            }
        }

        var found = VerificationKeys.For(known.Keys, algorithm, keyId);
        if (found.Count > 0 || keyId is null)
        {
            return Result<IReadOnlyList<VerificationKey>>.Of(found);
        }

        // A kid that is not known may be of a key that was announced since.
        var again = await RefreshAsync(entry, provider, known, cancellationToken);
        return Result<IReadOnlyList<VerificationKey>>.Of(VerificationKeys.For((again.Value ?? known).Keys, algorithm, keyId));
    }

    /// <summary>One fetch at a time for an issuer; whoever waited takes what the one before brought.</summary>
    private async Task<Result<KeySet>> RefreshAsync(Entry entry, OidcProvider provider, KeySet? seen, CancellationToken cancellationToken)
    {
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            if (entry.Keys is { } present && !ReferenceEquals(present, seen))
            {
                return present;
            }

            var now = timeProvider.GetUtcNow();
            if (now < entry.NextFetchAt)
            {
                return entry.Keys is { } kept ? kept : entry.LastError ?? IdpErrors.Unreachable("no keys");
            }

            entry.NextFetchAt = now + LeastPause;
            // Not under the caller's token: whoever hangs up must not be able to hold up the others.
            var fetched = await FetchAsync(provider, now, CancellationToken.None);
            (entry.LastError, entry.Keys) = fetched.Succeeded ? (null, fetched.Value) : (fetched.Error, entry.Keys);
            return fetched;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    private async Task<Result<KeySet>> FetchAsync(OidcProvider provider, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // OpenID Connect Discovery 1.0 §4: a terminating slash is removed before the well-known path is added.
        if (!Uri.TryCreate(provider.Issuer.TrimEnd('/') + "/.well-known/openid-configuration", UriKind.Absolute, out var discovery))
        {
            return IdpErrors.Unusable("the issuer is no URL");
        }

        var document = await outbound.GetAsync(new OutboundRequest(discovery, MostDiscoveryBytes, FetchLimit) { PinnedCertificates = provider.Thumbprints }, cancellationToken);
        if (!document.Succeeded)
        {
            return IdpErrors.OfFetch("discovery", document.Error);
        }

        var metadata = StrictJson.ReadObject(document.Value.Body);
        // OpenID Connect Discovery 1.0 §4.3: the document is of the issuer that was asked for, to the letter.
        if (metadata?.Text("issuer") != provider.Issuer)
        {
            return IdpErrors.Unusable("the discovery document names another issuer, or is none");
        }

        if (!Uri.TryCreate(metadata.Value.Text("jwks_uri"), UriKind.Absolute, out var address))
        {
            return IdpErrors.Unusable("the discovery document names no jwks_uri");
        }

        var answer = await outbound.GetAsync(new OutboundRequest(address, MostKeyBytes, FetchLimit) { PinnedCertificates = provider.Thumbprints }, cancellationToken);
        if (!answer.Succeeded)
        {
            return IdpErrors.OfFetch("jwks", answer.Error);
        }

        var age = answer.Value.MaxAge is { } said ? TimeSpan.FromTicks(Math.Clamp(said.Ticks, LeastAge.Ticks, MostAge.Ticks)) : UsualAge;
        return VerificationKeys.Read(answer.Value.Body) is { } keys ? new KeySet(keys, now + age, now + MostAge) : IdpErrors.Unusable("the document at jwks_uri is no key set");
    }

    private Entry EntryOf(OidcProvider provider)
    {
        var name = new StringBuilder(provider.Issuer);
        foreach (var thumbprint in provider.Thumbprints.Order(StringComparer.Ordinal))
        {
            name.Append('\n').Append(thumbprint);
        }

        if (_entries.Count >= MostIssuers && !_entries.ContainsKey(name.ToString()))
        {
            _entries.Clear();
        }

        return _entries.GetOrAdd(name.ToString(), static _ => new Entry());
    }

    private sealed record KeySet(IReadOnlyList<VerificationKey> Keys, DateTimeOffset RefreshAt, DateTimeOffset Until);

    private sealed class Entry
    {
        private KeySet? _keys;

        internal SemaphoreSlim Gate { get; } = new(1, 1);

        internal KeySet? Keys
        {
            get => Volatile.Read(ref _keys);
            set => Volatile.Write(ref _keys, value);
        }

        /// <summary>Under the gate.</summary>
        internal DateTimeOffset NextFetchAt { get; set; }

        /// <summary>Under the gate.</summary>
        internal AwsError? LastError { get; set; }
    }
}
