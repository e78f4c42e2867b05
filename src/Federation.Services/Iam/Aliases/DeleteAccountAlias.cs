using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Aliases;

/// <summary>AWS: DeleteAccountAlias.</summary>
public sealed record DeleteAccountAliasRequest
{
    /// <summary>The alias.</summary>
    [Required, Length(3, 63), RegularExpression(AliasRules.Pattern)]
    public string? AccountAlias { get; init; }
}

/// <summary>Takes the account's alias away. Its people sign in with the account's number then.</summary>
public sealed class DeleteAccountAlias : WriteOperation<DeleteAccountAliasRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteAccountAlias", AccessLevel.Write) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteAccountAliasRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteAccountAliasRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        await store.AccountAliases.RemoveAsync(context.Caller.AccountId, request.AccountAlias!, cancellationToken) == StoreOutcome.Stored
            ? Nothing.Value
            : AliasRules.NotFound(request.AccountAlias!);
}
