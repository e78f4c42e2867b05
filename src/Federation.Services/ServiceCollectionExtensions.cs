using Federation.Services.Authorization;
using Federation.Services.Caching;
using Federation.Services.Calendar;
using Federation.Services.Console;
using Federation.Services.Credentials;
using Federation.Services.Federated;
using Federation.Services.Iam;
using Federation.Services.Iam.LoginProfiles;
using Federation.Services.Iam.Reports;
using Federation.Services.Logout;
using Federation.Services.Mfa;
using Federation.Services.OutboundIdentity;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;
using Federation.Services.Portal;
using Federation.Services.ProviderSettings;
using Federation.Services.Sessions;
using Federation.Services.SignIn;
using Federation.Services.Sts;
using Federation.Services.Terminal;
using Federation.Services.Traces;
using Federation.Services.UserSignIns;
using Federation.Services.WebIdentity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Federation.Services;

/// <summary>Registers the verbs.</summary>
public static class ServiceCollectionExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds every operation of this project and what they need. The host adds <see cref="ServiceOptions"/>, the stores and the time.</summary>
        public IServiceCollection AddFederationServices()
        {
            ArgumentNullException.ThrowIfNull(services);
            // The one scan there is: an operation is registered by being there. A test prints the registry's content.
            foreach (var type in typeof(IOperation).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(IOperation))))
            {
                services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IOperation), type));
            }

            services.TryAddSingleton(new IamQuotas());
            services.TryAddSingleton(new PasswordHashing());
            services.TryAddSingleton<PasswordHasher>();
            services.TryAddSingleton<PasswordGate>();
            services.TryAddSingleton<AttemptLimits>();
            services.TryAddSingleton<PresentPassword>();
            services.TryAddSingleton<MfaVerifier>();
            services.TryAddSingleton<MfaInCall>();
            services.TryAddSingleton(new CacheOptions());
            services.TryAddSingleton<ReportJobs>();
            services.TryAddSingleton<OperationRegistry>();
            // For operations that tell of operations: the registry is made of them.
            services.TryAddSingleton(static provider => new Lazy<OperationRegistry>(provider.GetRequiredService<OperationRegistry>));
            services.TryAddSingleton<OperationInvoker>();
            services.TryAddSingleton<SecurityLog>();
            services.TryAddSingleton<AuthorizationMessages>();
            services.TryAddSingleton<IAuthorizer, Authorizer>();
            services.TryAddSingleton<IRequestValidator, RequestValidator>();
            services.TryAddSingleton<AccountDirectory>();
            services.TryAddSingleton<ManagedPolicyDirectory>();
            services.TryAddSingleton<PrincipalDirectory>();
            services.TryAddSingleton<RevocationList>();
            services.TryAddSingleton<CredentialAuthenticator>();
            services.TryAddSingleton<CredentialUses>();
            services.TryAddSingleton<SessionIssuer>();
            services.TryAddSingleton<RequestIds>();
            services.TryAddSingleton<SamlDoors>();
            services.TryAddSingleton<SamlProviderDirectory>();
            services.TryAddSingleton<RoleGrants>();
            services.TryAddSingleton<RoleResolver>();
            services.TryAddSingleton<OidcProviderDirectory>();
            services.TryAddSingleton<IssuerKeys>();
            services.TryAddSingleton<WebIdentityVerifier>();
            services.TryAddSingleton<OutboundKeys>();
            services.TryAddSingleton<OutboundDiscovery>();
            services.TryAddSingleton<SealedSessions>();
            services.TryAddSingleton<UserSessions>();
            services.TryAddSingleton<BrowserDevices>();
            services.TryAddSingleton<UserSignInAudit>();
            services.TryAddSingleton<UserSignIn>();
            services.TryAddSingleton<UserSecurity>();
            services.TryAddSingleton<MfaEnrolments>();
            services.TryAddSingleton<UserMfa>();
            services.TryAddSingleton<ChangePassword>();
            services.TryAddSingleton<AssumeRole>();
            services.TryAddSingleton<UserRoles>();
            services.TryAddSingleton<PortalCredentials>();
            services.TryAddSingleton<PortalSessions>();
            services.TryAddSingleton<LiveGrants>();
            services.TryAddSingleton<PortalRoles>();
            services.TryAddSingleton<SignInAudit>();
            services.TryAddSingleton<SignInStarter>();
            services.TryAddSingleton<SamlOwnKeys>();
            services.TryAddSingleton<SignInReport>();
            services.TryAddSingleton<SignInAcceptance>();
            services.TryAddSingleton<SolicitedSignIn>();
            services.TryAddSingleton<UnsolicitedSignIn>();
            services.TryAddSingleton<SignInCompleter>();
            services.TryAddSingleton<SingleLogout>();
            services.TryAddSingleton<ExpiryCalendar>();
            services.TryAddSingleton<ExpiryWarner>();
            services.TryAddSingleton<CreatePortalCredentials>();
            services.TryAddSingleton<ConsoleSessions>();
            services.TryAddSingleton<TerminalLogins>();
            services.TryAddSingleton<LoginTraceRecorder>();
            services.TryAddSingleton<LoginTraceReader>();
            services.TryAddSingleton<LoginTraceBundle>();
            services.TryAddSingleton<MetadataRefreshAudit>();
            services.TryAddSingleton<SamlMetadataRefresher>();
            return services;
        }
    }
}
