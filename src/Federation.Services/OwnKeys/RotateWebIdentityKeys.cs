using System.Globalization;
using Federation.Model.Audit;
using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.OwnKeys;

/// <summary>federation: RotateWebIdentityKeys.</summary>
public sealed record RotateWebIdentityKeysRequest
{
    /// <summary>
    /// For keys that were stolen: fresh ones take over at once, and all others leave the key sets, so that no token that they signed validates any more once verifiers have read the sets
    /// anew. False by default.
    /// </summary>
    public bool? Force { get; init; }
}

/// <summary>Puts the announced keys in the place of the current ones, which stay in the key sets for a day and a half: longer than any token lives.</summary>
public sealed class RotateWebIdentityKeys(IKeyRotation rotation) : WriteOperation<RotateWebIdentityKeysRequest, WebIdentityKeysResponse>
{
    /// <summary>How long verifiers may keep a key set that they have read.</summary>
    internal static readonly TimeSpan KeySetLifetime = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "RotateWebIdentityKeys", AccessLevel.Write) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(RotateWebIdentityKeysRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override Task<AwsError?> PrepareAsync(RotateWebIdentityKeysRequest request, OperationContext context, CancellationToken cancellationToken) =>
        WebIdentityKeyRules.MakeAsync(rotation, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<WebIdentityKeysResponse>> HandleAsync(RotateWebIdentityKeysRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var isForced = request.Force == true;
        var before = await WebIdentityKeyRules.ListAsync(store, cancellationToken);
        if (!isForced && CheckAnnounced(before, context.Now) is { } refusal)
        {
            return refusal;
        }

        var made = context.Kept<IReadOnlyList<RingKey>>();
        if (!(isForced ? await StolenKeys.ReplaceAsync(rotation, store, before, made, cancellationToken) : await RotateAsync(store, made, cancellationToken)))
        {
            return WebIdentityKeyRules.ConcurrentChange;
        }

        var answer = await WebIdentityKeyRules.ShowAsync(store, cancellationToken);
        foreach (var key in answer.WebIdentityKeys.Where(key => key.State == nameof(KeyState.Current)))
        {
            context.Audit.Resources.Add(new AuditResource("Federation::WebIdentityKey", key.KeyId!));
        }

        return answer;
    }

    private async Task<bool> RotateAsync(IUnitOfWork store, IReadOnlyList<RingKey> made, CancellationToken cancellationToken)
    {
        foreach (var key in made)
        {
            if (await rotation.RotateAsync(store, key, cancellationToken) != KeyRotationOutcome.Rotated)
            {
                return false;
            }
        }

        return true;
    }

    private static AwsError? CheckAnnounced(IReadOnlyList<RingKey> keys, DateTimeOffset now)
    {
        if (keys.FirstOrDefault(key => key.State == KeyState.Next) is not { } next)
        {
            return WebIdentityKeyRules.Invalid("No next keys are announced: announce them, let verifiers read the key sets, then rotate; or use Force");
        }

        var from = next.CreatedAt + KeySetLifetime;
        return from <= now
            ? null
            : WebIdentityKeyRules.Invalid(string.Create(CultureInfo.InvariantCulture, $"Verifiers may keep a key set until {from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} without the next keys: rotate then, or use Force"));
    }
}
