using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.AccessKeys;

/// <summary>AWS: DeleteAccessKey.</summary>
public sealed record DeleteAccessKeyRequest
{
    /// <summary>Name of the user; the caller, a user or root, by default.</summary>
    [Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Id of the key.</summary>
    [Required, Length(16, 128), RegularExpression(@"[\w]+")]
    public string? AccessKeyId { get; init; }
}

/// <summary>Removes a key, which signs nothing from the next request on.</summary>
public sealed class DeleteAccessKey : WriteOperation<DeleteAccessKeyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteAccessKey", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteAccessKeyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        UserOrCaller.DemandsAsync(Descriptor.Action, request.UserName, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteAccessKeyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
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

        if (await store.AccessKeys.RemoveAsync(key.Value.AccountId, key.Value.AccessKeyId, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::AccessKey", key.Value.AccessKeyId));
        return Nothing.Value;
    }
}
