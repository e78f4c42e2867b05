using Federation.Model.Identifiers;

namespace Federation.Model.AccessKeys;

/// <summary>A long-term access key of a user or of an account's root.</summary>
public sealed record AccessKey
{
    /// <summary>Account that owns it.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary><c>AKIA…</c>, 16 to 128 characters, unique in the store.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>Unique id of the user; null for root.</summary>
    public string? UserId { get; init; }

    /// <summary>The secret access key, sealed under the key ring (SigV4 needs it in clear at verification, so it cannot be hashed).</summary>
    public required byte[] SealedSecret { get; init; }

    /// <summary>Active or Inactive.</summary>
    public required string Status { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last call that it signed, give or take a minute; null where it signed none.</summary>
    public CredentialUse? LastUse { get; init; }

    /// <summary>The label under which the secret of a key is sealed.</summary>
    public static string SecretLabel(string accessKeyId) => $"access-key/{accessKeyId}";
}
