using System.Diagnostics.CodeAnalysis;
using System.Text;
using Federation.Model.AccessKeys;
using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Secrets;
using Federation.Model.Storage;
using Federation.Services.Authorization;
using Federation.Services.Caching;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;

namespace Federation.Services.Credentials;

/// <summary>A key that a request names, before its signature was checked.</summary>
/// <param name="AccessKeyId">The id.</param>
/// <param name="Secret">The secret access key to check the signature with.</param>
/// <param name="Account">The account.</param>
/// <param name="Key">The row of a long-term key.</param>
/// <param name="Claims">What the token of a temporary key says.</param>
public sealed record CredentialCandidate(string AccessKeyId, Secret Secret, AccountId Account, AccessKey? Key, SessionClaims? Claims);

/// <summary>
/// Turns an access key id and a session token into a caller, in two steps: the secret for the signature check first, and only for a right signature the principal. One
/// error for unknown, deleted and inactive keys and for foreign tokens.
/// </summary>
public sealed class CredentialAuthenticator(
    IKeyRing ring, IDatabase database, IChangeTracker tracker, PrincipalDirectory principals, AccountDirectory accounts, RevocationList revocations, CacheOptions options)
{
    private readonly BoundedTable<string, KnownKey> _keys = new(options.AccessKeys, static _ => CacheOptions.ObjectBytes);
    private readonly BoundedTable<string, AccountId> _homes = new(options.AccessKeys / 16, static _ => CacheOptions.ObjectBytes / 4);
    private readonly OpenedTokens _tokens = new(ring, options.SessionTokens);

    /// <summary>Finds the secret of a key.</summary>
    /// <param name="accessKeyId">The id that the request names.</param>
    /// <param name="sessionToken">The token that the request brings, or null.</param>
    /// <param name="now">The instant of the request.</param>
    /// <param name="mayLoad">Whether this source may still ask the store for a key that is not known here: what costs nothing is always answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "the candidate carries the secret to the signature check")]
    public async ValueTask<Result<CredentialCandidate>> FindAsync(
        string accessKeyId, string? sessionToken, DateTimeOffset now, Func<bool> mayLoad, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accessKeyId);
        if (accessKeyId.StartsWith(UniqueIdPrefix.TemporaryKey, StringComparison.Ordinal))
        {
            return FindTemporary(accessKeyId, sessionToken, now);
        }

        ArgumentNullException.ThrowIfNull(mayLoad);
        var isKnown = _keys.TryGet(accessKeyId, out var known) && known.Version == tracker.VersionOf(known.Key.AccountId);
        if (!isKnown && !mayLoad())
        {
            return CommonErrors.Throttling();
        }

        // AWS: a token with a long-term key is as wrong as none with a temporary one.
        return sessionToken is null && (isKnown ? known : await LoadKeyAsync(accessKeyId, cancellationToken)) is { Key: { Status: "Active" } key, Secret: { } secret }
            ? new CredentialCandidate(accessKeyId, secret, key.AccountId, key, null)
            : CommonErrors.InvalidClientTokenId();
    }

    /// <summary>The caller behind a key whose signature was right. Looks up what may have changed since the credential was made.</summary>
    public async ValueTask<Result<Caller>> CompleteAsync(CredentialCandidate candidate, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (await accounts.FindAsync(candidate.Account, cancellationToken) is not { IsActive: true })
        {
            return CommonErrors.InvalidClientTokenId();
        }

        if (candidate.Claims is not { } claims)
        {
            return candidate.Key switch
            {
                { UserId: null } => Callers.Root(candidate.Account, candidate.AccessKeyId, null),
                { UserId: { } userId } when await principals.FindUserAsync(candidate.Account, userId, cancellationToken) is { } entry => Callers.User(entry.User, null, candidate.AccessKeyId),
                _ => CommonErrors.InvalidClientTokenId(),
            };
        }

        if (await revocations.IsRevokedAsync(candidate.Account, claims, now, cancellationToken))
        {
            return CommonErrors.ExpiredToken() with { Detail = "the session was revoked" };
        }

        return claims.Principal switch
        {
            SessionPrincipal.Role when claims.PrincipalId is { } roleId => await principals.FindRoleAsync(candidate.Account, roleId, cancellationToken) is { } entry
                ? Callers.RoleSession(entry.Role, claims, candidate.AccessKeyId)
                : CommonErrors.InvalidClientTokenId(),
            SessionPrincipal.User when claims.PrincipalId is { } userId => await principals.FindUserAsync(candidate.Account, userId, cancellationToken) is { } entry
                ? Callers.User(entry.User, claims, candidate.AccessKeyId)
                : CommonErrors.InvalidClientTokenId(),
            SessionPrincipal.Root => Callers.Root(candidate.Account, candidate.AccessKeyId, claims),
            SessionPrincipal.FederatedUser when claims.PrincipalId is { } userId => await principals.FindUserAsync(candidate.Account, userId, cancellationToken) is { } entry
                ? Callers.FederatedUser(candidate.Account, entry.User, claims, candidate.AccessKeyId)
                : CommonErrors.InvalidClientTokenId(),
            SessionPrincipal.FederatedUser => Callers.FederatedUser(candidate.Account, null, claims, candidate.AccessKeyId),
            _ => CommonErrors.InvalidClientTokenId(),
        };
    }

    private Result<CredentialCandidate> FindTemporary(string accessKeyId, string? sessionToken, DateTimeOffset now)
    {
        if (sessionToken is null || !UniqueIds.TryGetAccount(accessKeyId, out var account) || !IsAscii(accessKeyId)
            || !_tokens.TryOpen(accessKeyId, sessionToken, out var claims, out var secret))
        {
            return CommonErrors.InvalidClientTokenId();
        }

        return claims.ExpiresAt <= now ? CommonErrors.ExpiredToken() : new CredentialCandidate(accessKeyId, secret, account, null, claims);
    }

    /// <summary>One read. What is found is kept with its secret until something in its account changes; what is not found is not kept.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "the kept key carries the secret")]
    private async Task<KnownKey?> LoadKeyAsync(string accessKeyId, CancellationToken cancellationToken)
    {
        // INVARIANT: the versions are read before the load. The id names its account; a configured root key may have any id, and its account, which never changes, is known
        // after the first load only.
        var claimed = _homes.TryGet(accessKeyId, out var account) || UniqueIds.TryGetAccount(accessKeyId, out account) ? tracker.VersionOf(account) : (long?)null;
        await using var store = await database.BeginReadAsync(cancellationToken);
        if (await store.AccessKeys.FindAsync(accessKeyId, cancellationToken) is not { } key)
        {
            _keys.Remove(accessKeyId);
            return null;
        }

        var known = new KnownKey(claimed ?? 0, key, ring.TryOpen(AccessKey.SecretLabel(accessKeyId), key.SealedSecret, out var secret) ? secret : null);
        if (claimed is not null && key.AccountId == account)
        {
            _keys.Set(accessKeyId, known);
        }
        else
        {
            _homes.Set(accessKeyId, key.AccountId);
        }

        return known;
    }

    private sealed record KnownKey(long Version, AccessKey Key, Secret? Secret)
    {
        public override string ToString() => nameof(KnownKey);
    }

    private static bool IsAscii(string text) => Ascii.IsValid(text);
}
