using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Pipeline;

namespace Federation.Services.ProviderSettings;

/// <summary>federation: RefreshSamlProviderMetadata.</summary>
public sealed record RefreshSamlProviderMetadataRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }
}

/// <summary>Makes the metadata of a provider due now: the next round of the job fetches it.</summary>
public sealed class RefreshSamlProviderMetadata : WriteOperation<RefreshSamlProviderMetadataRequest, SamlProviderSettingsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "RefreshSamlProviderMetadata", AccessLevel.Write) { Resource = ActionResource.SamlProvider, ConditionKeys = ["iam:ResourceTag/"] };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(RefreshSamlProviderMetadataRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await SamlProviderDemand.OnExistingAsync(Descriptor.Action, request.SAMLProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<SamlProviderSettingsResponse>> HandleAsync(
        RefreshSamlProviderMetadataRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await SamlProviderRules.FindAsync(store.SamlProviders, context, request.SAMLProviderArn!, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        if (found.Value.Settings.MetadataUrl is null)
        {
            return ProviderSettingsRules.Invalid("the provider has no MetadataUrl: set it first, or upload the metadata");
        }

        var state = await store.SamlMetadataStates.FindAsync(found.Value.AccountId, found.Value.Name, cancellationToken)
            ?? new Model.SamlProviders.SamlMetadataState { AccountId = found.Value.AccountId, ProviderName = found.Value.Name };
        state = state with { NextRefreshAt = context.Now };
        if (await store.SamlMetadataStates.PutAsync(state, cancellationToken) != StoreOutcome.Stored)
        {
            return new AwsError("ConcurrentModificationException", 400, "Another request changed this provider at the same time");
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::SAMLProvider", found.Value.Arn));
        return ProviderSettingsView.Of(found.Value, state, context.Now);
    }
}
