using Federation.Saml.Assertions;

namespace Federation.Saml.Insight;

/// <summary>How good a key of a person something is.</summary>
public enum SamlSubjectKeyGrade
{
    /// <summary>Never: it changes, or names several people.</summary>
    Refused,

    /// <summary>Only if nothing better is there: it can change or be given to another person.</summary>
    Unsteady,

    /// <summary>Likely steady, by its name.</summary>
    Likely,

    /// <summary>Made to be a key.</summary>
    Stable,
}

/// <summary>One candidate for the subject's key.</summary>
/// <param name="AttributeName">The attribute, or null for the NameID.</param>
/// <param name="Grade">How good it is.</param>
/// <param name="Reason">One sentence for the administrator.</param>
public sealed record SamlSubjectCandidate(string? AttributeName, SamlSubjectKeyGrade Grade, string Reason);

/// <summary>Proposes the stable attribute that identifies a person, from what came with one login.</summary>
public static class SamlSubjectProposal
{
    /// <summary>What to tell an administrator whose provider sends a transient NameID as key.</summary>
    public const string TransientAdvice =
        "the NameID is transient, it changes with every sign-in: choose an attribute that stays, or have the provider send a persistent NameID";

    private static readonly Dictionary<string, (SamlSubjectKeyGrade Grade, string Reason)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["urn:oasis:names:tc:SAML:attribute:subject-id"] = (SamlSubjectKeyGrade.Stable, "subject-id is made to be a lasting key"),
        ["urn:oasis:names:tc:SAML:attribute:pairwise-id"] = (SamlSubjectKeyGrade.Stable, "pairwise-id is made to be a lasting key for one service"),
        ["http://schemas.microsoft.com/identity/claims/objectidentifier"] = (SamlSubjectKeyGrade.Stable, "the object identifier never changes in Microsoft Entra"),
        ["http://schemas.microsoft.com/ws/2008/06/identity/claims/primarysid"] = (SamlSubjectKeyGrade.Stable, "the primary SID stays with the account"),
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.13"] = (SamlSubjectKeyGrade.Stable, "eduPersonUniqueId is made to be a lasting key"),
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.10"] = (SamlSubjectKeyGrade.Stable, "eduPersonTargetedID is a lasting key for one service"),
        ["objectGUID"] = (SamlSubjectKeyGrade.Stable, "the object GUID never changes in Active Directory"),
        ["entryUUID"] = (SamlSubjectKeyGrade.Stable, "the entry UUID never changes in the directory"),
        ["urn:oid:2.16.840.1.113730.3.1.3"] = (SamlSubjectKeyGrade.Likely, "employee numbers seldom change"),
        ["employeeNumber"] = (SamlSubjectKeyGrade.Likely, "employee numbers seldom change"),
        ["employeeID"] = (SamlSubjectKeyGrade.Likely, "employee numbers seldom change"),
        ["uid"] = (SamlSubjectKeyGrade.Likely, "user names seldom change, but some are used again"),
        ["urn:oid:0.9.2342.19200300.100.1.1"] = (SamlSubjectKeyGrade.Likely, "user names seldom change, but some are used again"),
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.6"] = (SamlSubjectKeyGrade.Unsteady, "principal names may be used again for another person"),
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"] = (SamlSubjectKeyGrade.Unsteady, "user principal names change with the person's name"),
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"] = (SamlSubjectKeyGrade.Unsteady, "names change and are not unique"),
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"] = (SamlSubjectKeyGrade.Unsteady, "mail addresses change and are given to other people"),
        ["urn:oid:0.9.2342.19200300.100.1.3"] = (SamlSubjectKeyGrade.Unsteady, "mail addresses change and are given to other people"),
        ["mail"] = (SamlSubjectKeyGrade.Unsteady, "mail addresses change and are given to other people"),
        ["email"] = (SamlSubjectKeyGrade.Unsteady, "mail addresses change and are given to other people"),
    };

    /// <summary>The candidates, the best first; the NameID goes before attributes of the same grade. An attribute counts only with exactly one value.</summary>
    public static IReadOnlyList<SamlSubjectCandidate> Propose(SamlNameId? nameId, IEnumerable<SamlAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var candidates = new List<SamlSubjectCandidate>();
        if (nameId is not null)
        {
            candidates.Add(ByNameId(nameId));
        }

        foreach (var group in attributes.GroupBy(attribute => attribute.Name, StringComparer.Ordinal))
        {
            if (Known.TryGetValue(group.Key, out var known))
            {
                candidates.Add(group.SelectMany(attribute => attribute.Texts).Take(2).Count() == 1
                    ? new SamlSubjectCandidate(group.Key, known.Grade, known.Reason)
                    : new SamlSubjectCandidate(group.Key, SamlSubjectKeyGrade.Refused, "it has no value or several"));
            }
        }

        return [.. candidates.OrderByDescending(candidate => candidate.Grade)];
    }

    private static SamlSubjectCandidate ByNameId(SamlNameId nameId) => nameId.Format switch
    {
        SamlNameIdFormats.Transient => new(null, SamlSubjectKeyGrade.Refused, TransientAdvice),
        SamlNameIdFormats.Persistent => new(null, SamlSubjectKeyGrade.Stable, "a persistent NameID is made to be a lasting key for one service"),
        SamlNameIdFormats.EmailAddress => new(null, SamlSubjectKeyGrade.Unsteady, "mail addresses change and are given to other people"),
        _ => new(null, SamlSubjectKeyGrade.Likely, "the provider does not say what the NameID is: make sure that it stays"),
    };
}
