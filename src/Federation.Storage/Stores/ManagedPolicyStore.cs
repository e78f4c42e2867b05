using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class ManagedPolicyStore(SqlSession session) : IManagedPolicyStore
{
    public Task<StoreOutcome> AddAsync(ManagedPolicy policy, ManagedPolicyVersion first, CancellationToken cancellationToken) =>
        session.AllOrNothingAsync(
            async () => await session.InsertAsync(ManagedPolicySql.Add, Arguments(policy), cancellationToken) is var added and not StoreOutcome.Stored
                ? added
                : await AddVersionAsync(first, cancellationToken),
            cancellationToken);

    public async Task<ManagedPolicy?> FindByNameAsync(AccountId account, string policyName, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<PolicyRow>(ManagedPolicySql.FindByName, new { account, nameKey = NameKey.Of(policyName) }, cancellationToken))?.ToPolicy();

    public async Task<ManagedPolicy?> FindByIdAsync(AccountId account, string policyId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<PolicyRow>(ManagedPolicySql.FindById, new { account, policyId = new Ascii(policyId) }, cancellationToken))?.ToPolicy();

    public async Task<Page<ManagedPolicy>> ListAsync(AccountId account, string pathPrefix, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, pathPrefix, prefixLength = pathPrefix.Length, after = after ?? string.Empty, take = Paging.Probe(take) };
        var rows = await session.ListAsync<PolicyRow>(ManagedPolicySql.List, arguments, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToPolicy(), static row => row.NameKey);
    }

    public async Task<Page<ManagedPolicy>> ListUsedAsync(
        AccountId account, PolicyUsage usage, string pathPrefix, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, usage = (int)usage, pathPrefix, prefixLength = pathPrefix.Length, after = after ?? string.Empty, take = Paging.Probe(take) };
        var rows = await session.ListAsync<PolicyRow>(ManagedPolicySql.ListUsed, arguments, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToPolicy(), static row => row.NameKey);
    }

    public Task<int> CountAsync(AccountId account, CancellationToken cancellationToken) =>
        session.ScalarAsync<int>(ManagedPolicySql.Count, new { account }, cancellationToken);

    public Task<int> CountVersionsAsync(AccountId account, CancellationToken cancellationToken) =>
        session.ScalarAsync<int>(ManagedPolicySql.CountVersions, new { account }, cancellationToken);

    public Task<StoreOutcome> UpdateAsync(ManagedPolicy policy, CancellationToken cancellationToken) =>
        session.ChangeAsync(ManagedPolicySql.Update, Arguments(policy), cancellationToken);

    public Task<StoreOutcome> RemoveAsync(AccountId account, string policyId, long version, CancellationToken cancellationToken) =>
        session.ChangeAsync(ManagedPolicySql.Remove, new { account, policyId = new Ascii(policyId), version }, cancellationToken);

    public Task<StoreOutcome> AddVersionAsync(ManagedPolicyVersion policyVersion, CancellationToken cancellationToken) =>
        session.InsertAsync(
            ManagedPolicySql.AddVersion,
            new
            {
                account = policyVersion.AccountId,
                policyId = new Ascii(policyVersion.PolicyId),
                number = policyVersion.Number,
                document = policyVersion.Document,
                createdAt = Instants.Of(policyVersion.CreatedAt),
            },
            cancellationToken);

    public async Task<ManagedPolicyVersion?> FindVersionAsync(AccountId account, string policyId, int number, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<VersionRow>(ManagedPolicySql.FindVersion, new { account, policyId = new Ascii(policyId), number }, cancellationToken))?.ToVersion();

    public async Task<ManagedPolicyVersion?> FindDefaultVersionAsync(AccountId account, string policyId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<VersionRow>(ManagedPolicySql.FindDefaultVersion, new { account, policyId = new Ascii(policyId) }, cancellationToken))?.ToVersion();

    public async Task<IReadOnlyList<ManagedPolicyVersion>> ListVersionsAsync(AccountId account, string policyId, CancellationToken cancellationToken) =>
        (await session.ListAsync<VersionRow>(ManagedPolicySql.ListVersions, new { account, policyId = new Ascii(policyId) }, cancellationToken)).ConvertAll(static row => row.ToVersion());

    public async Task<IReadOnlyList<ManagedPolicyVersion>> ListVersionsOfAsync(AccountId account, IReadOnlyList<string> policyIds, CancellationToken cancellationToken) =>
        policyIds.Count == 0
            ? []
            : (await session.ListAsync<VersionRow>(ManagedPolicySql.ListVersionsOf, new { account, policyIds = StoreJson.Write(policyIds) }, cancellationToken)).ConvertAll(static row => row.ToVersion());

    public Task<StoreOutcome> RemoveVersionAsync(AccountId account, string policyId, int number, CancellationToken cancellationToken) =>
        session.ChangeAsync(ManagedPolicySql.RemoveVersion, new { account, policyId = new Ascii(policyId), number }, cancellationToken);

    private static object Arguments(ManagedPolicy policy) => new
    {
        account = policy.AccountId,
        policyId = new Ascii(policy.PolicyId),
        nameKey = NameKey.Of(policy.PolicyName),
        name = policy.PolicyName,
        path = policy.Path,
        description = policy.Description,
        defaultVersion = policy.DefaultVersion,
        lastVersion = policy.LastVersion,
        tags = StoreJson.Write(policy.Tags),
        createdAt = Instants.Of(policy.CreatedAt),
        updatedAt = Instants.Of(policy.UpdatedAt),
        version = policy.Version,
    };

    private sealed class PolicyRow
    {
        public AccountId AccountId { get; init; }

        public required string PolicyId { get; init; }

        public required string NameKey { get; init; }

        public required string PolicyName { get; init; }

        public required string Path { get; init; }

        public string? Description { get; init; }

        public long DefaultVersion { get; init; }

        public long LastVersion { get; init; }

        public required string Tags { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public long Version { get; init; }

        public long AttachmentCount { get; init; }

        public long BoundaryCount { get; init; }

        public ManagedPolicy ToPolicy() => new()
        {
            AccountId = AccountId,
            PolicyId = PolicyId,
            PolicyName = PolicyName,
            Path = Path,
            Description = Description,
            DefaultVersion = checked((int)DefaultVersion),
            LastVersion = checked((int)LastVersion),
            Tags = StoreJson.ReadTags(Tags),
            CreatedAt = Instants.From(CreatedAt),
            UpdatedAt = Instants.From(UpdatedAt),
            AttachmentCount = checked((int)AttachmentCount),
            BoundaryCount = checked((int)BoundaryCount),
            Version = Version,
        };
    }

    private sealed class VersionRow
    {
        public AccountId AccountId { get; init; }

        public required string PolicyId { get; init; }

        public long VersionNumber { get; init; }

        public required string PolicyDocument { get; init; }

        public long CreatedAt { get; init; }

        public ManagedPolicyVersion ToVersion() => new()
        {
            AccountId = AccountId,
            PolicyId = PolicyId,
            Number = checked((int)VersionNumber),
            Document = PolicyDocument,
            CreatedAt = Instants.From(CreatedAt),
        };
    }
}
