namespace Federation.Saml.Validation;

/// <summary>Every rule by which a message is judged; <c>docs/saml.md</c> lists the same ids.</summary>
public static class SamlRules
{
    /// <summary>The form value or parameter is base64 within its size.</summary>
    public static SamlRule Base64 { get; } = new("message.base64", "the message is base64 within its size", "SAML Bindings 3.5.4");

    /// <summary>UTF-8 and nothing else.</summary>
    public static SamlRule Encoding { get; } = new("xml.encoding", "the document is UTF-8", "SAML Bindings 3.1.1");

    /// <summary>Size in bytes.</summary>
    public static SamlRule Size { get; } = new("xml.size", "the document is within its size", "SAML Security Considerations 4.1.1");

    /// <summary>No document type declaration at all.</summary>
    public static SamlRule Dtd { get; } = new("xml.dtd", "the document has no document type declaration", "SAML Core 1.1");

    /// <summary>Well-formed XML 1.0 with namespaces.</summary>
    public static SamlRule WellFormed { get; } = new("xml.well-formed", "the document is well-formed XML", "XML 1.0 §2.1");

    /// <summary>Nesting of elements.</summary>
    public static SamlRule Depth { get; } = new("xml.depth", "elements are not nested too deep", "SAML Security Considerations 4.1.1");

    /// <summary>Number of nodes.</summary>
    public static SamlRule Nodes { get; } = new("xml.nodes", "the document has not too many nodes", "SAML Security Considerations 4.1.1");

    /// <summary>Number of attributes of one element.</summary>
    public static SamlRule Attributes { get; } = new("xml.attributes", "no element has too many attributes", "SAML Security Considerations 4.1.1");

    /// <summary>IDs are unique, whatever element or spelling carries them.</summary>
    public static SamlRule UniqueIds { get; } = new("xml.ids", "every ID occurs once in the document", "SAML Core 1.3.4");

    /// <summary>The root element is the expected message.</summary>
    public static SamlRule Root { get; } = new("message.root", "the root element is the expected message", "SAML Bindings 3.5.3");

    /// <summary>ID of the message.</summary>
    public static SamlRule MessageId { get; } = new("message.id", "the message has an ID", "SAML Core 3.2.2");

    /// <summary>Version 2.0 of the message.</summary>
    public static SamlRule MessageVersion { get; } = new("message.version", "the message has version 2.0", "SAML Core 3.2.2");

    /// <summary>IssueInstant of the message.</summary>
    public static SamlRule MessageIssueInstant { get; } =
        new("message.issue-instant", "the message was issued before now", "SAML Core 3.2.2");

    /// <summary>Age of the message where it is limited.</summary>
    public static SamlRule MessageAge { get; } = new("message.age", "the message is not too old", "SAML Core 3.2.2", SamlRuleKind.Expired);

    /// <summary>Issuer of the message.</summary>
    public static SamlRule MessageIssuer { get; } = new("message.issuer", "the message comes from the provider whose keys are used", "SAML Profiles 4.1.4.2");

    /// <summary>Destination of the message.</summary>
    public static SamlRule Destination { get; } = new("message.destination", "the message was sent to one of our URLs", "SAML Core 3.2.2, Bindings 3.5.5.2");

    /// <summary>Status of a response.</summary>
    public static SamlRule Status { get; } = new("response.status", "the identity provider reports success", "SAML Core 3.2.2.1", SamlRuleKind.Rejected);

    /// <summary>InResponseTo of a response.</summary>
    public static SamlRule InResponseTo { get; } =
        new("response.in-response-to", "the response answers a pending request of this browser, or may be unsolicited", "SAML Profiles 4.1.4.3");

    /// <summary>Exactly one assertion.</summary>
    public static SamlRule SingleAssertion { get; } = new("assertion.single", "the response holds exactly one assertion", "SAML Profiles 4.1.4.2");

    /// <summary>Where assertions may stand.</summary>
    public static SamlRule AssertionPlacement { get; } = new("assertion.placement", "no assertion stands elsewhere than in the response", "SAML Core 3.3.3");

    /// <summary>Where signatures may stand.</summary>
    public static SamlRule SignaturePlacement { get; } =
        new("signature.placement", "signatures are direct children of what they sign, at most one each", "SAML Core 5.4.1");

    /// <summary>What is read lies under a signature.</summary>
    public static SamlRule SignatureRequired { get; } = new("signature.required", "what is read lies under a signature", "SAML Profiles 4.1.4.5");

