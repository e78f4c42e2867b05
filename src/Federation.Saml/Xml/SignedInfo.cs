using System.Security.Cryptography;
using Federation.Saml.Validation;

namespace Federation.Saml.Xml;

/// <summary>A signature in the one form SAML allows, taken apart and checked against the allow-list before any key is touched.</summary>
internal sealed record SignedInfo(
    ElementNode Element,
    IReadOnlyList<string> OwnPrefixes,
    SignatureAlgorithm Algorithm,
    HashAlgorithmName DigestAlgorithm,
    IReadOnlyList<string> ContentPrefixes,
    byte[] DigestValue,
    byte[] SignatureValue)
{
    private const int LongestPrefixList = 32;

    /// <summary>Takes a <c>ds:Signature</c> apart; null when a check failed.</summary>
    /// <param name="signature">The signature element.</param>
    /// <param name="signedId">The ID of the element that it must reference.</param>
    /// <param name="allowSha1">Whether SHA-1 is switched on for this provider.</param>
    /// <param name="checks">Where the checks are noted.</param>
    /// <param name="target">The signed element's name, for the checks.</param>
    public static SignedInfo? Read(ElementNode signature, string? signedId, bool allowSha1, CheckList checks, string target)
    {
        if (Parts(signature) is not { } parts)
        {
            checks.Fail(SamlRules.SignatureStructure, "SignedInfo with one Reference, SignatureValue, at most one KeyInfo", "another form", target);
            return null;
        }

        checks.Pass(SamlRules.SignatureStructure, target);

        // SAML Core 5.4.2: the reference names the ID of the element that holds the signature; an empty URI would mean "the whole document".
        var uri = parts.Reference.Attribute("URI");
        var reference = checks.Check(
            SamlRules.SignatureReference, signedId is { Length: > 0 } && uri is ['#', ..] && uri.AsSpan(1).SequenceEqual(signedId), "#" + signedId, uri ?? "no URI", target);
        var content = Transforms(parts.Transforms, checks, target);
        var algorithms = Algorithms(parts, allowSha1, checks, target, out var own, out var algorithm, out var digest);
        return reference && content is not null && algorithms
            ? new SignedInfo(parts.SignedInfo, own!, algorithm!, digest, content, parts.Digest, parts.Value)
            : null;
    }

    private static bool Algorithms(
        in SignatureParts parts,
        bool allowSha1,
        CheckList checks,
        string target,
        out IReadOnlyList<string>? own,
        out SignatureAlgorithm? algorithm,
        out HashAlgorithmName digest)
    {
        var canonical = parts.Canonicalization.Attribute("Algorithm");
        var signature = parts.Method.Attribute("Algorithm");
        var digestName = parts.DigestMethod.Attribute("Algorithm");
        own = canonical == SignatureAlgorithms.ExclusiveC14n ? Prefixes(parts.Canonicalization) : null;
        algorithm = SignatureAlgorithms.Signature(signature, allowSha1);
        var allowedDigest = SignatureAlgorithms.Digest(digestName, allowSha1);
        digest = allowedDigest ?? default;
        var allowed = own is not null && algorithm is not null && allowedDigest is not null;
        return checks.Check(
            SamlRules.SignatureAlgorithm,
            allowed,
            allowSha1 ? "exclusive canonicalization; RSA or ECDSA with SHA-1, SHA-256, SHA-384 or SHA-512" : "exclusive canonicalization; RSA or ECDSA with SHA-256, SHA-384 or SHA-512",
            allowed ? signature : $"{canonical} {signature} {digestName}",
            target);
    }

    // SAML Core 5.4.4: enveloped-signature, then exclusive canonicalization without comments; anything else could change what is digested.
    private static string[]? Transforms(ElementNode transforms, CheckList checks, string target)
    {
        var first = transforms.FirstElement();
        var second = first?.NextElement();
        var wellFormed = first is not null && second is not null && second.NextElement() is null &&
            first.Is(XmlNames.Signature, "Transform") && second.Is(XmlNames.Signature, "Transform") && first.FirstElement() is null &&
            first.Attribute("Algorithm") == SignatureAlgorithms.Enveloped && second.Attribute("Algorithm") == SignatureAlgorithms.ExclusiveC14n;
        var prefixes = wellFormed ? Prefixes(second!) : null;
        checks.Check(
            SamlRules.SignatureTransforms,
            prefixes is not null,
            "enveloped-signature, exclusive canonicalization",
            prefixes is not null ? null : Names(transforms),
            target);
        return prefixes;
    }

    private static string Names(ElementNode transforms) =>
        string.Join(", ", transforms.Children(XmlNames.Signature, "Transform").Take(4).Select(transform => transform.Attribute("Algorithm")));

    // Exclusive C14N 3: the optional InclusiveNamespaces parameter; null when it is malformed.
    private static string[]? Prefixes(ElementNode method)
    {
        if (method.FirstElement() is not { } parameter)
        {
            return [];
        }

        if (!parameter.Is(XmlNames.ExclusiveC14n, "InclusiveNamespaces") || parameter.NextElement() is not null ||
            parameter.FirstElement() is not null || parameter.Attribute("PrefixList") is not { } list)
        {
            return null;
        }

        var prefixes = list.Split((char[]?)[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        for (var index = 0; index < prefixes.Length; index++)
        {
            prefixes[index] = prefixes[index] == "#default" ? string.Empty : prefixes[index];
        }

        return prefixes.Length <= LongestPrefixList ? prefixes : null;
    }

    private static SignatureParts? Parts(ElementNode signature)
    {
        var info = signature.FirstElement();
        var value = info?.NextElement();
        var keyInfo = value?.NextElement();
        if (signature.HasStrayText() || info?.Is(XmlNames.Signature, "SignedInfo") != true || value?.Is(XmlNames.Signature, "SignatureValue") != true)
        {
            return null;
        }

        // KeyInfo may be there and is never looked into; an Object never may (SAML Core 5.4.1 has no use for it, wrapping attacks have).
        if (keyInfo is not null && (!keyInfo.Is(XmlNames.Signature, "KeyInfo") || keyInfo.NextElement() is not null))
        {
            return null;
        }

        var canonicalization = info.FirstElement();
        var method = canonicalization?.NextElement();
        var reference = method?.NextElement();
        if (canonicalization?.Is(XmlNames.Signature, "CanonicalizationMethod") != true || method?.Is(XmlNames.Signature, "SignatureMethod") != true ||
            method.FirstElement() is not null || reference?.Is(XmlNames.Signature, "Reference") != true || reference.NextElement() is not null || info.HasStrayText())
        {
            return null;
        }

        var transforms = reference.FirstElement();
        var digestMethod = transforms?.NextElement();
        var digestValue = digestMethod?.NextElement();
        if (transforms?.Is(XmlNames.Signature, "Transforms") != true || digestMethod?.Is(XmlNames.Signature, "DigestMethod") != true ||
            digestMethod.FirstElement() is not null || digestValue?.Is(XmlNames.Signature, "DigestValue") != true || digestValue.NextElement() is not null ||
            reference.HasStrayText())
        {
            return null;
        }

        return XmlBase64.Decode(digestValue) is { } digest && XmlBase64.Decode(value) is { } signatureValue
            ? new SignatureParts(info, canonicalization, method, reference, transforms, digestMethod, digest, signatureValue)
            : null;
    }

    private readonly record struct SignatureParts(
        ElementNode SignedInfo,
        ElementNode Canonicalization,
        ElementNode Method,
        ElementNode Reference,
        ElementNode Transforms,
        ElementNode DigestMethod,
        byte[] Digest,
        byte[] Value);
}
