using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class InlinePolicyStore(SqlSession session) : IInlinePolicyStore
{
    public async Task<StoreOutcome> PutAsync(InlinePolicy policy, CancellationToken cancellationToken)
    {
        var arguments = new
        {
            account = policy.AccountId,
            ownerId = new Ascii(policy.OwnerId),
            nameKey = NameKey.Of(policy.PolicyName),
            name = policy.PolicyName,
            document = policy.Document,
        };
        if (await session.ChangeAsync(InlinePolicySql.Update, arguments, cancellationToken) == StoreOutcome.Stored)
        {
            return StoreOutcome.Stored;
        }

        // Conflict: another caller put the same name since; the later of two puts stays.
        var inserted = await session.InsertAsync(InlinePolicySql.Add, arguments, cancellationToken);
        return inserted == StoreOutcome.Conflict ? await session.ChangeAsync(InlinePolicySql.Update, arguments, cancellationToken) : inserted;
    }

    public async Task<InlinePolicy?> FindAsync(AccountId account, string ownerId, string policyName, CancellationToken cancellationToken)
    {
        var arguments = new { account, ownerId = new Ascii(ownerId), nameKey = NameKey.Of(policyName) };
        return (await session.FirstOrDefaultAsync<PolicyRow>(InlinePolicySql.Find, arguments, cancellationToken))?.ToPolicy();
    }

    public async Task<Page<InlinePolicy>> ListAsync(AccountId account, string ownerId, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, ownerId = new Ascii(ownerId), after = after ?? string.Empty, take = Paging.Probe(take) };
        var rows = await session.ListAsync<PolicyRow>(InlinePolicySql.List, arguments, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToPolicy(), static row => row.NameKey);
    }

    public async Task<IReadOnlyList<InlinePolicy>> ListOfOwnersAsync(AccountId account, IReadOnlyList<string> ownerIds, CancellationToken cancellationToken) =>
        ownerIds.Count == 0
            ? []
            : (await session.ListAsync<PolicyRow>(InlinePolicySql.ListOfOwners, new { account, ownerIds = StoreJson.Write(ownerIds) }, cancellationToken)).ConvertAll(static row => row.ToPolicy());

    public Task<StoreOutcome> RemoveAsync(AccountId account, string ownerId, string policyName, CancellationToken cancellationToken) =>
        session.ChangeAsync(InlinePolicySql.Remove, new { account, ownerId = new Ascii(ownerId), nameKey = NameKey.Of(policyName) }, cancellationToken);

    private sealed class PolicyRow
    {
        public AccountId AccountId { get; init; }

        public required string OwnerId { get; init; }

        public required string NameKey { get; init; }

        public required string PolicyName { get; init; }

        public required string PolicyDocument { get; init; }

        public InlinePolicy ToPolicy() => new() { AccountId = AccountId, OwnerId = OwnerId, PolicyName = PolicyName, Document = PolicyDocument };
    }
}