    /// <summary>The strict form of a signature.</summary>
    public static SamlRule SignatureStructure { get; } = new("signature.structure", "the signature has the one form SAML allows", "SAML Core 5.4");

    /// <summary>The one reference to the very element.</summary>
    public static SamlRule SignatureReference { get; } = new("signature.reference", "the one reference names the ID of the signed element", "SAML Core 5.4.2");

    /// <summary>Enveloped signature, then exclusive canonicalization.</summary>
    public static SamlRule SignatureTransforms { get; } =
        new("signature.transforms", "the transforms are enveloped-signature and exclusive canonicalization", "SAML Core 5.4.4");

    /// <summary>Allow-listed algorithms.</summary>
    public static SamlRule SignatureAlgorithm { get; } = new("signature.algorithm", "the algorithms are allowed for this provider", "SAML Core 5.4.3");

    /// <summary>A key of the provider's metadata that fits the algorithm.</summary>
    public static SamlRule SignatureKey { get; } = new("signature.key", "the provider's metadata has a key for this algorithm", "SAML Core 5.4.5");

    /// <summary>The digest.</summary>
    public static SamlRule SignatureDigest { get; } = new("signature.digest", "the signed content is unchanged", "XML Signature 3.2.1");

    /// <summary>The signature value.</summary>
    public static SamlRule SignatureValue { get; } = new("signature.value", "a key of the provider made the signature", "XML Signature 3.2.2");

    /// <summary>Encryption where the provider must encrypt.</summary>
    public static SamlRule EncryptionRequired { get; } = new("encryption.required", "the assertion is encrypted where this is demanded", "SAML Core 6");

    /// <summary>CBC only under a signature.</summary>
    public static SamlRule EncryptionUnderSignature { get; } =
        new("encryption.under-signature", "content encrypted without authentication lies under a signature", "XML Encryption 1.1 §6.1.3");

    /// <summary>Decryption; every failure has this one id.</summary>
    public static SamlRule Decryption { get; } = new("encryption.decrypt", "the encrypted content can be read with one of our keys", "SAML Core 6.2");

    /// <summary>ID of the assertion.</summary>
    public static SamlRule AssertionId { get; } = new("assertion.id", "the assertion has an ID", "SAML Core 2.3.3");

    /// <summary>Version 2.0 of the assertion.</summary>
    public static SamlRule AssertionVersion { get; } = new("assertion.version", "the assertion has version 2.0", "SAML Core 2.3.3");

    /// <summary>IssueInstant of the assertion.</summary>
    public static SamlRule AssertionIssueInstant { get; } =
        new("assertion.issue-instant", "the assertion was issued before now", "SAML Core 2.3.3");

    /// <summary>Age of the assertion where it is limited.</summary>
    public static SamlRule AssertionAge { get; } =
        new("assertion.age", "the assertion is not too old", "AWS: AssumeRoleWithSAML", SamlRuleKind.Expired);

    /// <summary>Issuer of the assertion.</summary>
    public static SamlRule AssertionIssuer { get; } = new("assertion.issuer", "the assertion comes from the provider whose keys are used", "SAML Profiles 4.1.4.2");

    /// <summary>The subject and its identifier.</summary>
    public static SamlRule Subject { get; } = new("subject.present", "the assertion has one subject with a well-formed identifier", "SAML Profiles 4.1.4.2");

    /// <summary>A bearer confirmation.</summary>
    public static SamlRule Bearer { get; } = new("confirmation.bearer", "the subject has a bearer confirmation", "SAML Profiles 4.1.4.2");

    /// <summary>Recipient of the confirmation.</summary>
    public static SamlRule Recipient { get; } = new("confirmation.recipient", "the recipient is one of our URLs", "SAML Profiles 4.1.4.3");

    /// <summary>End of the confirmation.</summary>
    public static SamlRule ConfirmationNotOnOrAfter { get; } =
        new("confirmation.not-on-or-after", "the confirmation has not run out", "SAML Profiles 4.1.4.3", SamlRuleKind.Expired);

    /// <summary>No NotBefore in a bearer confirmation.</summary>
    public static SamlRule ConfirmationNotBefore { get; } = new("confirmation.not-before", "a bearer confirmation has no NotBefore", "SAML Profiles 4.1.4.2");

