using System.Globalization;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Validation;

/// <summary>The conditions of an assertion (SAML Core 2.5.1).</summary>
internal sealed class ConditionsCheck(SamlValidationContext context, TimeWindow window, AssertionContent content, CheckList checks)
{
    public void Run(ElementNode assertion)
    {
        var count = assertion.CountChildren(XmlNames.Assertion, "Conditions");
        if (!checks.Check(SamlRules.Conditions, count == 1, "1", count.ToString(CultureInfo.InvariantCulture)))
        {
            return;
        }

        var conditions = assertion.Child(XmlNames.Assertion, "Conditions")!;
        CheckWindow(conditions);
        CheckAudiences(conditions);

        // SAML Core 2.5.1.1: a condition that is not understood makes the assertion indeterminate, and so unusable.
        var unknown = Unknown(conditions);
        checks.Check(SamlRules.ConditionsUnderstood, unknown is null, "AudienceRestriction, OneTimeUse, ProxyRestriction", unknown);
    }

    private void CheckWindow(ElementNode conditions)
    {
        // SAML Core 2.5.1.2
        if (conditions.Attribute("NotBefore") is { } startText)
        {
            var wellFormed = SamlInstant.TryParse(startText, out var start);
            checks.Check(SamlRules.ConditionsNotBefore, wellFormed && window.HasBegun(start), window.LatestText, startText);
            content.NotBefore = start;
        }

        if (conditions.Attribute("NotOnOrAfter") is { } endText)
        {
            var wellFormed = SamlInstant.TryParse(endText, out var end);
            checks.Check(SamlRules.ConditionsNotOnOrAfter, wellFormed && window.HasNotEnded(end), window.EarliestText, endText);
            content.NotOnOrAfter = end;
        }
    }

    // SAML Core 2.5.1.4: several restrictions are all to be met, several audiences of one are alternatives. Profiles 4.1.4.2: there is at least one.
    private void CheckAudiences(ElementNode conditions)
    {
        var restrictions = 0;
        var met = 0;
        foreach (var restriction in conditions.Children(XmlNames.Assertion, "AudienceRestriction"))
        {
            restrictions++;
            var names = false;
            foreach (var element in restriction.Children(XmlNames.Assertion, "Audience"))
            {
                if (element.TrimmedText() is { } audience)
                {
                    content.Audiences.Add(audience);
                    names |= context.Audiences.Contains(audience);
                }
            }

            met += names ? 1 : 0;
        }

        checks.Check(
            SamlRules.Audience,
            restrictions > 0 && met == restrictions,
            string.Join(" or ", context.Audiences),
            content.Audiences.Count > 0 ? string.Join(", ", content.Audiences) : "none");
    }

    private string? Unknown(ElementNode conditions)
    {
        for (var child = conditions.FirstElement(); child is not null; child = child.NextElement())
        {
            if (child.Is(XmlNames.Assertion, "OneTimeUse"))
            {
                content.OneTimeUse = true;
            }
            else if (!child.Is(XmlNames.Assertion, "AudienceRestriction") && !child.Is(XmlNames.Assertion, "ProxyRestriction"))
            {
                return child.LocalName;
            }
        }

        return null;
    }
}
