using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Gateway.Saml;

/// <summary>What <c>/saml/login?provider=</c> names: an ARN, or the name of a provider of the management account.</summary>
internal static class ProviderReference
{
    /// <summary>The ARN; null where the text names none.</summary>
    internal static async Task<string?> ResolveAsync(string? text, IDatabase database, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 256)
        {
            return null;
        }

        if (text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return text;
        }

        await using var store = await database.BeginReadAsync(cancellationToken);
        var management = await store.Accounts.FindManagementAsync(cancellationToken);
        return management is null ? null : Arns.SamlProvider(management.AccountId, text);
    }
}
