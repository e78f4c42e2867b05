using Federation.Saml.Validation;
using Federation.Saml.Xml;

namespace Federation.Saml.Protocol;

/// <summary>The status of a response (SAML Core 3.2.2.1).</summary>
/// <param name="Code">The top-level code.</param>
/// <param name="SubCode">The second-level code, or null.</param>
/// <param name="Message">The provider's words, cut to a readable length, or null. Shown to administrators only.</param>
public sealed record SamlStatus(string Code, string? SubCode, string? Message)
{
    /// <summary>Whether the top-level code is Success.</summary>
    public bool IsSuccess => Code == SamlStatusCodes.Success;

    internal string Describe() => string.Join(' ', new[] { Code, SubCode, Message }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>Reads the only Status of a response; null when there is none or its form is broken.</summary>
    internal static SamlStatus? Read(ElementNode response)
    {
        var status = response.SingleChild(XmlNames.Protocol, "Status");
        if (status?.SingleChild(XmlNames.Protocol, "StatusCode") is not { } code || code.Attribute("Value") is not { } value)
        {
            return null;
        }

        return new SamlStatus(
            value,
            CheckList.Shown(code.Child(XmlNames.Protocol, "StatusCode")?.Attribute("Value")),
            CheckList.Shown(status.Child(XmlNames.Protocol, "StatusMessage")?.TrimmedText()));
    }
}
