using Federation.Model.Identifiers;

namespace Federation.Model.Storage;

/// <summary>
/// Tells caches whether what they hold of an account is still current. A version grows with every committed change: at once for a write of this
/// node, within a second for a write of another.
/// </summary>
public interface IChangeTracker
{
    /// <summary>
    /// The present version of an account. Read it before loading what is to be cached, keep it beside the value, and take the value only
    /// while the version is still the same.
    /// </summary>
    long VersionOf(AccountId account);
}
