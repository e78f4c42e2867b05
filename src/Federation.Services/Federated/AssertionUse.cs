using Federation.Model.Sessions;
using Federation.Saml.Assertions;

namespace Federation.Services.Federated;

/// <summary>
/// The one record of an assertion's use, for both doors. Its scope is the issuer and the key that signed: an assertion that several providers of
/// one IdP could take is used once over all of them, and a provider of the same entity id with other keys cannot use up an id of this one.
/// </summary>
internal static class AssertionUse
{
    private const string Purpose = "saml-assertion";

    /// <summary>STS may take an assertion again, for the roles that it names; the browser's door may not after that, nor STS after the browser's door.</summary>
    private const string StsHolder = "sts";

    internal static OneTimeUse AtBrowser(ValidatedAssertion assertion) => Use(assertion, null);

    internal static OneTimeUse AtSts(ValidatedAssertion assertion) => Use(assertion, StsHolder);

    private static OneTimeUse Use(ValidatedAssertion assertion, string? holder) =>
        new(Purpose, $"{assertion.SigningKeyThumbprint} {assertion.Issuer}", assertion.Id, assertion.AcceptableUntil) { Holder = holder };
}
