using System.Globalization;
using Federation.Model.Roles;
using Federation.Services.Iam;
using Federation.Services.Pipeline;

namespace Federation.Services.Federated;

/// <summary>What a role demands of somebody whom an assertion or a token vouches for (AWS: passing session tags, source identity).</summary>
internal static class FederatedDemands
{
    internal static IReadOnlyList<Demand> ForRole(string action, Role role, string sessionName, AssertedSession asserted, int? durationSeconds)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase) { ["sts:RoleSessionName"] = [sessionName] };
        TagRules.AddResourceContext(keys, role.Tags);
        if (durationSeconds is { } seconds)
        {
            keys["sts:DurationSeconds"] = [seconds.ToString(CultureInfo.InvariantCulture)];
        }

        if (asserted.SourceIdentity is { } source)
        {
            keys["sts:SourceIdentity"] = [source];
        }

        foreach (var tag in asserted.Tags)
        {
            keys[$"aws:RequestTag/{tag.Key}"] = [tag.Value];
        }

        if (asserted.Tags.Count > 0)
        {
            keys["aws:TagKeys"] = [.. asserted.Tags.Select(tag => tag.Key)];
        }

        if (asserted.TransitiveTagKeys.Count > 0)
        {
            keys["sts:TransitiveTagKeys"] = asserted.TransitiveTagKeys;
        }

        var demands = new List<Demand> { Demand.Trust(action, role) with { Context = keys } };
        if (asserted.Tags.Count > 0)
        {
            demands.Add(Demand.Trust("sts:TagSession", role) with { Context = keys });
        }

        if (asserted.SourceIdentity is not null)
        {
            demands.Add(Demand.Trust("sts:SetSourceIdentity", role) with { Context = keys });
        }

        return demands;
    }
}
