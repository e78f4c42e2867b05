using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.PasswordPolicies;

/// <summary>Goes back to the default policy.</summary>
public sealed class DeleteAccountPasswordPolicy : WriteOperation<Nothing, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteAccountPasswordPolicy", AccessLevel.Write) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(Nothing request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        await store.PasswordPolicies.RemoveAsync(context.Caller.AccountId, cancellationToken) == StoreOutcome.Stored
            ? Nothing.Value
            : IamErrors.NoSuchEntity("The account policy with name PasswordPolicy cannot be found.");
}
