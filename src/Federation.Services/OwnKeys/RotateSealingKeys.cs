using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Federation.Model.Audit;
using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.OwnKeys;

/// <summary>federation: RotateSealingKeys.</summary>
public sealed record RotateSealingKeysRequest
{
    /// <summary>SessionTokens or StoredSecrets.</summary>
    [Required, AllowedValues(SealingKeyRules.SessionTokens, SealingKeyRules.StoredSecrets)]
    public string? Purpose { get; init; }

    /// <summary>
    /// For keys of session tokens that were stolen: fresh ones take over, and all others leave the ring at once. All temporary credentials end with them. Refused for StoredSecrets. False by default.
    /// </summary>
    public bool? Force { get; init; }
}

/// <summary>Puts the announced key in the place of the current one, which is retired and goes on reading what it sealed, and announces the next.</summary>
public sealed class RotateSealingKeys(IKeyRotation rotation) : WriteOperation<RotateSealingKeysRequest, SealingKeysResponse>
{
    /// <summary>
    /// How long a key is announced before it may take over: nodes read the ring anew within a second, and one that has not opens nothing that the key sealed. The rest bears with clocks that differ
    /// and a read that failed.
    /// </summary>
    internal static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "RotateSealingKeys", AccessLevel.Write) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(RotateSealingKeysRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<AwsError?> PrepareAsync(RotateSealingKeysRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        if (await SealingKeyRules.CheckAccountAsync(await context.ReadAsync(cancellationToken), context, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // What a session token's key sealed is issued again; what is stored under a key is lost with it.
        return request is { Force: true, Purpose: SealingKeyRules.StoredSecrets }
            ? SealingKeyRules.Invalid("Force is for SessionTokens only: what is stored under the keys of StoredSecrets (access keys, MFA devices, login traces) would be lost with them")
            : null;
    }

    /// <inheritdoc/>
    protected override async Task<Result<SealingKeysResponse>> HandleAsync(RotateSealingKeysRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var purpose = SealingKeyRules.PurposeOf(request.Purpose!);
        IReadOnlyList<RingKey> before = [.. (await store.Keys.ListAsync(cancellationToken)).Where(key => key.Purpose == purpose)];
        var isForced = request.Force == true;
        if (!isForced && CheckAnnounced(before, context.Now) is { } refusal)
        {
            return refusal;
        }

        if (!(isForced ? await ReplaceAsync(store, before, purpose, cancellationToken) : await rotation.RotateAsync(store, rotation.Make(purpose), cancellationToken) == KeyRotationOutcome.Rotated))
        {
            return SealingKeyRules.ConcurrentChange;
        }

        var answer = await SealingKeyRules.ShowAsync(store, cancellationToken);
        context.Audit.Resources.Add(new AuditResource("Federation::SealingKey", answer.SealingKeys.First(key => key.Purpose == request.Purpose && key.State == nameof(KeyState.Current)).KeyId!));
        return answer;
    }

    private async Task<bool> ReplaceAsync(IUnitOfWork store, IReadOnlyList<RingKey> stolen, KeyPurpose purpose, CancellationToken cancellationToken) =>
        await StolenKeys.ReplaceAsync(rotation, store, stolen, [rotation.Make(purpose)], cancellationToken)
        && await rotation.AnnounceAsync(store, rotation.Make(purpose), cancellationToken) == KeyRotationOutcome.Announced;

    private static AwsError? CheckAnnounced(IReadOnlyList<RingKey> keys, DateTimeOffset now)
    {
        if (keys.FirstOrDefault(key => key.State == KeyState.Next) is not { } next)
        {
            return SealingKeyRules.Invalid("No next key is announced: a node that starts announces one that is missing");
        }

        var from = next.CreatedAt + Lead;
        return from <= now
            ? null
            : SealingKeyRules.Invalid(string.Create(CultureInfo.InvariantCulture, $"Nodes may not know the next key before {from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: rotate then"));
    }
}
