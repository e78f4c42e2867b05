using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Groups;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Summary;

/// <summary>AWS: GetAccountSummary, answer.</summary>
public sealed record GetAccountSummaryResponse
{
    /// <summary>How many entities there are and may be, by AWS's names of the keys.</summary>
    public IReadOnlyDictionary<string, int>? SummaryMap { get; init; }
}

/// <summary>Counts the account's entities and tells their quotas.</summary>
public sealed class GetAccountSummary(IamQuotas quotas) : ReadOperation<Nothing, GetAccountSummaryResponse>
{
    // AWS's quotas for what has no setting here.
    private const int AccessKeysPerUser = 2;
    private const int VersionsPerPolicy = 5;
    private const int PolicyVersions = 10_000;
    private const int PolicyCharacters = 6144;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetAccountSummary", AccessLevel.List)
    {
        Resource = ActionResource.None,
        Differs = "the quotas of what is not kept here (server certificates, signing certificates, instance profiles) are 0",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<GetAccountSummaryResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var summary = new Dictionary<string, int>(StringComparer.Ordinal);
        AddQuotas(summary);
        await AddCountsAsync(summary, store, context.Caller.AccountId, cancellationToken);
        await AddRootAsync(summary, store, context.Caller.AccountId, cancellationToken);
        return new GetAccountSummaryResponse { SummaryMap = summary };
    }

    private void AddQuotas(Dictionary<string, int> summary)
    {
        summary["UsersQuota"] = quotas.UsersPerAccount;
        summary["GroupsQuota"] = quotas.GroupsPerAccount;
        summary["RolesQuota"] = quotas.RolesPerAccount;
        summary["PoliciesQuota"] = quotas.PoliciesPerAccount;
        summary["GroupsPerUserQuota"] = quotas.GroupsPerUser;
        summary["AttachedPoliciesPerUserQuota"] = quotas.AttachedPoliciesPerPrincipal;
        summary["AttachedPoliciesPerGroupQuota"] = quotas.AttachedPoliciesPerPrincipal;
        summary["AttachedPoliciesPerRoleQuota"] = quotas.AttachedPoliciesPerPrincipal;
        summary["UserPolicySizeQuota"] = UserRules.MostInlineCharacters;
        summary["GroupPolicySizeQuota"] = GroupRules.MostInlineCharacters;
        summary["RolePolicySizeQuota"] = RoleRules.MostInlineCharacters;
        summary["AssumeRolePolicySizeQuota"] = RoleRules.MostTrustCharacters;
        summary["PolicySizeQuota"] = PolicyCharacters;
        summary["VersionsPerPolicyQuota"] = VersionsPerPolicy;
        summary["PolicyVersionsInUseQuota"] = PolicyVersions;
        summary["AccessKeysPerUserQuota"] = AccessKeysPerUser;
        summary["SigningCertificatesPerUserQuota"] = 0;
        summary["ServerCertificatesQuota"] = 0;
        summary["InstanceProfilesQuota"] = 0;
    }

    private static async Task AddCountsAsync(Dictionary<string, int> summary, IUnitOfWork store, AccountId account, CancellationToken cancellationToken)
    {
        summary["Users"] = await store.Users.CountAsync(account, cancellationToken);
        summary["Groups"] = await store.Groups.CountAsync(account, cancellationToken);
        summary["Roles"] = await store.Roles.CountAsync(account, cancellationToken);
        summary["Policies"] = await store.ManagedPolicies.CountAsync(account, cancellationToken);
        summary["PolicyVersionsInUse"] = await store.ManagedPolicies.CountVersionsAsync(account, cancellationToken);
        summary["Providers"] = await store.SamlProviders.CountAsync(account, cancellationToken) + await store.OidcProviders.CountAsync(account, cancellationToken);
        summary["MFADevices"] = await store.MfaDevices.CountAsync(account, cancellationToken);
        summary["MFADevicesInUse"] = await store.MfaDevices.CountAssignedAsync(account, cancellationToken);
        summary["ServerCertificates"] = 0;
        summary["InstanceProfiles"] = 0;
    }

    private static async Task AddRootAsync(Dictionary<string, int> summary, IUnitOfWork store, AccountId account, CancellationToken cancellationToken)
    {
        summary["AccountMFAEnabled"] = (await store.MfaDevices.ListOfOwnerAsync(account, account.Value, cancellationToken)).Count > 0 ? 1 : 0;
        summary["AccountAccessKeysPresent"] = (await store.AccessKeys.ListAsync(account, null, cancellationToken)).Count > 0 ? 1 : 0;
        // Root has keys here and no password; signing certificates are not kept.
        summary["AccountPasswordPresent"] = 0;
        summary["AccountSigningCertificatesPresent"] = 0;
        // Tokens are of one kind, valid in every region: AWS's version 2.
        summary["GlobalEndpointTokenVersion"] = 2;
    }
}
