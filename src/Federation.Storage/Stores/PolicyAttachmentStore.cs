using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class PolicyAttachmentStore(SqlSession session) : IPolicyAttachmentStore
{
    public Task<StoreOutcome> AddAsync(PolicyAttachment attachment, CancellationToken cancellationToken) =>
        session.InsertAsync(
            PolicyAttachmentSql.Add,
            new
            {
                account = attachment.AccountId,
                ownerId = new Ascii(attachment.OwnerId),
                usage = (int)attachment.Usage,
                policyId = new Ascii(attachment.PolicyId),
                nameKey = NameKey.Of(attachment.PolicyName),
                name = attachment.PolicyName,
                arn = attachment.PolicyArn,
            },
            cancellationToken);

    public Task<StoreOutcome> RemoveAsync(AccountId account, string ownerId, string policyId, PolicyUsage usage, CancellationToken cancellationToken) =>
        session.ChangeAsync(
            PolicyAttachmentSql.Remove, new { account, ownerId = new Ascii(ownerId), usage = (int)usage, policyId = new Ascii(policyId) }, cancellationToken);

    public async Task<IReadOnlyList<PolicyAttachment>> ListOfOwnerAsync(AccountId account, string ownerId, PolicyUsage usage, CancellationToken cancellationToken)
    {
        var arguments = new { account, ownerId = new Ascii(ownerId), usage = (int)usage };
        return (await session.ListAsync<AttachmentRow>(PolicyAttachmentSql.ListOfOwner, arguments, cancellationToken)).ConvertAll(static row => row.ToAttachment());
    }

    public async Task<IReadOnlyList<PolicyAttachment>> ListOfOwnersAsync(
        AccountId account, IReadOnlyList<string> ownerIds, PolicyUsage usage, CancellationToken cancellationToken)
    {
        var arguments = new { account, ownerIds = StoreJson.Write(ownerIds), usage = (int)usage };
        return ownerIds.Count == 0 ? [] : (await session.ListAsync<AttachmentRow>(PolicyAttachmentSql.ListOfOwners, arguments, cancellationToken)).ConvertAll(static row => row.ToAttachment());
    }

    public async Task<Page<PolicyAttachment>> ListOfPolicyAsync(
        AccountId account, string policyId, PolicyUsage usage, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, policyId = new Ascii(policyId), usage = (int)usage, after = new Ascii(after ?? string.Empty), take = Paging.Probe(take) };
        var rows = await session.ListAsync<AttachmentRow>(PolicyAttachmentSql.ListOfPolicy, arguments, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToAttachment(), static row => row.OwnerId);
    }

    public async Task<IReadOnlyList<PolicyUseCount>> CountBuiltInAsync(AccountId account, CancellationToken cancellationToken) =>
        (await session.ListAsync<CountRow>(PolicyAttachmentSql.CountBuiltIn, new { account }, cancellationToken))
            .ConvertAll(static row => new PolicyUseCount(row.PolicyId, (PolicyUsage)checked((int)row.PolicyUsage), checked((int)row.UseCount)));

    public Task<int> CountAsync(AccountId account, string policyId, PolicyUsage usage, CancellationToken cancellationToken) =>
        session.ScalarAsync<int>(PolicyAttachmentSql.Count, new { account, policyId = new Ascii(policyId), usage = (int)usage }, cancellationToken);

    private sealed class CountRow
    {
        public required string PolicyId { get; init; }

        public long PolicyUsage { get; init; }

        public long UseCount { get; init; }
    }

    private sealed class AttachmentRow
    {
        public AccountId AccountId { get; init; }

        public required string OwnerId { get; init; }

        public long PolicyUsage { get; init; }

        public required string PolicyId { get; init; }

        public required string PolicyName { get; init; }

        public required string PolicyArn { get; init; }

        public PolicyAttachment ToAttachment() => new()
        {
            AccountId = AccountId,
            OwnerId = OwnerId,
            PolicyId = PolicyId,
            Usage = (PolicyUsage)checked((int)PolicyUsage),
            PolicyName = PolicyName,
            PolicyArn = PolicyArn,
        };
    }
}
