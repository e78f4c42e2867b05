using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.AccessKeys;

/// <summary>AWS: UpdateAccessKey.</summary>
public sealed record UpdateAccessKeyRequest
{
    /// <summary>Name of the user; the caller, a user or root, by default.</summary>
    [Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Id of the key.</summary>
    [Required, Length(16, 128), RegularExpression(@"[\w]+")]
    public string? AccessKeyId { get; init; }

    /// <summary>Active or Inactive. AWS's model knows Expired as well; keys here do not expire.</summary>
    [Required, AllowedValues(AccessKeyRules.Active, AccessKeyRules.Inactive, "Expired")]
    public string? Status { get; init; }
}

/// <summary>Switches a key off and on. One that is off signs nothing from the next request on.</summary>
public sealed class UpdateAccessKey : WriteOperation<UpdateAccessKeyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UpdateAccessKey", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateAccessKeyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        UserOrCaller.DemandsAsync(Descriptor.Action, request.UserName, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(UpdateAccessKeyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        if (request.Status is not (AccessKeyRules.Active or AccessKeyRules.Inactive))
        {
            return IamErrors.InvalidInput($"The status {request.Status} cannot be set.");
        }

        var owner = await UserOrCaller.FindAsync(store, request.UserName, context, cancellationToken);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        var key = await AccessKeyRules.FindAsync(store, owner.Value, request.AccessKeyId!, context, cancellationToken);
        if (!key.Succeeded)
        {
            return key.Error;
        }

        if (await store.AccessKeys.SetStatusAsync(key.Value.AccountId, key.Value.AccessKeyId, request.Status, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::AccessKey", key.Value.AccessKeyId));
        return Nothing.Value;
    }
}
