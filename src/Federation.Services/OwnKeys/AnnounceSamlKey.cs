using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.OwnKeys;

/// <summary>federation: AnnounceSamlKey.</summary>
public sealed record AnnounceSamlKeyRequest
{
    /// <summary>Signing or Encryption.</summary>
    [Required, AllowedValues(SamlKeyRules.Signing, SamlKeyRules.Encryption)]
    public string? Use { get; init; }
}

/// <summary>Makes the next key and shows it in our metadata; nothing is made with it before RotateSamlKey.</summary>
public sealed class AnnounceSamlKey(IKeyRotation rotation) : WriteOperation<AnnounceSamlKeyRequest, SamlKeysResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "AnnounceSamlKey", AccessLevel.Write) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(AnnounceSamlKeyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<AwsError?> PrepareAsync(AnnounceSamlKeyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var refusal = await SamlKeyRules.CheckAccountAsync(await context.ReadAsync(cancellationToken), context, cancellationToken);
        if (refusal is null)
        {
            context.Keep(rotation.Make(SamlKeyRules.PurposeOf(request.Use!)));
        }

        return refusal;
    }

    /// <inheritdoc/>
    protected override async Task<Result<SamlKeysResponse>> HandleAsync(AnnounceSamlKeyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var made = context.Kept<RingKey>();
        if (await rotation.AnnounceAsync(store, made, cancellationToken) != KeyRotationOutcome.Announced)
        {
            return SamlKeyRules.Invalid($"A next key for {request.Use} is announced already: rotate to it first");
        }

        context.Audit.Resources.Add(new AuditResource("Federation::SamlKey", made.KeyId));
        return new SamlKeysResponse { SamlKeys = SamlKeyShape.Of(await store.Keys.ListAsync(cancellationToken)) };
    }
}
