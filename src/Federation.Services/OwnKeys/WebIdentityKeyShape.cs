using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.ProviderSettings;

namespace Federation.Services.OwnKeys;

/// <summary>A key of the ring that signs web identity tokens.</summary>
public sealed record WebIdentityKeyShape
{
    /// <summary>kid.</summary>
    public string? KeyId { get; init; }

    /// <summary>ES384 or RS256.</summary>
    public string? Algorithm { get; init; }

    /// <summary>Next (announced in the key sets), Current, or Retired.</summary>
    public string? State { get; init; }

    /// <summary>When it was made, which for a next key is when it was announced.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When a retired key leaves the key sets.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>federation: the keys of web identity tokens, answer.</summary>
public sealed record WebIdentityKeysResponse
{
    /// <summary>By algorithm, the current one first.</summary>
    public IReadOnlyList<WebIdentityKeyShape> WebIdentityKeys { get; init; } = [];
}

/// <summary>What the operations on these keys share. The keys are the whole installation's: only the management account sees and moves them.</summary>
internal static class WebIdentityKeyRules
{
    internal static readonly AwsError ConcurrentChange = new("ConcurrentModificationException", 400, "Another request changed the keys at the same time");

    internal static AwsError Invalid(string problem) => new("InvalidWebIdentityKeyException", 400, problem);

    internal static async Task<AwsError?> CheckAccountAsync(IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        await ProviderSettingsAccess.IsManagementAsync(store, context, cancellationToken)
            ? null
            : CommonErrors.AccessDenied("The keys of web identity tokens are seen and changed in the management account only");

    /// <summary>Makes fresh keys, which the handler finds as kept, before any transaction: an RSA key takes its time. Another account's caller is refused.</summary>
    internal static async Task<AwsError?> MakeAsync(IKeyRotation rotation, OperationContext context, CancellationToken cancellationToken)
    {
        var refusal = await CheckAccountAsync(await context.ReadAsync(cancellationToken), context, cancellationToken);
        if (refusal is null)
        {
            context.Keep(rotation.MakeAll(KeyPurpose.WebIdentitySigning));
        }

        return refusal;
    }

    internal static async Task<IReadOnlyList<RingKey>> ListAsync(IUnitOfWork store, CancellationToken cancellationToken) =>
        [.. (await store.Keys.ListAsync(cancellationToken)).Where(key => key.Purpose == KeyPurpose.WebIdentitySigning)];

    internal static async Task<WebIdentityKeysResponse> ShowAsync(IUnitOfWork store, CancellationToken cancellationToken) => new()
    {
        WebIdentityKeys =
        [
            .. (await ListAsync(store, cancellationToken))
                .OrderBy(key => key.Algorithm, StringComparer.Ordinal)
                .ThenBy(key => key.State switch { KeyState.Current => 0, KeyState.Next => 1, _ => 2 })
                .ThenByDescending(key => key.CreatedAt)
                .Select(key => new WebIdentityKeyShape { KeyId = key.KeyId, Algorithm = key.Algorithm, State = key.State.ToString(), CreatedAt = key.CreatedAt, ExpiresAt = key.ExpiresAt }),
        ],
    };
}
