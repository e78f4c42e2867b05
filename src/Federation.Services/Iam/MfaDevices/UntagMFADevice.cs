using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: UntagMFADevice.</summary>
public sealed record UntagMFADeviceRequest
{
    /// <summary>ARN of the device.</summary>
    [Required, Length(9, 256), RegularExpression(MfaRules.SerialPattern)]
    public string? SerialNumber { get; init; }

    /// <summary>Keys, without regard to case.</summary>
    [Required, Length(0, 50), ElementLength(1, 128), ElementPattern(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public IReadOnlyList<string>? TagKeys { get; init; }
}

/// <summary>Removes tags from a device.</summary>
public sealed class UntagMFADevice : WriteOperation<UntagMFADeviceRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UntagMFADevice", AccessLevel.Tagging) { Resource = ActionResource.MfaDevice };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UntagMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await MfaRules.OnExistingAsync(Descriptor.Action, request.SerialNumber!, context, cancellationToken, keys =>
        {
            if (request.TagKeys is { Count: > 0 } tagKeys)
            {
                keys["aws:TagKeys"] = tagKeys;
            }
        }));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(UntagMFADeviceRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await MfaRules.FindSeenAsync(store, context, request.SerialNumber!, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::VirtualMFADevice", found.Value.SerialNumber));
        return await store.MfaDevices.UpdateAsync(found.Value with { Tags = TagRules.Without(found.Value.Tags, request.TagKeys) }, cancellationToken) == StoreOutcome.Stored
            ? Nothing.Value
            : IamErrors.ConcurrentChange();
    }
}
