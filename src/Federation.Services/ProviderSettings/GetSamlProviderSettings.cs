using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.ProviderSettings;

/// <summary>federation: GetSamlProviderSettings.</summary>
public sealed record GetSamlProviderSettingsRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }
}

/// <summary>Shows the gateway's own settings of a provider and the state of its metadata.</summary>
public sealed class GetSamlProviderSettings : ReadOperation<GetSamlProviderSettingsRequest, SamlProviderSettingsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "GetSamlProviderSettings", AccessLevel.Read) { Resource = ActionResource.SamlProvider, ConditionKeys = ["iam:ResourceTag/"] };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetSamlProviderSettingsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ProviderSettingsAccess.OnExistingAsync(Descriptor.Action, request.SAMLProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<SamlProviderSettingsResponse>> HandleAsync(GetSamlProviderSettingsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var provider = await ProviderSettingsAccess.FindAsync(store, context, request.SAMLProviderArn!, cancellationToken);
        return provider.Succeeded
            ? ProviderSettingsView.Of(provider.Value, await store.SamlMetadataStates.FindAsync(provider.Value.AccountId, provider.Value.Name, cancellationToken), context.Now)
            : provider.Error;
    }
}
