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
    IKeyRing ring, IDatabase database, IChangeTracker tracker, PrincipalDirectory principals, AccountDirectory accounts, RevocationList revocations)
{
    private const int MostKept = 50_000;
    private readonly VersionedCache<string, AccessKey> _keys = new(tracker, MostKept);
    private readonly SessionTokenSealer _sealer = new(ring);

    /// <summary>The label under which a long-term secret is sealed.</summary>
    public static string SecretLabel(string accessKeyId) => $"access-key/{accessKeyId}";

    /// <summary>Finds the secret of a key.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "the candidate carries the secret to the signature check")]
    public async ValueTask<Result<CredentialCandidate>> FindAsync(string accessKeyId, string? sessionToken, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accessKeyId);
        if (accessKeyId.StartsWith(UniqueIdPrefix.TemporaryKey, StringComparison.Ordinal))
        {
            return FindTemporary(accessKeyId, sessionToken, now);
        }

        // AWS: a token with a long-term key is as wrong as none with a temporary one.
        return sessionToken is null && await FindKeyAsync(accessKeyId, cancellationToken) is { Status: "Active" } key
            && ring.TryOpen(SecretLabel(accessKeyId), key.SealedSecret, out var secret)
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
            return candidate.Key is { UserId: null } ? Callers.Root(candidate.Account, candidate.AccessKeyId, null) : CommonErrors.InvalidClientTokenId();
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
            SessionPrincipal.Root => Callers.Root(candidate.Account, candidate.AccessKeyId, claims),
            _ => CommonErrors.InvalidClientTokenId(),
        };
    }

    private Result<CredentialCandidate> FindTemporary(string accessKeyId, string? sessionToken, DateTimeOffset now)
    {
        if (sessionToken is null || !UniqueIds.TryGetAccount(accessKeyId, out var account) || !IsAscii(accessKeyId)
            || !_sealer.TryOpen(accessKeyId, sessionToken, out var claims, out var secret))
        {
            return CommonErrors.InvalidClientTokenId();
        }

        return claims.ExpiresAt <= now ? CommonErrors.ExpiredToken() : new CredentialCandidate(accessKeyId, secret, account, null, claims);
    }

    private async ValueTask<AccessKey?> FindKeyAsync(string accessKeyId, CancellationToken cancellationToken)
    {
        // The id names its account, by which the cache knows when it is stale; ids of other makers (a configured root key) are looked up each time.
        return UniqueIds.TryGetAccount(accessKeyId, out var account)
            ? await _keys.GetAsync(account, accessKeyId, () => LoadKeyAsync(accessKeyId, account, cancellationToken)) ?? await LoadKeyAsync(accessKeyId, null, cancellationToken)
            : await LoadKeyAsync(accessKeyId, null, cancellationToken);
    }

    private async Task<AccessKey?> LoadKeyAsync(string accessKeyId, AccountId? account, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        var key = await store.AccessKeys.FindAsync(accessKeyId, cancellationToken);
        return account is null || key?.AccountId == account ? key : null;
    }

    private static bool IsAscii(string text) => Ascii.IsValid(text);
}
