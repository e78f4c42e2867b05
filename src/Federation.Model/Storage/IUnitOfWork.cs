using Federation.Model.AccessKeys;
using Federation.Model.AccountAliases;
using Federation.Model.Accounts;
using Federation.Model.Audit;
using Federation.Model.Groups;
using Federation.Model.Keys;
using Federation.Model.LoginTraces;
using Federation.Model.ManagedPolicies;
using Federation.Model.MfaDevices;
using Federation.Model.OidcProviders;
using Federation.Model.OutboundIdentity;
using Federation.Model.Passwords;
using Federation.Model.Reports;
using Federation.Model.RoleMappings;
using Federation.Model.Roles;
using Federation.Model.SamlProviders;
using Federation.Model.Sessions;
using Federation.Model.Users;

namespace Federation.Model.Storage;

/// <summary>One connection and, for writes, one transaction. The stores below work within it.</summary>
public interface IUnitOfWork : IAsyncDisposable
{
    /// <summary>Accounts and the organization.</summary>
    IAccountStore Accounts { get; }

    /// <summary>Aliases of accounts.</summary>
    IAccountAliasStore AccountAliases { get; }

    /// <summary>Users.</summary>
    IUserStore Users { get; }

    /// <summary>Groups and their members.</summary>
    IGroupStore Groups { get; }

    /// <summary>The accounts' own managed policies.</summary>
    IManagedPolicyStore ManagedPolicies { get; }

    /// <summary>Managed policies on users, groups and roles.</summary>
    IPolicyAttachmentStore PolicyAttachments { get; }

    /// <summary>Roles.</summary>
    IRoleStore Roles { get; }

    /// <summary>Inline policies of roles, users and groups.</summary>
    IInlinePolicyStore InlinePolicies { get; }

    /// <summary>SAML providers and their settings.</summary>
    ISamlProviderStore SamlProviders { get; }

    /// <summary>OpenID Connect providers.</summary>
    IOidcProviderStore OidcProviders { get; }

    /// <summary>Switches of outbound identity federation.</summary>
    IOutboundIdentityStore OutboundIdentity { get; }

    /// <summary>Long-term access keys.</summary>
    IAccessKeyStore AccessKeys { get; }

    /// <summary>Password policies of accounts.</summary>
    IPasswordPolicyStore PasswordPolicies { get; }

    /// <summary>Passwords of users.</summary>
    ILoginProfileStore LoginProfiles { get; }

    /// <summary>MFA devices.</summary>
    IMfaDeviceStore MfaDevices { get; }

    /// <summary>Role mappings of SAML providers.</summary>
    IRoleMappingStore RoleMappings { get; }

    /// <summary>States of SAML metadata that is fetched from URLs.</summary>
    ISamlMetadataStateStore SamlMetadataStates { get; }

    /// <summary>Recorded logins.</summary>
    ILoginTraceStore LoginTraces { get; }

    /// <summary>Reports that are made in the background.</summary>
    IReportJobStore ReportJobs { get; }

    /// <summary>When principals last called which operation.</summary>
    ILastAccessStore LastAccesses { get; }

    /// <summary>Audit records.</summary>
    IAuditStore Audit { get; }

    /// <summary>What must never be forgotten: values that may be used once.</summary>
    IOneTimeUseStore OneTimeUses { get; }

    /// <summary>Revocations of sessions, roles and principals.</summary>
    IRevocationStore Revocations { get; }

    /// <summary>The key ring.</summary>
    IKeyRingStore Keys { get; }

    /// <summary>Says that something a cached decision may rest on changed in <paramref name="account"/>; counted within this transaction.</summary>
    Task MarkChangedAsync(Identifiers.AccountId account, CancellationToken cancellationToken);

    /// <summary>Makes everything durable. Only for units opened for writing.</summary>
    Task CommitAsync(CancellationToken cancellationToken);
}
