using System.Globalization;
using Federation.Saml.Bindings;
using Federation.Saml.Validation;
using Federation.Saml.Xml;

namespace Federation.Saml.Logout;

/// <summary>A logout message that was parsed and nothing else: its claims are good for finding the provider, never for a decision.</summary>
public sealed class UnverifiedLogoutMessage
{
    private UnverifiedLogoutMessage(XmlTree tree, CheckList checks, RedirectQuery? query, string? relayState)
    {
        Tree = tree;
        ReadChecks = checks;
        Query = query;
        RelayState = relayState;
        IsRequest = tree.Root.LocalName == "LogoutRequest";
        Id = tree.Root.Attribute("ID");
        InResponseTo = tree.Root.Attribute("InResponseTo");
        Issuer = tree.Root.Child(XmlNames.Assertion, "Issuer")?.TrimmedText();
    }

    /// <summary>Whether it is a LogoutRequest; else it is a LogoutResponse.</summary>
    public bool IsRequest { get; }

    /// <summary>The claimed ID, or null.</summary>
    public string? Id { get; }

    /// <summary>The claimed InResponseTo of a response, or null.</summary>
    public string? InResponseTo { get; }

    /// <summary>The claimed issuer, or null.</summary>
    public string? Issuer { get; }

    /// <summary>RelayState, or null; to be given back with the answer.</summary>
    public string? RelayState { get; }

    internal XmlTree Tree { get; }

    internal CheckList ReadChecks { get; }

    internal RedirectQuery? Query { get; }

    /// <summary>Reads a message that came by HTTP-Redirect.</summary>
    /// <param name="rawQuery">The query exactly as received: decoding and encoding it again would break its signature.</param>
    /// <param name="checks">The checks that were made so far.</param>
    /// <param name="limits">Bounds; <see cref="XmlLimits.Message"/> by default.</param>
    /// <returns>Null when a check failed.</returns>
    public static UnverifiedLogoutMessage? ReadRedirect(string rawQuery, out IReadOnlyList<SamlCheck> checks, XmlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(rawQuery);
        limits ??= XmlLimits.Message;
        var list = new CheckList();
        checks = list.Checks;
        if (RedirectQuery.Read(rawQuery) is not { } query)
        {
            list.Fail(SamlRules.Base64, "SAMLRequest or SAMLResponse, each parameter once", "another query");
            return null;
        }

        return query.Inflate(limits, list) is { } xml ? Read(xml, limits, list, query, query.RelayState, query.Parameter == "SAMLRequest") : null;
    }

    /// <summary>Reads a message that came by HTTP-POST.</summary>
    /// <param name="value">The base64 value of the form field.</param>
    /// <param name="isRequest">Whether the field was <c>SAMLRequest</c>.</param>
    /// <param name="relayState">The field <c>RelayState</c>, or null.</param>
    /// <param name="checks">The checks that were made so far.</param>
    /// <param name="limits">Bounds; <see cref="XmlLimits.Message"/> by default.</param>
    /// <returns>Null when a check failed.</returns>
    public static UnverifiedLogoutMessage? ReadPost(string value, bool isRequest, string? relayState, out IReadOnlyList<SamlCheck> checks, XmlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        limits ??= XmlLimits.Message;
        var list = new CheckList();
        checks = list.Checks;
        if (value.Length > (long)limits.MaxBytes * 2)
        {
            list.Fail(SamlRules.Size, limits.MaxBytes.ToString(CultureInfo.InvariantCulture), "more");
            return null;
        }

        var xml = XmlBase64.Decode(value);
        return list.Check(SamlRules.Base64, xml is not null, "base64", null) ? Read(xml!, limits, list, null, relayState, isRequest) : null;
    }

    private static UnverifiedLogoutMessage? Read(byte[] xml, XmlLimits limits, CheckList checks, RedirectQuery? query, string? relayState, bool isRequest)
    {
        if (XmlTreeReader.Read(xml, limits, checks) is not { } tree)
        {
            return null;
        }

        var expected = isRequest ? "LogoutRequest" : "LogoutResponse";
        return checks.Check(SamlRules.Root, tree.Root.Is(XmlNames.Protocol, expected), expected, tree.Root.LocalName)
            ? new UnverifiedLogoutMessage(tree, checks, query, relayState)
            : null;
    }
}
