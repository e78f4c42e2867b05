using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Validation;

/// <summary>At least one bearer confirmation passes every demand (SAML Profiles 4.1.4.2, 4.1.4.3).</summary>
internal sealed class ConfirmationCheck(SamlValidationContext context, TimeWindow window, string? inResponseTo, AssertionContent content, CheckList checks)
{
    private const string BearerMethod = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

    public void Run(ElementNode? subject)
    {
        CheckList? chosen = null;
        string? recipient = null;
        foreach (var confirmation in subject?.Children(XmlNames.Assertion, "SubjectConfirmation") ?? [])
        {
            if (confirmation.Attribute("Method")?.Trim() != BearerMethod)
            {
                continue;
            }

            var data = confirmation.SingleChild(XmlNames.Assertion, "SubjectConfirmationData");
            var attempt = new CheckList(capacity: 4);
            Examine(data, attempt);
            if (chosen is null || (attempt.AllPassed && !chosen.AllPassed))
            {
                chosen = attempt;
                recipient = data?.Attribute("Recipient");
            }
        }

        checks.Check(SamlRules.Bearer, chosen is not null, "a bearer confirmation", chosen is null ? "none" : null);
        if (chosen is not null)
        {
            // One that passes is enough; where none does, the first one's failures are shown.
            checks.AddRange(chosen);
            content.Recipient = recipient ?? string.Empty;
        }
    }

    private void Examine(ElementNode? data, CheckList attempt)
    {
        var recipient = data?.Attribute("Recipient");
        attempt.Check(SamlRules.Recipient, recipient is not null && context.Recipients.Contains(recipient), string.Join(" or ", context.Recipients), recipient ?? "none");

        var endText = data?.Attribute("NotOnOrAfter");
        var hasEnd = SamlInstant.TryParse(endText, out var end);
        attempt.Check(SamlRules.ConfirmationNotOnOrAfter, hasEnd && window.HasNotEnded(end), window.EarliestText, endText ?? "none");
        if (hasEnd && end > content.LastNotOnOrAfter)
        {
            content.LastNotOnOrAfter = end;
        }

        var start = data?.Attribute("NotBefore");
        attempt.Check(SamlRules.ConfirmationNotBefore, start is null, "none", start);

        // SAML Profiles 4.1.4.3: the same request as the response's; an unsigned response must not be able to change it.
        var answered = UnverifiedResponse.InResponseToOf(data);
        attempt.Check(SamlRules.ConfirmationInResponseTo, answered == inResponseTo, inResponseTo ?? "none", answered ?? "none");
    }
}
