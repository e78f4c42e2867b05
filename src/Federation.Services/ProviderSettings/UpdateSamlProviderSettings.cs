using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.ProviderSettings;

/// <summary>
/// Changes the gateway's own settings of a provider. Mail domains and the listing on the sign-in page concern everybody who signs in here: only the management account
/// sets them, for a provider of any account, and nothing else of another account's provider.
/// </summary>
public sealed class UpdateSamlProviderSettings : WriteOperation<UpdateSamlProviderSettingsRequest, SamlProviderSettingsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "UpdateSamlProviderSettings", AccessLevel.PermissionsManagement) { Resource = ActionResource.SamlProvider, ConditionKeys = ["iam:ResourceTag/"] };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateSamlProviderSettingsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ProviderSettingsAccess.OnExistingAsync(Descriptor.Action, request.SAMLProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<SamlProviderSettingsResponse>> HandleAsync(
        UpdateSamlProviderSettingsRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        if (ProviderSettingsRules.TouchesSignInPage(request) && !await ProviderSettingsAccess.IsManagementAsync(store, context, cancellationToken))
        {
            return CommonErrors.AccessDenied("MailDomains and ShowOnSignIn are set by the management account");
        }

        var found = await ProviderSettingsAccess.FindAsync(store, context, request.SAMLProviderArn!, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        if (found.Value.AccountId != context.Caller.AccountId && !ProviderSettingsRules.TouchesNothingElse(request))
        {
            return CommonErrors.AccessDenied("Of another account's provider only MailDomains and ShowOnSignIn can be set here");
        }

        var settings = ProviderSettingsRules.Apply(found.Value.Settings, request);
        if (!settings.Succeeded)
        {
            return settings.Error;
        }

        var changed = found.Value with { Settings = settings.Value };
        var outcome = await store.SamlProviders.UpdateAsync(changed, cancellationToken);
        if (outcome != StoreOutcome.Stored)
        {
            return outcome == StoreOutcome.Conflict
                ? new AwsError("MailDomainInUseException", 400, "One of the mail domains belongs to another provider")
                : new AwsError("ConcurrentModificationException", 400, "Another request changed this provider at the same time");
        }

        var state = await ScheduleAsync(store, found.Value, changed, context.Now, cancellationToken);
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::SAMLProvider", changed.Arn));
        await store.MarkChangedAsync(changed.AccountId, cancellationToken);
        return ProviderSettingsView.Of(changed, state, context.Now);
    }

    /// <summary>A URL, or another trust anchor for it, makes the metadata due at once; no URL, never again.</summary>
    private static async Task<SamlMetadataState?> ScheduleAsync(IUnitOfWork store, SamlProvider before, SamlProvider after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = await store.SamlMetadataStates.FindAsync(after.AccountId, after.Name, cancellationToken);
        if (after.Settings.MetadataUrl == before.Settings.MetadataUrl && after.Settings.MetadataTrustAnchor == before.Settings.MetadataTrustAnchor)
        {
            return state;
        }

        state ??= new SamlMetadataState { AccountId = after.AccountId, ProviderName = after.Name };
        state = state with { NextRefreshAt = after.Settings.MetadataUrl is null ? null : now, History = state.History with { ETag = null, Failures = 0 } };
        return await store.SamlMetadataStates.PutAsync(state, cancellationToken) == StoreOutcome.Stored ? state : throw new StoreUnavailableException("the state of the metadata was written by another node");
    }
}
