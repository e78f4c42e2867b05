using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>AWS: DeleteSAMLProvider.</summary>
public sealed record DeleteSAMLProviderRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }
}

/// <summary>Removes a provider. Role trust policies that name it stay as they are and match nothing.</summary>
public sealed class DeleteSAMLProvider : WriteOperation<DeleteSAMLProviderRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteSAMLProvider", AccessLevel.Write)
    {
        Resource = ActionResource.SamlProvider,
        Differs = "DeleteConflict for as long as role mappings of the provider exist",
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteSAMLProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await SamlProviderDemand.OnExistingAsync(Descriptor.Action, request.SAMLProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteSAMLProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await SamlProviderRules.FindAsync(store.SamlProviders, context, request.SAMLProviderArn!, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        // A mapping that outlived its provider would give its roles to the people of the next one of that name.
        if ((await store.RoleMappings.ListForProviderAsync(found.Value.AccountId, found.Value.Arn, cancellationToken)).Count > 0)
        {
            return IamErrors.DeleteConflict("Cannot delete entity, must delete the role mappings of the provider first.");
        }

        if (await store.SamlProviders.RemoveAsync(found.Value.AccountId, found.Value.Name, cancellationToken) != StoreOutcome.Stored)
        {
            return SamlProviderRules.NotFound(request.SAMLProviderArn!);
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::SAMLProvider", found.Value.Arn));
        return Nothing.Value;
    }
}