    /// <summary>InResponseTo of the confirmation.</summary>
    public static SamlRule ConfirmationInResponseTo { get; } =
        new("confirmation.in-response-to", "the confirmation answers the same request as the response", "SAML Profiles 4.1.4.3");

    /// <summary>Exactly one Conditions.</summary>
    public static SamlRule Conditions { get; } = new("conditions.present", "the assertion has one set of conditions", "SAML Profiles 4.1.4.2");

    /// <summary>Start of the conditions.</summary>
    public static SamlRule ConditionsNotBefore { get; } = new("conditions.not-before", "the conditions hold already", "SAML Core 2.5.1.2");

    /// <summary>End of the conditions.</summary>
    public static SamlRule ConditionsNotOnOrAfter { get; } =
        new("conditions.not-on-or-after", "the conditions hold still", "SAML Core 2.5.1.2", SamlRuleKind.Expired);

    /// <summary>Audience restrictions.</summary>
    public static SamlRule Audience { get; } = new("conditions.audience", "every audience restriction names us", "SAML Core 2.5.1.4, Profiles 4.1.4.2");

    /// <summary>No condition that is not understood.</summary>
    public static SamlRule ConditionsUnderstood { get; } = new("conditions.understood", "every condition is understood", "SAML Core 2.5.1.1");

    /// <summary>An authentication statement.</summary>
    public static SamlRule AuthnStatement { get; } = new("authn.statement", "the assertion has an authentication statement", "SAML Profiles 4.1.4.2");

    /// <summary>AuthnInstant.</summary>
    public static SamlRule AuthnInstant { get; } = new("authn.instant", "the person signed in before now", "SAML Core 2.7.2");

    /// <summary>A fresh sign-in where one was forced.</summary>
    public static SamlRule AuthnFresh { get; } = new("authn.fresh", "the person signed in anew where that was asked for", "SAML Core 3.4.1");

    /// <summary>The way of signing in where one is demanded.</summary>
    public static SamlRule AuthnContext { get; } = new("authn.context", "the person signed in in a way that was asked for", "SAML Core 3.3.2.2.1");

    /// <summary>SessionNotOnOrAfter.</summary>
    public static SamlRule SessionNotOnOrAfter { get; } =
        new("authn.session-not-on-or-after", "the session at the identity provider has not ended", "SAML Core 2.7.2", SamlRuleKind.Expired);

    /// <summary>The subject of a LogoutRequest.</summary>
    public static SamlRule LogoutSubject { get; } = new("logout.subject", "the logout request names one subject", "SAML Core 3.7.1");

    /// <summary>End of a LogoutRequest.</summary>
    public static SamlRule LogoutNotOnOrAfter { get; } =
        new("logout.not-on-or-after", "the logout request has not run out", "SAML Core 3.7.1", SamlRuleKind.Expired);

    /// <summary>InResponseTo of a LogoutResponse.</summary>
    public static SamlRule LogoutInResponseTo { get; } = new("logout.in-response-to", "the logout response answers our pending request", "SAML Profiles 4.4.4.2");

    /// <summary>Status of a LogoutResponse.</summary>
    public static SamlRule LogoutStatus { get; } = new("logout.status", "the logout response has a status", "SAML Core 3.2.2.1");

    /// <summary>All rules of this class, in the order in which they are checked.</summary>
    public static IReadOnlyList<SamlRule> All { get; } =
    [
        Base64, Size, Encoding, Dtd, WellFormed, Depth, Nodes, Attributes, UniqueIds, Root, MessageId, MessageVersion, MessageIssueInstant, MessageAge, MessageIssuer,
        Destination, Status, InResponseTo, SingleAssertion, AssertionPlacement, SignaturePlacement, SignatureRequired, SignatureStructure, SignatureReference,
        SignatureTransforms, SignatureAlgorithm, SignatureKey, SignatureDigest, SignatureValue, EncryptionRequired, EncryptionUnderSignature, Decryption,
        AssertionId, AssertionVersion, AssertionIssueInstant, AssertionAge, AssertionIssuer, Subject, Bearer, Recipient, ConfirmationNotOnOrAfter, ConfirmationNotBefore,
        ConfirmationInResponseTo, Conditions, ConditionsNotBefore, ConditionsNotOnOrAfter, Audience, ConditionsUnderstood, AuthnStatement, AuthnInstant,
        AuthnFresh, AuthnContext,
        SessionNotOnOrAfter, LogoutSubject, LogoutNotOnOrAfter, LogoutInResponseTo, LogoutStatus,
    ];
}
