using System.Security.Cryptography;
using System.Text;
using Federation.Saml.Assertions;
using Federation.Saml.Bindings;
using Federation.Saml.Encryption;
using Federation.Saml.Protocol;
using Federation.Saml.Validation;
using Federation.Saml.Xml;

namespace Federation.Saml.Logout;

/// <summary>Validates logout messages of the Single Logout Profile (SAML Profiles 4.4), front channel, Redirect and POST.</summary>
public static class SamlLogoutValidator
{
    /// <summary>Validates a LogoutRequest; it must be signed (SAML Profiles 4.4.4.1).</summary>
    /// <param name="message">The message.</param>
    /// <param name="context">What is expected.</param>
    public static SamlLogoutResult<ValidatedLogoutRequest> ValidateRequest(UnverifiedLogoutMessage message, SamlLogoutContext context)
    {
        var (root, checks, window) = Open(message, context, isRequest: true, signatureRequired: true);
        if (!checks.AllPassed)
        {
            return new(null, checks.Checks);
        }

        // SAML Core 3.7.1
        if (root.Attribute("NotOnOrAfter") is { } text)
        {
            var wellFormed = SamlInstant.TryParse(text, out var end);
            checks.Check(SamlRules.LogoutNotOnOrAfter, wellFormed && window.HasNotEnded(end), window.EarliestText, text);
        }

        var nameId = Subject(root, context, checks);
        checks.Check(SamlRules.LogoutSubject, nameId is not null, "one readable NameID", nameId is null ? "another form" : null);
        return !checks.AllPassed || nameId is null
            ? new(null, checks.Checks)
            : new(
                new ValidatedLogoutRequest
                {
                    Id = root.Attribute("ID")!,
                    Issuer = context.Provider.EntityId,
                    NameId = nameId,
                    SessionIndexes = [.. root.Children(XmlNames.Protocol, "SessionIndex").Select(index => index.Text()).OfType<string>()],
                },
                checks.Checks);
    }

    /// <summary>Validates a LogoutResponse.</summary>
    /// <param name="message">The message.</param>
    /// <param name="context">What is expected.</param>
    public static SamlLogoutResult<ValidatedLogoutResponse> ValidateResponse(UnverifiedLogoutMessage message, SamlLogoutContext context)
    {
        var (root, checks, _) = Open(message, context, isRequest: false, context?.RequireSignedResponse ?? true);

        // SAML Profiles 4.4.4.2
        var answered = root.Attribute("InResponseTo");
        checks.Check(SamlRules.LogoutInResponseTo, answered is not null && answered == context!.PendingRequestId, context!.PendingRequestId ?? "no request is pending", answered ?? "none");
        var status = SamlStatus.Read(root);
        checks.Check(SamlRules.LogoutStatus, status is not null, "a readable status", status?.Describe() ?? "none");
        return checks.AllPassed
            ? new(new ValidatedLogoutResponse { InResponseTo = answered!, Status = status! }, checks.Checks)
            : new(null, checks.Checks);
    }

    private static (ElementNode Root, CheckList Checks, TimeWindow Window) Open(UnverifiedLogoutMessage message, SamlLogoutContext? context, bool isRequest, bool signatureRequired)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);
        var (root, checks) = (message.Tree.Root, new CheckList());
        var window = new TimeWindow(context.Now, context.ClockSkew);
        checks.AddRange(message.ReadChecks);
        checks.Check(SamlRules.Root, message.IsRequest == isRequest, isRequest ? "LogoutRequest" : "LogoutResponse", root.LocalName);
        var embedded = message.Query is null ? root.Child(XmlNames.Signature, "Signature") : null;
        var isSigned = embedded is not null || message.Query?.IsSigned == true;
        new EnvelopeCheck(context.Provider.EntityId, context.Destinations, window, checks) { MaxIssueAge = context.MaxIssueAge }.Run(root, isSigned);
        checks.Check(SamlRules.SignatureRequired, isSigned || !signatureRequired, "a signature", isSigned ? "signed" : "no signature", root.LocalName);
        if (message.Query is { IsSigned: true } query)
        {
            VerifyQuery(query, context, checks, root.LocalName);
        }
        else if (embedded is not null && SignaturePlacement.Check(message.Tree, checks))
        {
            SignatureVerifier.Verify(root, embedded, "ID", context.Provider.SigningKeys, context.AllowSha1, checks);
        }

        return (root, checks, window);
    }

    // SAML Bindings 3.4.4.1: over the characters as they were received.
    private static void VerifyQuery(RedirectQuery query, SamlLogoutContext context, CheckList checks, string target)
    {
        var uri = query.RawSigAlg is null ? null : RedirectQuery.Decode(query.RawSigAlg);
        var algorithm = SignatureAlgorithms.Signature(uri, context.AllowSha1);
        var allowed = checks.Check(SamlRules.SignatureAlgorithm, algorithm is not null, "RSA or ECDSA with an allowed hash", uri ?? "none", target);
        var value = query.RawSignature is null ? null : XmlBase64.Decode(RedirectQuery.Decode(query.RawSignature));
        var wellFormed = checks.Check(SamlRules.SignatureStructure, value is not null, "Signature and SigAlg", value is null ? "another form" : null, target);
        if (allowed && wellFormed)
        {
            CheckList? attempt = null;
            foreach (var signed in query.Signed())
            {
                if (attempt?.AllPassed != true)
                {
                    attempt = new CheckList(capacity: 2);
                    var hash = CryptographicOperations.HashData(algorithm!.Hash, Encoding.UTF8.GetBytes(signed));
                    SignatureVerifier.MakerOf(algorithm, hash, value!, context.Provider.SigningKeys, attempt, target);
                }
            }

            checks.AddRange(attempt!);
        }
    }

    // The caller has checked the signature: what is opened here lies under it.
    private static SamlNameId? Subject(ElementNode root, SamlLogoutContext context, CheckList checks)
    {
        var count = root.CountChildren(XmlNames.Assertion, "NameID") + root.CountChildren(XmlNames.Assertion, "EncryptedID") + root.CountChildren(XmlNames.Assertion, "BaseID");
        if (count != 1)
        {
            return null;
        }

        return root.Child(XmlNames.Assertion, "EncryptedID") is { } encrypted
            ? NameIdReader.Read(new Decryptor(context.DecryptionKeys).Decrypt(encrypted, "NameID", underSignature: true, checks)?.Root)
            : NameIdReader.Read(root.Child(XmlNames.Assertion, "NameID"));
    }
}
