using System.Globalization;
using Federation.Saml.Assertions;
using Federation.Saml.Encryption;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Validation;

/// <summary>Checks and reads one assertion. It goes on after a failure, so that the trace holds every check.</summary>
internal sealed class AssertionValidation(ElementNode assertion, SamlValidationContext context, TimeWindow window, string? inResponseTo, CheckList checks)
{
    private readonly AssertionContent _content = new();

    /// <summary>Null when a check failed.</summary>
    /// <param name="decryptor">Opens an encrypted identifier; null when no verified signature covers the assertion.</param>
    public AssertionContent? Run(Decryptor? decryptor)
    {
        CheckHead();
        CheckSubject(decryptor);
        new ConditionsCheck(context, window, _content, checks).Run(assertion);
        CheckAuthnStatements();
        _content.Attributes = AttributeReader.Read(assertion);
        return checks.AllPassed ? _content : null;
    }

    private void CheckHead()
    {
        var version = assertion.Attribute("Version");
        checks.Check(SamlRules.AssertionVersion, version == "2.0", "2.0", version);
        var id = assertion.Attribute("ID");
        checks.Check(SamlRules.AssertionId, !string.IsNullOrEmpty(id), "an ID", id);
        _content.Id = id ?? string.Empty;
        var issued = assertion.Attribute("IssueInstant");
        var wellFormed = SamlInstant.TryParse(issued, out var instant);
        checks.Check(SamlRules.AssertionIssueInstant, wellFormed && window.HasBegun(instant), window.LatestText, issued);
        if (context.MaxIssueAge is { } age)
        {
            window.CheckAge(SamlRules.AssertionAge, instant, age, checks);
        }

        _content.IssueInstant = instant;
        IssuerCheck.Run(SamlRules.AssertionIssuer, assertion, context.Provider.EntityId, checks);
    }

    // SAML Profiles 4.1.4.2: one subject, with a bearer confirmation. Its identifier may be missing (AD FS).
    private void CheckSubject(Decryptor? decryptor)
    {
        var subject = assertion.SingleChild(XmlNames.Assertion, "Subject");
        var identifiers = subject is null
            ? 0
            : subject.CountChildren(XmlNames.Assertion, "NameID") + subject.CountChildren(XmlNames.Assertion, "EncryptedID") + subject.CountChildren(XmlNames.Assertion, "BaseID");
        var name = subject?.Child(XmlNames.Assertion, "NameID");
        if (identifiers == 1 && subject?.Child(XmlNames.Assertion, "EncryptedID") is { } encrypted)
        {
            // SAML Core 2.2.4
            name = decryptor?.Decrypt(encrypted, "NameID", underSignature: true, checks)?.Root;
        }

        _content.NameId = NameIdReader.Read(name);
        var wellFormed = subject is not null && (identifiers == 0 || (identifiers == 1 && _content.NameId is not null));
        checks.Check(SamlRules.Subject, wellFormed, "one Subject with at most one readable NameID", wellFormed ? null : "another form");
        new ConfirmationCheck(context, window, inResponseTo, _content, checks).Run(subject);
    }

    private void CheckAuthnStatements()
    {
        var statements = assertion.Children(XmlNames.Assertion, "AuthnStatement").ToArray();
        if (!checks.Check(SamlRules.AuthnStatement, statements.Length > 0, "at least one", statements.Length.ToString(CultureInfo.InvariantCulture)))
        {
            return;
        }

        var first = statements[0];
        var authnText = first.Attribute("AuthnInstant");
        var wellFormed = SamlInstant.TryParse(authnText, out var authnInstant);
        checks.Check(SamlRules.AuthnInstant, wellFormed && window.HasBegun(authnInstant), window.LatestText, authnText);
        _content.AuthnInstant = authnInstant;
        _content.SessionIndex = first.Attribute("SessionIndex");
        _content.AuthnContextClassRef = first.Child(XmlNames.Assertion, "AuthnContext")?.Child(XmlNames.Assertion, "AuthnContextClassRef")?.TrimmedText();
        CheckDemands(authnText);
        foreach (var statement in statements)
        {
            CheckSessionEnd(statement.Attribute("SessionNotOnOrAfter"));
        }
    }

    private void CheckDemands(string? authnText)
    {
        // SAML Core 3.4.1: what ForceAuthn asked for is seen in the answer only.
        if (context.AuthnNotBefore is { } earliest)
        {
            checks.Check(SamlRules.AuthnFresh, _content.AuthnInstant >= earliest - context.ClockSkew, "not before " + SamlInstant.Format(earliest), authnText);
        }

        // SAML Core 3.3.2.2.1
        if (context.AuthnContextClassRefs.Count > 0)
        {
            var used = _content.AuthnContextClassRef;
            checks.Check(SamlRules.AuthnContext, used is not null && context.AuthnContextClassRefs.Contains(used), string.Join(" or ", context.AuthnContextClassRefs), used ?? "none");
        }
    }

    // SAML Core 2.7.2: the session at the provider caps ours; the earliest end of all statements counts.
    private void CheckSessionEnd(string? text)
    {
        if (text is null)
        {
            return;
        }

        var wellFormed = SamlInstant.TryParse(text, out var end);
        checks.Check(SamlRules.SessionNotOnOrAfter, wellFormed && window.HasNotEnded(end), window.EarliestText, text);
        if (_content.SessionNotOnOrAfter is null || end < _content.SessionNotOnOrAfter)
        {
            _content.SessionNotOnOrAfter = end;
        }
    }
}
