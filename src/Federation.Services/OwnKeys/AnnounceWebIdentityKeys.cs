using Federation.Model.Audit;
using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.OwnKeys;

/// <summary>federation: AnnounceWebIdentityKeys. Makes the next keys and shows them in the key sets; nothing is signed with them before RotateWebIdentityKeys.</summary>
public sealed class AnnounceWebIdentityKeys(IKeyRotation rotation) : WriteOperation<Nothing, WebIdentityKeysResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "AnnounceWebIdentityKeys", AccessLevel.Write) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override Task<AwsError?> PrepareAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        WebIdentityKeyRules.MakeAsync(rotation, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<WebIdentityKeysResponse>> HandleAsync(Nothing request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        if (!(await WebIdentityKeyRules.ListAsync(store, cancellationToken)).Any(key => key.State == KeyState.Current))
        {
            return WebIdentityKeyRules.Invalid("There are no keys yet: they are made when the first account turns outbound web identity federation on");
        }

        foreach (var made in context.Kept<IReadOnlyList<RingKey>>())
        {
            if (await rotation.AnnounceAsync(store, made, cancellationToken) != KeyRotationOutcome.Announced)
            {
                return WebIdentityKeyRules.Invalid("Next keys are announced already: rotate to them first");
            }

            context.Audit.Resources.Add(new AuditResource("Federation::WebIdentityKey", made.KeyId));
        }

        return await WebIdentityKeyRules.ShowAsync(store, cancellationToken);
    }
}
