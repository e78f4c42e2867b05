using Federation.Saml.Assertions;
using Federation.Saml.Encryption;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Validation;

/// <summary>One validation: the envelope first, then the structure, then signatures, then the assertion.</summary>
internal sealed class ResponseValidation
{
    private readonly UnverifiedResponse _response;
    private readonly SamlValidationContext _context;
    private readonly CheckList _checks = new();
    private readonly ElementNode _root;
    private readonly TimeWindow _window;
    private readonly Decryptor _decryptor;
    private DateTimeOffset _issueInstant;

    public ResponseValidation(UnverifiedResponse response, SamlValidationContext context)
    {
        _response = response;
        _context = context;
        _root = response.Tree.Root;
        _window = new TimeWindow(context.Now, context.ClockSkew);
        _decryptor = new Decryptor(context.DecryptionKeys);
        _checks.AddRange(response.ReadChecks);
    }

    public SamlValidationResult Run()
    {
        var responseSignature = _root.Child(XmlNames.Signature, "Signature");
        CheckMessage(responseSignature is not null);
        var status = CheckStatus();
        if (status?.IsSuccess != true || !CheckStructure())
        {
            return Result(null, status);
        }

        var verifiedResponse = responseSignature is null
            ? null
            : SignatureVerifier.Verify(_root, responseSignature, "ID", _context.Provider.SigningKeys, _context.AllowSha1, _checks);
        if (FindAssertion(verifiedResponse) is not { } assertion)
        {
            return Result(null, status);
        }

        var assertionSignature = assertion.Child(XmlNames.Signature, "Signature");
        var verifiedAssertion = assertionSignature is null
            ? null
            : SignatureVerifier.Verify(assertion, assertionSignature, "ID", _context.Provider.SigningKeys, _context.AllowSha1, _checks);

        // SAML Profiles 4.1.4.5. Where both are signed both must verify: a signature that does not has failed its own check.
        var signed = assertionSignature is not null || responseSignature is not null;
        _checks.Check(SamlRules.SignatureRequired, signed, "a signature on the response or on the assertion", SignedText(responseSignature, assertionSignature));
        var covered = Covers(verifiedAssertion, assertion) || Covers(verifiedResponse, assertion);
        var content = new AssertionValidation(assertion, _context, _window, _response.InResponseTo, _checks).Run(covered ? _decryptor : null);
        return content is not null && covered && _checks.AllPassed
            ? Result(Accepted(content, verifiedResponse, verifiedAssertion), status)
            : Result(null, status);
    }

    private static string SignedText(ElementNode? responseSignature, ElementNode? assertionSignature) => (responseSignature, assertionSignature) switch
    {
        (null, null) => "no signature",
        (null, _) => "assertion",
        (_, null) => "response",
        _ => "response and assertion",
    };

    /// <summary>Whether a verified element is the assertion, or holds it: reading is confined to what was digested.</summary>
    private static bool Covers(VerifiedElement? verified, ElementNode assertion)
    {
        for (var element = assertion; verified is not null && element is not null; element = element.Parent)
        {
            if (ReferenceEquals(element, verified.Element))
            {
                return true;
            }
        }

        return false;
    }

    private void CheckMessage(bool isSigned)
    {
        // SAML Profiles 4.1.4.2: the issuer may be left out of the response; the assertion always has one.
        var envelope = new EnvelopeCheck(_context.Provider.EntityId, _context.Destinations, _window, _checks) { IssuerIsOptional = true };
        _issueInstant = envelope.Run(_root, isSigned);
        var inResponseTo = _response.InResponseTo;
        _checks.Check(SamlRules.InResponseTo, _context.ExpectedRequest.Accepts(inResponseTo), _context.ExpectedRequest.Description, inResponseTo ?? "none");
    }

    private SamlStatus? CheckStatus()
    {
        var status = SamlStatus.Read(_root);
        _checks.Check(SamlRules.Status, status?.IsSuccess == true, SamlStatusCodes.Success, status?.Describe() ?? "no readable status");
        return status;
    }

    private bool CheckStructure()
    {
        var tree = _response.Tree;
        var own = _root.CountChildren(XmlNames.Assertion, "Assertion") + _root.CountChildren(XmlNames.Assertion, "EncryptedAssertion");
        var single = _checks.Check(SamlRules.SingleAssertion, own == 1, "1", own.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var placed = _checks.Check(SamlRules.AssertionPlacement, tree.Assertions.Count == own, null, tree.Assertions.Count == own ? null : "an assertion inside another element");
        var signatures = SignaturePlacement.Check(tree, _checks);
        return single && placed && signatures;
    }

    private ElementNode? FindAssertion(VerifiedElement? verifiedResponse)
    {
        var plain = _root.Child(XmlNames.Assertion, "Assertion");
        _checks.Check(SamlRules.EncryptionRequired, plain is null || !_context.RequireEncryption, "an encrypted assertion", plain is null ? "encrypted" : "plain");
        if (plain is not null)
        {
            return plain;
        }

        // A response signature that did not verify ends here: nothing is decrypted for whoever changed the message.
        var holder = _root.Child(XmlNames.Assertion, "EncryptedAssertion")!;
        if (_root.Child(XmlNames.Signature, "Signature") is not null && verifiedResponse is null)
        {
            return null;
        }

        var tree = _decryptor.Decrypt(holder, "Assertion", verifiedResponse is not null, _checks);
        return tree is not null && CheckDecrypted(tree) ? tree.Root : null;
    }

    /// <summary>The rules of structure once more, for the part that was hidden.</summary>
    private bool CheckDecrypted(XmlTree tree)
    {
        var unique = _checks.Check(SamlRules.UniqueIds, !tree.Ids.Overlaps(_response.Tree.Ids), null, null, "Assertion");
        var placed = _checks.Check(SamlRules.AssertionPlacement, tree.Assertions.Count == 1, null, tree.Assertions.Count == 1 ? null : "an assertion inside another element", "Assertion");
        return SignaturePlacement.Check(tree, _checks) && unique && placed;
    }

    private SamlValidationResult Result(ValidatedAssertion? assertion, SamlStatus? status) => new(assertion, _checks.Checks, status, _response);

    private ValidatedAssertion Accepted(AssertionContent content, VerifiedElement? response, VerifiedElement? assertion) => new()
    {
        Id = content.Id,
        Issuer = _context.Provider.EntityId,
        IssueInstant = content.IssueInstant,
        ResponseId = _root.Attribute("ID")!,
        ResponseIssueInstant = _issueInstant,
        NameId = content.NameId,
        Attributes = content.Attributes,
        AuthnInstant = content.AuthnInstant,
        SessionIndex = content.SessionIndex,
        SessionNotOnOrAfter = content.SessionNotOnOrAfter,
        AuthnContextClassRef = content.AuthnContextClassRef,
        NotBefore = content.NotBefore,
        NotOnOrAfter = content.NotOnOrAfter,
        Audiences = content.Audiences,
        OneTimeUse = content.OneTimeUse,
        Recipient = content.Recipient,
        InResponseTo = _response.InResponseTo,
        AcceptableUntil = _window.AcceptableUntil(content.LastNotOnOrAfter),
        SignedElement = (assertion is null ? 0 : SamlSignedElement.Assertion) | (response is null ? 0 : SamlSignedElement.Response),
        SignatureAlgorithm = (assertion ?? response)!.Algorithm.Uri,
        SigningKeyThumbprint = (assertion ?? response)!.Key.Thumbprint,
        WasEncrypted = _response.IsEncrypted,
    };
}
