using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Validation;

/// <summary>What every message of the protocol has on its envelope (SAML Core 3.2.1, 3.2.2).</summary>
internal sealed class EnvelopeCheck(string entityId, IReadOnlyList<string> destinations, TimeWindow window, CheckList checks)
{
    /// <summary>Greatest age of the message, without skew; null sets none.</summary>
    public TimeSpan? MaxIssueAge { get; init; }

    /// <summary>Whether the Issuer may be left out.</summary>
    public bool IssuerIsOptional { get; init; }

    /// <summary>Checks version, id, time, issuer and destination.</summary>
    /// <returns>The instant of issue.</returns>
    public DateTimeOffset Run(ElementNode root, bool isSigned)
    {
        var version = root.Attribute("Version");
        checks.Check(SamlRules.MessageVersion, version == "2.0", "2.0", version);
        var id = root.Attribute("ID");
        checks.Check(SamlRules.MessageId, !string.IsNullOrEmpty(id), "an ID", id);
        var issued = root.Attribute("IssueInstant");
        var wellFormed = SamlInstant.TryParse(issued, out var instant);
        checks.Check(SamlRules.MessageIssueInstant, wellFormed && window.HasBegun(instant), window.LatestText, issued);
        if (MaxIssueAge is { } age)
        {
            window.CheckAge(SamlRules.MessageAge, instant, age, checks);
        }

        CheckIssuer(root);

        // SAML Bindings 3.4.5.2, 3.5.5.2: a signed message must say where it was sent.
        var destination = root.Attribute("Destination");
        var here = destination is null ? !isSigned : destinations.Contains(destination);
        checks.Check(SamlRules.Destination, here, string.Join(" or ", destinations), destination ?? "none");
        return instant;
    }

    private void CheckIssuer(ElementNode root)
    {
        if (IssuerIsOptional && root.CountChildren(XmlNames.Assertion, "Issuer") == 0)
        {
            checks.Check(SamlRules.MessageIssuer, true, null, "none", root.LocalName);
            return;
        }

        IssuerCheck.Run(SamlRules.MessageIssuer, root, entityId, checks);
    }
}
