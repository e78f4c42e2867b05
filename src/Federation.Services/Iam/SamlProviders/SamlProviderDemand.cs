using Federation.Services.Pipeline;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>The demand of an operation on an existing provider: its ARN, with its tags as condition keys.</summary>
internal static class SamlProviderDemand
{
    internal static async Task<Demand> OnExistingAsync(
        string action, string arn, OperationContext context, CancellationToken cancellationToken, Action<IDictionary<string, IReadOnlyList<string>>>? more = null)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var store = await context.ReadAsync(cancellationToken);
        var provider = await SamlProviderRules.FindAsync(store.SamlProviders, context, arn, cancellationToken);
        SamlProviderRules.Saw(context, arn, provider.Value);
        if (provider.Succeeded)
        {
            TagRules.AddResourceContext(keys, provider.Value.Tags);
        }

        more?.Invoke(keys);
        return Demand.Identity(action, arn, context.Caller.AccountId) with { Context = keys };
    }
}
