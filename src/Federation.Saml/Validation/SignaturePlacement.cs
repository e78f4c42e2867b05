using Federation.Saml.Xml;

namespace Federation.Saml.Validation;

/// <summary>Signatures stand where the standard puts them and nowhere else (SAML Core 5.4.1).</summary>
internal static class SignaturePlacement
{
    /// <summary>Every signature is a direct child of the root or of an assertion that is the root's child, at most one each.</summary>
    public static bool Check(XmlTree tree, CheckList checks)
    {
        foreach (var signature in tree.Signatures)
        {
            var parent = signature.Parent;
            var placed = ReferenceEquals(parent, tree.Root) || (parent?.Is(XmlNames.Assertion, "Assertion") == true && ReferenceEquals(parent.Parent, tree.Root));
            if (!placed)
            {
                return checks.Fail(SamlRules.SignaturePlacement, "in the response or in its assertion", $"in `{parent?.LocalName}`");
            }

            if (parent!.CountChildren(XmlNames.Signature, "Signature") > 1)
            {
                return checks.Fail(SamlRules.SignaturePlacement, "one signature", "several", parent.LocalName);
            }
        }

        return checks.Pass(SamlRules.SignaturePlacement);
    }
}
