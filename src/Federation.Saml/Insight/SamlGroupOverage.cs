using Federation.Saml.Assertions;

namespace Federation.Saml.Insight;

/// <summary>Entra's over-150 groups: the token then holds a link to the directory in place of the groups, and every group-based role would be lost silently.</summary>
public static class SamlGroupOverage
{
    /// <summary>What to tell an administrator.</summary>
    public const string Advice =
        "the person is in more than 150 groups, so Microsoft Entra sent a link instead of the groups: send only the groups assigned to the application, or application roles";

    private const string LinkSuffix = "/groups.link";

    /// <summary>The attribute that holds the link; null when the groups, if any, came whole.</summary>
    public static SamlAttribute? Find(IEnumerable<SamlAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return attributes.FirstOrDefault(attribute => attribute.Name.EndsWith(LinkSuffix, StringComparison.Ordinal));
    }
}
