using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Services.Iam;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Pipeline;

namespace Federation.Services.ProviderSettings;

/// <summary>Whose providers a caller reaches by the gateway's own operations: those of its account, and for the management account those of every account.</summary>
internal static class ProviderSettingsAccess
{
    /// <summary>The demand on a provider: its ARN, its account and its tags as condition keys.</summary>
    internal static async Task<Demand> OnExistingAsync(string action, string arn, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        if (await OthersAsync(store, context, arn, cancellationToken) is not { } foreign)
        {
            return await SamlProviderDemand.OnExistingAsync(action, arn, context, cancellationToken);
        }

        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        TagRules.AddResourceContext(keys, foreign.Tags);
        SamlProviderRules.Saw(context, arn, foreign);
        return Demand.Identity(action, arn, foreign.AccountId) with { Context = keys, IsForCallerToDecide = true };
    }

    /// <summary>The provider. What is done to another account's stands in that account's trail too.</summary>
    internal static async Task<Result<SamlProvider>> FindAsync(IUnitOfWork store, OperationContext context, string arn, CancellationToken cancellationToken)
    {
        if (await OthersAsync(store, context, arn, cancellationToken) is not { } foreign)
        {
            return await SamlProviderRules.FindAsync(store.SamlProviders, context, arn, cancellationToken);
        }

        context.Audit.AlsoFor = foreign.AccountId;
        return SamlProviderRules.IsAsSeen(context, arn, foreign) ? foreign : IamErrors.ConcurrentChange();
    }

    internal static async Task<bool> IsManagementAsync(IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        (await store.Accounts.FindManagementAsync(cancellationToken))?.AccountId == context.Caller.AccountId;

    /// <summary>Another account's provider, for the management account alone.</summary>
    private static async Task<SamlProvider?> OthersAsync(IUnitOfWork store, OperationContext context, string arn, CancellationToken cancellationToken) =>
        Arns.TryParseIam(arn, "saml-provider", out var account, out _, out var name) && account != context.Caller.AccountId && await IsManagementAsync(store, context, cancellationToken)
        && await store.SamlProviders.FindAsync(account, name, cancellationToken) is { } provider && provider.Arn == arn
            ? provider
            : null;
}
