using System.Buffers;
using System.Globalization;
using Federation.Saml.Validation;
using Federation.Saml.Xml;

namespace Federation.Saml.Protocol;

/// <summary>
/// A response that was parsed and nothing else: what it says is a claim, good for finding the provider and the pending request, never for a decision.
/// It can be validated several times, with different providers, without being parsed again.
/// </summary>
public sealed class UnverifiedResponse
{
    private UnverifiedResponse(XmlTree tree, CheckList checks)
    {
        Tree = tree;
        ReadChecks = checks;
        var assertion = tree.Root.Child(XmlNames.Assertion, "Assertion");
        ResponseId = tree.Root.Attribute("ID");
        InResponseTo = InResponseToOf(tree.Root);
        Destination = tree.Root.Attribute("Destination");
        Issuer = (tree.Root.Child(XmlNames.Assertion, "Issuer") ?? assertion?.Child(XmlNames.Assertion, "Issuer"))?.TrimmedText();
        AssertionId = assertion?.Attribute("ID");
        IsEncrypted = tree.Root.Child(XmlNames.Assertion, "EncryptedAssertion") is not null;
        IssueInstant = SamlInstant.TryParse(tree.Root.Attribute("IssueInstant"), out var instant) ? instant : null;
    }

    /// <summary>The claimed ID of the response, or null.</summary>
    public string? ResponseId { get; }

    /// <summary>The claimed InResponseTo, or null.</summary>
    public string? InResponseTo { get; }

    /// <summary>The claimed Destination, or null.</summary>
    public string? Destination { get; }

    /// <summary>The claimed issuer (of the response, else of its plain assertion), or null.</summary>
    public string? Issuer { get; }

    /// <summary>The claimed ID of the plain assertion, or null.</summary>
    public string? AssertionId { get; }

    /// <summary>The claimed instant of issue, or null.</summary>
    public DateTimeOffset? IssueInstant { get; }

    /// <summary>Whether an assertion came encrypted.</summary>
    public bool IsEncrypted { get; }

    internal XmlTree Tree { get; }

    internal CheckList ReadChecks { get; }

    // samlify's IdPs leave the attribute empty where nobody asked: no request has an empty ID (SAML Core 1.3.4), so that is none.
    internal static string? InResponseToOf(ElementNode? element) => element?.Attribute("InResponseTo") is { Length: > 0 } id ? id : null;

    /// <summary>Reads the base64 value of the form field or parameter <c>SAMLResponse</c>.</summary>
    /// <param name="samlResponse">The value as it came.</param>
    /// <param name="checks">The checks that were made so far.</param>
    /// <param name="limits">Bounds; <see cref="XmlLimits.Message"/> by default.</param>
    /// <returns>Null when a check failed.</returns>
    public static UnverifiedResponse? Read(string samlResponse, out IReadOnlyList<SamlCheck> checks, XmlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(samlResponse);
        limits ??= XmlLimits.Message;
        var list = new CheckList();
        checks = list.Checks;

        // Base64 is a third longer than its bytes; line breaks may add a little more.
        var longest = ((long)limits.MaxBytes * 3 / 2) + 1024;
        if (samlResponse.Length > longest)
        {
            list.Fail(SamlRules.Size, limits.MaxBytes.ToString(CultureInfo.InvariantCulture), "more");
            return null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(samlResponse.Length);
        try
        {
            var isBase64 = Convert.TryFromBase64String(samlResponse, buffer, out var length) && length > 0;
            return list.Check(SamlRules.Base64, isBase64, "base64", isBase64 ? null : "other characters or a broken end") ? Read(buffer.AsSpan(0, length), limits, list) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Reads the XML of a response, UTF-8.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="checks">The checks that were made so far.</param>
    /// <param name="limits">Bounds; <see cref="XmlLimits.Message"/> by default.</param>
    /// <returns>Null when a check failed.</returns>
    public static UnverifiedResponse? Read(ReadOnlySpan<byte> xml, out IReadOnlyList<SamlCheck> checks, XmlLimits? limits = null)
    {
        var list = new CheckList();
        checks = list.Checks;
        return Read(xml, limits ?? XmlLimits.Message, list);
    }

    private static UnverifiedResponse? Read(ReadOnlySpan<byte> xml, XmlLimits limits, CheckList checks)
    {
        if (XmlTreeReader.Read(xml, limits, checks) is not { } tree)
        {
            return null;
        }

        // SAML Bindings 3.5.3: at this door stands a Response and nothing else, no request, no artifact, no bare assertion.
        var isResponse = tree.Root.Is(XmlNames.Protocol, "Response");
        return checks.Check(SamlRules.Root, isResponse, "Response", isResponse ? null : tree.Root.LocalName) ? new UnverifiedResponse(tree, checks) : null;
    }
}
