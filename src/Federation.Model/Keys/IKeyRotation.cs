using Federation.Model.Storage;

namespace Federation.Model.Keys;

/// <summary>What became of a step of a key's life.</summary>
public enum KeyRotationOutcome
{
    /// <summary>Nothing was said: never a success.</summary>
    None = 0,

    /// <summary>A next key was made: readers and metadata show it, nothing is made with it yet.</summary>
    Announced = 1,

    /// <summary>The next key became the current one and the former retired.</summary>
    Rotated = 2,

    /// <summary>Another node changed the ring at the same moment; nothing was written.</summary>
    Stale = 3,

    /// <summary>The ring holds no key of this purpose.</summary>
    UnknownPurpose = 4,
}

/// <summary>
/// Moves the keys of the ring from next to current to retired, those of a purpose together where it has one of each algorithm. A retired key reads for 36 hours and the clock skew, as long as the longest credential
/// made with it; one of SAML encryption for thirty days, as long as an identity provider may take to read our metadata. Whoever rotates audits it.
/// </summary>
public interface IKeyRotation
{
    /// <summary>Makes a key of a purpose, for one of the steps below; it is stored by them. An RSA key takes its time: no transaction is to wait for it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The ring holds no key of this purpose.</exception>
    RingKey Make(KeyPurpose purpose);

    /// <summary>As <see cref="Make"/>, a key of each algorithm that the purpose has.</summary>
    IReadOnlyList<RingKey> MakeAll(KeyPurpose purpose);

    /// <summary>As <see cref="AnnounceAsync(KeyPurpose, CancellationToken)"/>, within the caller's transaction; nodes read the ring anew once it is committed.</summary>
    Task<KeyRotationOutcome> AnnounceAsync(IUnitOfWork store, RingKey made, CancellationToken cancellationToken);

    /// <summary>As <see cref="RotateAsync(KeyPurpose, CancellationToken)"/>, within the caller's transaction; nodes read the ring anew once it is committed.</summary>
    Task<KeyRotationOutcome> RotateAsync(IUnitOfWork store, RingKey made, CancellationToken cancellationToken);

    /// <summary>Adds the first keys of a purpose that a ring has only once they are needed, within the caller's transaction; where there are current ones, those stay.</summary>
    /// <param name="store">The caller's unit of work.</param>
    /// <param name="made">As <see cref="MakeAll"/> made them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task EnsureAsync(IUnitOfWork store, IReadOnlyList<RingKey> made, CancellationToken cancellationToken);

    /// <summary>Reads the ring anew on this node now, for a key that another transaction has just made.</summary>
    Task ReloadAsync(CancellationToken cancellationToken);

    /// <summary>Makes the next key of a purpose, where there is none yet. SAML keys are announced so that identity providers fetch them before they are used.</summary>
    Task<KeyRotationOutcome> AnnounceAsync(KeyPurpose purpose, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the next key the current one. Where none was announced, a fresh key takes over at once: other nodes may refuse what it made for up to a second.
    /// </summary>
    Task<KeyRotationOutcome> RotateAsync(KeyPurpose purpose, CancellationToken cancellationToken);
}
