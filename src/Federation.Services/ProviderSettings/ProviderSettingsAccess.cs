using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Pipeline;

namespace Federation.Services.ProviderSettings;

/// <summary>Whose providers a caller reaches by the gateway's own operations: those of its account, and for the management account those of every account.</summary>
internal static class ProviderSettingsAccess
{
    internal static async Task<Result<SamlProvider>> FindAsync(IUnitOfWork store, OperationContext context, string arn, CancellationToken cancellationToken)
    {
        if (Arns.TryParseIam(arn, "saml-provider", out var account, out _, out var name) && account != context.Caller.AccountId && await IsManagementAsync(store, context, cancellationToken))
        {
            return await store.SamlProviders.FindAsync(account, name, cancellationToken) is { } provider && provider.Arn == arn ? provider : SamlProviderRules.NotFound(arn);
        }

        return await SamlProviderRules.FindAsync(store.SamlProviders, context, arn, cancellationToken);
    }

    internal static async Task<bool> IsManagementAsync(IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        (await store.Accounts.FindManagementAsync(cancellationToken))?.AccountId == context.Caller.AccountId;
}
