using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.ProviderSettings;

namespace Federation.Services.OwnKeys;

/// <summary>A key of the ring that seals. Its material is never shown.</summary>
public sealed record SealingKeyShape
{
    /// <summary>Name of the key in the ring: eight hexadecimal digits.</summary>
    public string? KeyId { get; init; }

    /// <summary>SessionTokens or StoredSecrets.</summary>
    public string? Purpose { get; init; }

    /// <summary>Next (every node opens what it sealed, none seals with it yet), Current, or Retired.</summary>
    public string? State { get; init; }

    /// <summary>When it was made, which for a next key is when it was announced.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When a retired key reads no more; none for those of stored secrets, which read for good.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>federation: the keys that seal, answer.</summary>
public sealed record SealingKeysResponse
{
    /// <summary>By purpose, the current one first.</summary>
    public IReadOnlyList<SealingKeyShape> SealingKeys { get; init; } = [];
}

/// <summary>What the operations on these keys share. The keys are the whole installation's: only the management account sees and moves them.</summary>
internal static class SealingKeyRules
{
    internal const string SessionTokens = "SessionTokens";

    internal const string StoredSecrets = "StoredSecrets";

    internal static readonly AwsError ConcurrentChange = new("ConcurrentModificationException", 400, "Another request changed the keys at the same time");

    internal static KeyPurpose PurposeOf(string name) => name == SessionTokens ? KeyPurpose.Sealing : KeyPurpose.StoredSecrets;

    internal static AwsError Invalid(string problem) => new("InvalidSealingKeyException", 400, problem);

    internal static async Task<AwsError?> CheckAccountAsync(IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        await ProviderSettingsAccess.IsManagementAsync(store, context, cancellationToken)
            ? null
            : CommonErrors.AccessDenied("The keys of session tokens and stored secrets are seen and changed in the management account only");

    internal static async Task<SealingKeysResponse> ShowAsync(IUnitOfWork store, CancellationToken cancellationToken) => new()
    {
        SealingKeys =
        [
            .. (await store.Keys.ListAsync(cancellationToken))
                .Where(key => key.Purpose is KeyPurpose.Sealing or KeyPurpose.StoredSecrets)
                .OrderBy(key => key.Purpose)
                .ThenBy(key => key.State switch { KeyState.Current => 0, KeyState.Next => 1, _ => 2 })
                .ThenByDescending(key => key.CreatedAt)
                .Select(key => new SealingKeyShape
                {
                    KeyId = key.KeyId,
                    Purpose = key.Purpose == KeyPurpose.Sealing ? SessionTokens : StoredSecrets,
                    State = key.State.ToString(),
                    CreatedAt = key.CreatedAt,
                    ExpiresAt = key.ExpiresAt,
                }),
        ],
    };
}
