using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Model.Users;

namespace Federation.Services.Revocations;

/// <summary>How a principal that is named by an ARN stands in the claims of its sessions.</summary>
internal static class RevocablePrincipal
{
    /// <summary>The subject key of a person or of root of the account; null where the ARN names none.</summary>
    internal static string? KeyOf(string arn, AccountId account)
    {
        if (arn == Arns.Root(account))
        {
            return account.Value;
        }

        // An issuer's URL has slashes and no number sign, so that whatever follows the first one is the subject.
        if (arn.Split('#', 2) is [var oidc, { Length: > 0 } bearer] && Arns.TryParseOidcProvider(oidc, out var owner, out _) && owner == account)
        {
            return WebIdentity.TokenIdentity.SubjectKeyOf(oidc, bearer);
        }

        // A provider's name has no slash, so that whatever follows it is the subject, slashes and blanks included.
        var head = Arns.SamlProvider(account, string.Empty);
        return arn.StartsWith(head, StringComparison.Ordinal) && arn[head.Length..].Split('/', 2) is [{ Length: > 0 } provider, { Length: > 0 } subject]
            ? Federated.SamlIdentity.SubjectKeyOf(Arns.SamlProvider(account, provider), subject)
            : null;
    }

    /// <summary>The user of the account that the ARN, path included, names: its sessions carry its unique id, and so do those of roles that it assumed.</summary>
    internal static async Task<User?> FindUserAsync(string arn, AccountId account, IUnitOfWork store, CancellationToken cancellationToken) =>
        Arns.TryParseIam(arn, "user", out var owner, out _, out var name) && owner == account
        && await store.Users.FindByNameAsync(account, name, cancellationToken) is { } user && user.Arn == arn
            ? user
            : null;
}
