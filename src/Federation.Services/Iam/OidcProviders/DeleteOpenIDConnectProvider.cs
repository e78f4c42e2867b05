using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>AWS: DeleteOpenIDConnectProvider.</summary>
public sealed record DeleteOpenIDConnectProviderRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? OpenIDConnectProviderArn { get; init; }
}

/// <summary>Removes a provider; one that is not there is removed already. Trust policies that name it stay as they are and match nothing.</summary>
public sealed class DeleteOpenIDConnectProvider : WriteOperation<DeleteOpenIDConnectProviderRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteOpenIDConnectProvider", AccessLevel.Write) { Resource = ActionResource.OidcProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteOpenIDConnectProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await OidcProviderRules.OnExistingAsync(Descriptor.Action, request.OpenIDConnectProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteOpenIDConnectProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await OidcProviderRules.FindAsync(store, context, request.OpenIDConnectProviderArn!, cancellationToken);
        if (!found.Succeeded)
        {
            // AWS: the operation is idempotent.
            return found.Error.Code == "NoSuchEntity" ? Nothing.Value : found.Error;
        }

        if (await store.OidcProviders.RemoveAsync(found.Value.AccountId, found.Value.Url, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        OidcProviderRules.Audit(context, found.Value.Arn);
        return Nothing.Value;
    }
}
