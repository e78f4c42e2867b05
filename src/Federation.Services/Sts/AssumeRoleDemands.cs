using System.Globalization;
using Federation.Model.Roles;
using Federation.Services.Iam;
using Federation.Services.Pipeline;

namespace Federation.Services.Sts;

/// <summary>What AssumeRole demands: the assumption itself, and a permission each for tags and for the source identity, wherever they come from.</summary>
internal static class AssumeRoleDemands
{
    internal const string Action = "sts:AssumeRole";

    internal static IReadOnlyList<Demand> For(Role role, AssumeRoleRequest request, ChainedSession session, MfaInCallProof factor)
    {
        var keys = KeysOf(role, request, session);
        factor.AddContext(keys);
        var demands = new List<Demand> { Demand.Trust(Action, role) with { Context = keys } };
        // AWS: every role of a chain has to allow the tags that it passes on, and its source identity.
        if (session.Tags.Count > 0)
        {
            demands.Add(Demand.Trust("sts:TagSession", role) with { Context = keys });
        }

        if (session.SourceIdentity is not null)
        {
            demands.Add(Demand.Trust("sts:SetSourceIdentity", role) with { Context = keys });
        }

        return demands;
    }

    /// <summary>The keys of what the call itself asks for. What the session inherits stands in aws:PrincipalTag and aws:SourceIdentity.</summary>
    private static Dictionary<string, IReadOnlyList<string>> KeysOf(Role role, AssumeRoleRequest request, ChainedSession session)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase) { ["sts:RoleSessionName"] = [request.RoleSessionName!] };
        TagRules.AddResourceContext(keys, role.Tags);
        TagRules.AddRequestContext(keys, request.Tags);
        if (request.ExternalId is { } externalId)
        {
            keys["sts:ExternalId"] = [externalId];
        }

        if (request.DurationSeconds is { } seconds)
        {
            keys["sts:DurationSeconds"] = [seconds.ToString(CultureInfo.InvariantCulture)];
        }

        if (request.SourceIdentity is { } source)
        {
            keys["sts:SourceIdentity"] = [source];
        }

        if (session.RequestedTransitiveKeys.Count > 0)
        {
            keys["sts:TransitiveTagKeys"] = session.RequestedTransitiveKeys;
        }

        return keys;
    }
}
