using Federation.Model.Accounts;
using Federation.Policy;
using Federation.Services.Pipeline;

namespace Federation.Services.Authorization;

/// <summary>Sets the condition keys of a request (AWS: global condition context keys). A key that the gateway cannot know is absent, never guessed.</summary>
internal static class ContextBuilder
{
    internal static void Fill(RequestContext context, RequestInfo request, Caller caller, Demand demand, AccountEntry? callerAccount, AccountEntry? resourceAccount)
    {
        FillRequest(context, request);
        FillCaller(context, caller, request.ReceivedAt);
        FillOrganization(context, callerAccount?.Organization, "aws:PrincipalOrgID");
        if (demand.ResourceAccount.IsSet)
        {
            context.Set("aws:ResourceAccount", demand.ResourceAccount.Value);
            FillOrganization(context, resourceAccount?.Organization, "aws:ResourceOrgID");
        }

        foreach (var (name, values) in demand.Context)
        {
            SetAs(context, name, values);
        }
    }

    private static void FillRequest(RequestContext context, RequestInfo request)
    {
        context.Set(ContextKeys.CurrentTime, request.ReceivedAt);
        context.Set(ContextKeys.EpochTime, request.ReceivedAt.ToUnixTimeSeconds());
        context.Set(ContextKeys.SecureTransport, request.IsSecure);
        context.Set(ContextKeys.SourceIp, Unmapped(request.SourceAddress).ToString());
        context.Set(ContextKeys.RequestedRegion, request.Region);
        context.Set(ContextKeys.ViaAwsService, false);
        context.Set(ContextKeys.PrincipalIsAwsService, false);
        if (request.UserAgent.Length > 0)
        {
            context.Set(ContextKeys.UserAgent, request.UserAgent);
        }
    }

    private static void FillCaller(RequestContext context, Caller caller, DateTimeOffset now)
    {
        if (caller.Federated is { } federated)
        {
            FillFederated(context, federated.ContextKeys, federated.ProviderArn);
            context.Set(ContextKeys.FederatedProvider, federated.ProviderArn);
            return;
        }

        if (!caller.IsAuthenticated)
        {
            return;
        }

        // AWS, aws:PrincipalArn: the role behind a session, but the federated user itself and not the user who asked for it.
        context.Set(ContextKeys.PrincipalArn, caller.PrincipalArn.Length > 0 && caller.Kind != CallerKind.FederatedUser ? caller.PrincipalArn : caller.Arn);
        context.Set(ContextKeys.PrincipalAccount, caller.AccountId.Value);
        context.Set(ContextKeys.PrincipalType, TypeOf(caller.Kind));
        context.Set(ContextKeys.UserId, caller.UserId);
        if (caller.Kind == CallerKind.User && caller.Name is { } name)
        {
            context.Set(ContextKeys.UserName, name);
        }

        foreach (var tag in caller.PrincipalTags)
        {
            context.Set($"aws:PrincipalTag/{tag.Key}", tag.Value);
        }

        FillSession(context, caller, now);
    }

    private static void FillSession(RequestContext context, Caller caller, DateTimeOffset now)
    {
        // AWS: aws:MultiFactorAuthPresent is not there for long-term keys, so that Bool and BoolIfExists differ.
        if (caller.Session is not { } session)
        {
            return;
        }

        // With whole seconds a policy that revokes what was issued before it would refuse what is issued in the rest of its second.
        context.SetMilliseconds(ContextKeys.TokenIssueTime, session.IssuedAt);
        context.Set(ContextKeys.MultiFactorAuthPresent, session.MfaAuthenticatedAt is not null);
        if (session.MfaAuthenticatedAt is { } authenticated)
        {
            context.Set(ContextKeys.MultiFactorAuthAge, Math.Max(0, (long)(now - authenticated).TotalSeconds));
        }

        if (session.SourceIdentity is { } source)
        {
            context.Set(ContextKeys.SourceIdentity, source);
        }

        if (session.FederatedProvider is { } provider)
        {
            context.Set(ContextKeys.FederatedProvider, provider);
        }

        FillFederated(context, session.FederatedContext, session.FederatedProvider);
    }

    private static void FillFederated(RequestContext context, IReadOnlyDictionary<string, IReadOnlyList<string>> keys, string? providerArn)
    {
        foreach (var (name, values) in keys)
        {
            if (FederatedKeys.MaySet(providerArn, name))
            {
                SetAs(context, name, values);
            }
        }
    }

    private static void FillOrganization(RequestContext context, Organization? organization, string key)
    {
        if (organization is not null)
        {
            context.Set(key, organization.OrganizationId);
        }
    }

    /// <summary>Keys that AWS documents as multivalued stay so even with one value.</summary>
    private static void SetAs(RequestContext context, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 1 && !IsMultivalued(name))
        {
            context.Set(name, values[0]);
        }
        else
        {
            context.SetMany(name, values);
        }
    }

    private static bool IsMultivalued(string name) =>
        name.Equals("aws:TagKeys", StringComparison.OrdinalIgnoreCase)
        || name.Equals("sts:TransitiveTagKeys", StringComparison.OrdinalIgnoreCase)
        || name.Equals("sts:IdentityTokenAudience", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(":amr", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("saml:attribute/", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("saml:edu", StringComparison.OrdinalIgnoreCase);

    private static System.Net.IPAddress Unmapped(System.Net.IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static string TypeOf(CallerKind kind) => kind switch
    {
        CallerKind.Root => "Account",
        CallerKind.User => "User",
        CallerKind.AssumedRole => "AssumedRole",
        CallerKind.FederatedUser => "FederatedUser",
        _ => "Anonymous",
    };
}
