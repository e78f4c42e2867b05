using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Federation.Model.Audit;
using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Federated;
using Federation.Services.Pipeline;

namespace Federation.Services.OwnKeys;

/// <summary>federation: RotateSamlKey.</summary>
public sealed record RotateSamlKeyRequest
{
    /// <summary>Signing or Encryption.</summary>
    [Required, AllowedValues(SamlKeyRules.Signing, SamlKeyRules.Encryption)]
    public string? Use { get; init; }

    /// <summary>Whether a key takes over that nobody could have fetched yet: for a key that was stolen. Sign-ins may fail until identity providers have read our metadata. False by default.</summary>
    public bool? Force { get; init; }
}

/// <summary>Puts the announced key in the place of the current one. The former signs nothing more; what was encrypted to it opens for thirty days.</summary>
public sealed class RotateSamlKey(IKeyRotation rotation) : WriteOperation<RotateSamlKeyRequest, SamlKeysResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "RotateSamlKey", AccessLevel.Write) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(RotateSamlKeyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<AwsError?> PrepareAsync(RotateSamlKeyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var refusal = await SamlKeyRules.CheckAccountAsync(await context.ReadAsync(cancellationToken), context, cancellationToken);
        if (refusal is null)
        {
            context.Keep(rotation.Make(SamlKeyRules.PurposeOf(request.Use!)));
        }

        return refusal;
    }

    /// <inheritdoc/>
    protected override async Task<Result<SamlKeysResponse>> HandleAsync(RotateSamlKeyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var purpose = SamlKeyRules.PurposeOf(request.Use!);
        var next = (await store.Keys.ListAsync(cancellationToken)).FirstOrDefault(key => key.Purpose == purpose && key.State == KeyState.Next);
        if (request.Force != true && CheckAnnounced(request.Use!, next, context.Now) is { } refusal)
        {
            return refusal;
        }

        if (await rotation.RotateAsync(store, context.Kept<RingKey>(), cancellationToken) != KeyRotationOutcome.Rotated)
        {
            return new AwsError("ConcurrentModificationException", 400, "Another request changed the keys at the same time");
        }

        var keys = SamlKeyShape.Of(await store.Keys.ListAsync(cancellationToken));
        context.Audit.Resources.Add(new AuditResource("Federation::SamlKey", keys.First(key => key.Use == request.Use && key.State == nameof(KeyState.Current)).KeyId!));
        return new SamlKeysResponse { SamlKeys = keys };
    }

    /// <summary>SAML Metadata 2.3.2: whoever keeps metadata for its cacheDuration has to have seen the key before it is used.</summary>
    private static AwsError? CheckAnnounced(string use, RingKey? next, DateTimeOffset now)
    {
        if (next is null)
        {
            return SamlKeyRules.Invalid($"No next key for {use} is announced: announce one, let identity providers read our metadata, then rotate; or use Force");
        }

        var from = next.CreatedAt + SamlOwnKeys.MetadataLifetime;
        return from <= now
            ? null
            : SamlKeyRules.Invalid(string.Create(CultureInfo.InvariantCulture, $"Identity providers may keep our metadata until {from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} without the next key: rotate then, or use Force"));
    }
}
