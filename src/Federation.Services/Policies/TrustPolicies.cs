using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Policy;
using Federation.Services.Iam.Roles;

namespace Federation.Services.Policies;

/// <summary>
/// Trust policies on their way in and out. Users and roles stand in the stored document by their unique ids, so that a namesake made later is not trusted;
/// once the entity is gone, the id is what is shown (AWS: IAM JSON policy elements, Principal).
/// </summary>
internal static class TrustPolicies
{
    /// <summary>Checks a document and puts unique ids in the place of ARNs.</summary>
    internal static async Task<Result<string>> ToStoredAsync(string document, IUnitOfWork store, CancellationToken cancellationToken)
    {
        var read = PolicyDocument.Read(document, PolicyKind.Trust);
        if (!read.IsValid)
        {
            return PolicyDocuments.Malformed(read);
        }

        if (read.Document.LengthWithoutWhiteSpace > RoleRules.MostTrustCharacters)
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for ACLSizePerRole: {RoleRules.MostTrustCharacters}");
        }

        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in read.Document.PrincipalEntries)
        {
            var known = await ResolveAsync(entry, store, cancellationToken);
            if (known is null)
            {
                return IamErrors.MalformedPolicyDocument(entry.InvalidPrincipalMessage);
            }

            ids[entry.Text] = known;
        }

        return read.Document.RewritePrincipals(entry => ids.GetValueOrDefault(entry.Text));
    }

    /// <summary>The stored document with ARNs in the place of the unique ids of entities that are still there.</summary>
    internal static async Task<string> ToShownAsync(string stored, IUnitOfWork store, CancellationToken cancellationToken)
    {
        if (PolicyDocument.ReadForEvaluation(stored, PolicyKind.Trust).Document is not { } document)
        {
            return stored;
        }

        var arns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in document.PrincipalEntries.Where(entry => entry.Kind == PrincipalEntryKind.UniqueId))
        {
            if (UniqueIds.TryGetAccount(entry.Text, out var account) && await ArnOfAsync(account, entry.Text, store, cancellationToken) is { } arn)
            {
                arns[entry.Text] = arn;
            }
        }

        return document.RewritePrincipals(entry => arns.GetValueOrDefault(entry.Text));
    }

    /// <summary>The text to store for an entry; null where it names nothing that exists.</summary>
    private static async Task<string?> ResolveAsync(PrincipalEntry entry, IUnitOfWork store, CancellationToken cancellationToken)
    {
        switch (entry.Kind)
        {
            case PrincipalEntryKind.Account:
                return AccountId.TryCreate(entry.AccountId, out var account) && await store.Accounts.FindAsync(account, cancellationToken) is not null ? entry.Text : null;
            case PrincipalEntryKind.AwsArn:
                return await IdOfAsync(entry.Text, store, cancellationToken);
            case PrincipalEntryKind.UniqueId:
                return UniqueIds.TryGetAccount(entry.Text, out var owner) && await ArnOfAsync(owner, entry.Text, store, cancellationToken) is not null ? entry.Text : null;
            case PrincipalEntryKind.Everyone or PrincipalEntryKind.Federated or PrincipalEntryKind.Service:
                return entry.Text;
            case PrincipalEntryKind.CanonicalUser:
            default:
                return null;
        }
    }

    private static async Task<string?> IdOfAsync(string arn, IUnitOfWork store, CancellationToken cancellationToken)
    {
        if (Arns.TryParseIam(arn, "role", out var account, out var path, out var name))
        {
            var role = await store.Roles.FindByNameAsync(account, name, cancellationToken);
            // The path is part of the ARN: a role of the same name elsewhere is not meant.
            return role is not null && role.Path == path ? role.RoleId : null;
        }

        if (Arns.TryParseIam(arn, "user", out var home, out var userPath, out var userName))
        {
            var user = await store.Users.FindByNameAsync(home, userName, cancellationToken);
            return user is not null && user.Path == userPath ? user.UserId : null;
        }

        // Role sessions stand as they are: they name a session, not an entity (AWS: role session principals). Their role has to exist.
        const string Sessions = ":assumed-role/";
        return arn.IndexOf(Sessions, StringComparison.Ordinal) is var at and > 0 && Arn.TryParse(arn, out var parsed) && AccountId.TryCreate(parsed.AccountId, out var owner)
            && arn[(at + Sessions.Length)..].Split('/') is [{ Length: > 0 } roleName, { Length: > 0 }]
            && await store.Roles.FindByNameAsync(owner, roleName, cancellationToken) is not null ? arn : null;
    }

    private static async Task<string?> ArnOfAsync(AccountId account, string uniqueId, IUnitOfWork store, CancellationToken cancellationToken) =>
        uniqueId.StartsWith(UniqueIdPrefix.Role, StringComparison.Ordinal) ? (await store.Roles.FindByIdAsync(account, uniqueId, cancellationToken))?.Arn
        : uniqueId.StartsWith(UniqueIdPrefix.User, StringComparison.Ordinal) ? (await store.Users.FindByIdAsync(account, uniqueId, cancellationToken))?.Arn
        : null;
}
