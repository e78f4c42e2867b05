using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: TagMFADevice.</summary>
public sealed record TagMFADeviceRequest
{
    /// <summary>ARN of the device.</summary>
    [Required, Length(9, 256), RegularExpression(MfaRules.SerialPattern)]
    public string? SerialNumber { get; init; }

    /// <summary>Added, or overwritten where the key is there.</summary>
    [Required, Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Adds tags to a device.</summary>
public sealed class TagMFADevice : WriteOperation<TagMFADeviceRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "TagMFADevice", AccessLevel.Tagging) { Resource = ActionResource.MfaDevice };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(TagMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await MfaRules.OnExistingAsync(Descriptor.Action, request.SerialNumber!, context, cancellationToken, keys => TagRules.AddRequestContext(keys, request.Tags)));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(TagMFADeviceRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await MfaRules.FindSeenAsync(store, context, request.SerialNumber!, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var tags = TagRules.Merge(found.Value.Tags, request.Tags);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::VirtualMFADevice", found.Value.SerialNumber));
        return await store.MfaDevices.UpdateAsync(found.Value with { Tags = tags.Value }, cancellationToken) == StoreOutcome.Stored ? Nothing.Value : IamErrors.ConcurrentChange();
    }
}
