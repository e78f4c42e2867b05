using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.OidcProviders;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>What the operations on OpenID Connect providers share: quotas, texts and demands.</summary>
internal static class OidcProviderRules
{
    /// <summary>AWS's quota of OpenID Connect providers in an account.</summary>
    internal const int MostPerAccount = 100;

    /// <summary>AWS's quota of client ids of a provider.</summary>
    internal const int MostClientIds = 100;

    /// <summary>AWS's quota of thumbprints of a provider.</summary>
    internal const int MostThumbprints = 5;

    private const string Kind = "oidc-provider";

    /// <summary>The provider an ARN of the caller's account names, within a unit of work.</summary>
    internal static async Task<Result<OidcProvider>> FindAsync(IUnitOfWork store, OperationContext context, string arn, CancellationToken cancellationToken)
    {
        if (!Arns.TryParseOidcProvider(arn, out var account, out var url))
        {
            return CommonErrors.Validation("Invalid ARN:  Could not be parsed!");
        }

        // A provider of another account is not there for this caller: accounts are walls.
        var provider = account == context.Caller.AccountId ? await store.OidcProviders.FindAsync(account, url, cancellationToken) : null;
        return !context.IsAsSeen(Kind, arn, IdentityOf(provider)) ? IamErrors.ConcurrentChange()
            : provider is null ? NotFound(arn)
            : provider;
    }

    /// <summary>The demand of an operation on an existing provider: its ARN, with its tags as condition keys.</summary>
    internal static async Task<Demand> OnExistingAsync(
        string action, string arn, OperationContext context, CancellationToken cancellationToken, Action<IDictionary<string, IReadOnlyList<string>>>? more = null)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var provider = (await FindAsync(await context.ReadAsync(cancellationToken), context, arn, cancellationToken)).Value;
        context.Saw(Kind, arn, IdentityOf(provider));
        if (provider is not null)
        {
            TagRules.AddResourceContext(keys, provider.Tags);
        }

        more?.Invoke(keys);
        return Demand.Identity(action, arn, context.Caller.AccountId) with { Context = keys };
    }

    /// <summary>Finds, changes and writes a provider.</summary>
    internal static async Task<Result<Nothing>> ChangeAsync(
        IUnitOfWork store, OperationContext context, string arn, Func<OidcProvider, Result<OidcProvider>> change, CancellationToken cancellationToken)
    {
        var found = await FindAsync(store, context, arn, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var changed = change(found.Value);
        if (!changed.Succeeded)
        {
            return changed.Error;
        }

        if (await store.OidcProviders.UpdateAsync(changed.Value, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        Audit(context, changed.Value.Arn);
        return Nothing.Value;
    }

    internal static void Audit(OperationContext context, string arn) => context.Audit.Resources.Add(new AuditResource("AWS::IAM::OIDCProvider", arn));

    /// <summary>Client ids without repetitions, as many as a provider may have.</summary>
    internal static Result<IReadOnlyList<string>> ReadClientIds(IEnumerable<string> clientIds)
    {
        IReadOnlyList<string> distinct = [.. clientIds.Distinct(StringComparer.Ordinal)];
        return distinct.Count > MostClientIds
            ? IamErrors.LimitExceeded($"Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: {MostClientIds}")
            : Result<IReadOnlyList<string>>.Of(distinct);
    }

    /// <summary>Thumbprints in the form they are compared in.</summary>
    internal static Result<IReadOnlyList<string>> ReadThumbprints(IReadOnlyList<string>? thumbprints)
    {
        IReadOnlyList<string> distinct = [.. (thumbprints ?? []).Select(thumbprint => thumbprint.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
        return distinct.Any(thumbprint => !thumbprint.All(char.IsAsciiHexDigitLower)) ? IamErrors.InvalidInput("Thumbprints must be 40 hexadecimal digits.")
            : distinct.Count > MostThumbprints ? IamErrors.InvalidInput("Thumbprint list must contain fewer than 5 entries.")
            : Result<IReadOnlyList<string>>.Of(distinct);
    }

    private static string? IdentityOf(OidcProvider? provider) => provider is null ? null : SeenEntity.Of(provider.ProviderId, provider.Arn, null, provider.Tags);

    private static AwsError NotFound(string arn) => IamErrors.NoSuchEntity($"OpenIDConnect Provider not found for arn {arn}");
}
