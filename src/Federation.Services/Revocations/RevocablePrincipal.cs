using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Services.Federated;
using Federation.Services.WebIdentity;

namespace Federation.Services.Revocations;

/// <summary>
/// A principal whose sessions are to end. Whom a provider vouches for is written down nowhere, and any subject may be named; the provider itself must be there, or a slip of the pen would
/// be answered with a success that ends nobody's session.
/// </summary>
/// <param name="Key">How it stands in the claims of its sessions.</param>
/// <param name="Arn">Its ARN with the provider's name as it is stored: names are found without regard to case, and sessions have the stored one.</param>
/// <param name="Identity">Unique id of the user or provider that the ARN names now.</param>
/// <param name="Tags">Those of the user or the provider.</param>
/// <param name="Resource">The user or provider, for the audit record; null for root.</param>
internal sealed record RevocablePrincipal(string Key, string Arn, string Identity, IReadOnlyList<Tag> Tags, AuditResource? Resource)
{
    /// <summary>The principal of the account that an ARN names, or null.</summary>
    internal static async Task<RevocablePrincipal?> FindAsync(string arn, AccountId account, IUnitOfWork store, CancellationToken cancellationToken)
    {
        if (arn == Arns.Root(account))
        {
            return new RevocablePrincipal(account.Value, arn, account.Value, [], null);
        }

        // An issuer's URL has slashes and no number sign, so that whatever follows the first one is the subject.
        if (arn.Split('#', 2) is [var oidc, { Length: > 0 } bearer] && Arns.TryParseOidcProvider(oidc, out var owner, out var url) && owner == account)
        {
            return await store.OidcProviders.FindAsync(account, url, cancellationToken) is { } issuer
                ? new RevocablePrincipal(TokenIdentity.SubjectKeyOf(issuer.Arn, bearer), $"{issuer.Arn}#{bearer}", issuer.ProviderId, issuer.Tags, new AuditResource("AWS::IAM::OIDCProvider", issuer.Arn))
                : null;
        }

        // A provider's name has no slash, so that whatever follows it is the subject, slashes and blanks included.
        var head = Arns.SamlProvider(account, string.Empty);
        if (arn.StartsWith(head, StringComparison.Ordinal) && arn[head.Length..].Split('/', 2) is [{ Length: > 0 } name, { Length: > 0 } subject])
        {
            return await store.SamlProviders.FindAsync(account, name, cancellationToken) is { } provider
                ? new RevocablePrincipal(SamlIdentity.SubjectKeyOf(provider.Arn, subject), $"{provider.Arn}/{subject}", provider.ProviderId, provider.Tags, new AuditResource("AWS::IAM::SAMLProvider", provider.Arn))
                : null;
        }

        return await FindUserAsync(arn, account, store, cancellationToken);
    }

    /// <summary>The user of the account that the ARN, path included, names: its sessions carry its unique id, and so do those of roles that it assumed.</summary>
    private static async Task<RevocablePrincipal?> FindUserAsync(string arn, AccountId account, IUnitOfWork store, CancellationToken cancellationToken) =>
        Arns.TryParseIam(arn, "user", out var owner, out _, out var name) && owner == account
        && await store.Users.FindByNameAsync(account, name, cancellationToken) is { } user && user.Arn == arn
            ? new RevocablePrincipal(user.UserId, arn, user.UserId, user.Tags, new AuditResource("AWS::IAM::User", arn))
            : null;
}
