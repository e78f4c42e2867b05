using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS's quota of inline policies: their characters without white space, all policies of one owner together.</summary>
internal static class InlinePolicyQuota
{
    /// <summary>Null where the policy fits beside the others.</summary>
    internal static async Task<AwsError?> CheckAsync(
        IUnitOfWork store, AccountId account, string ownerId, string policyName, string document, int most, string owner, CancellationToken cancellationToken)
    {
        var total = Size(document);
        string? after = null;
        do
        {
            var page = await store.InlinePolicies.ListAsync(account, ownerId, after, Paging.DefaultItems, cancellationToken);
            total += page.Items.Where(policy => !string.Equals(policy.PolicyName, policyName, StringComparison.OrdinalIgnoreCase)).Sum(policy => Size(policy.Document));
            after = page.Next;
        }
        while (after is not null);

        return total > most ? IamErrors.LimitExceeded($"Maximum policy size of {most} bytes exceeded for {owner}") : null;
    }

    /// <summary>Characters that are not white space.</summary>
    internal static int Size(string document) => document.Count(c => !char.IsWhiteSpace(c));
}
