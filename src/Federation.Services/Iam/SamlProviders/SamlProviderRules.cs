using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.SamlProviders;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>What the SAML provider operations share.</summary>
internal static class SamlProviderRules
{
    private const string Kind = "saml-provider";

    /// <summary>The provider an ARN of the caller's account names, within a unit of work.</summary>
    internal static async Task<Result<SamlProvider>> FindAsync(ISamlProviderStore store, OperationContext context, string arn, CancellationToken cancellationToken)
    {
        if (!Arns.TryParseIam(arn, "saml-provider", out var account, out _, out var name))
        {
            return CommonErrors.Validation($"Invalid ARN:  Could not be parsed!");
        }

        // A provider of another account is not there for this caller: accounts are walls.
        var provider = account == context.Caller.AccountId ? await store.FindAsync(account, name, cancellationToken) : null;
        provider = provider?.Arn == arn ? provider : null;
        return !IsAsSeen(context, arn, provider)
            ? IamErrors.ConcurrentChange()
            : provider is null ? NotFound(arn) : provider;
    }

    /// <summary>Remembers what a demand was decided on.</summary>
    internal static void Saw(OperationContext context, string arn, SamlProvider? provider) => context.Saw(Kind, arn, IdentityOf(provider));

    /// <summary>False where the provider is another one, or another version, than the demand was decided on.</summary>
    internal static bool IsAsSeen(OperationContext context, string arn, SamlProvider? provider) => context.IsAsSeen(Kind, arn, IdentityOf(provider));

    private static string? IdentityOf(SamlProvider? provider) =>
        provider is null ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{provider.ProviderId}/{provider.Version}");

    internal static AwsError NotFound(string arn) => IamErrors.NoSuchEntity($"Manifest not found for arn {arn}");
}
