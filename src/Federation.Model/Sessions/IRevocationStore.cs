using Federation.Model.Identifiers;

namespace Federation.Model.Sessions;

/// <summary>What a revocation names.</summary>
public enum RevocationKind
{
    /// <summary>One session, by its id.</summary>
    Session = 1,

    /// <summary>All sessions of a role issued before an instant, by the role's unique id.</summary>
    Role = 2,

    /// <summary>All sessions of a principal (user unique id, or subject key of a federated person) issued before an instant.</summary>
    Principal = 3,

    /// <summary>The sessions of programs that were begun from one session, by that session's id. Apart from <see cref="Session"/>, since a sign-out ends that one session only.</summary>
    Origin = 4,
}

/// <summary>Credentials that count no longer.</summary>
/// <param name="AccountId">Account of the role or principal.</param>
/// <param name="Kind">What <paramref name="Target"/> names.</param>
/// <param name="Target">Session id, unique id or subject key.</param>
/// <param name="IssuedBefore">Credentials issued at or before this instant are refused.</param>
/// <param name="ExpiresAt">When the last such credential has run out by itself.</param>
public sealed record Revocation(AccountId AccountId, RevocationKind Kind, string Target, DateTimeOffset IssuedBefore, DateTimeOffset ExpiresAt);

/// <summary>Revocations, in the database: they must never be forgotten before they expire.</summary>
public interface IRevocationStore
{
    /// <summary>Adds a revocation, or moves the instant of the present one forward.</summary>
    Task PutAsync(Revocation revocation, CancellationToken cancellationToken);

    /// <summary>All revocations of an account that have not expired.</summary>
    Task<IReadOnlyList<Revocation>> ListAsync(AccountId account, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes revocations that expired before <paramref name="instant"/>. Returns how many.</summary>
    Task<int> RemoveExpiredAsync(DateTimeOffset instant, CancellationToken cancellationToken);
}
