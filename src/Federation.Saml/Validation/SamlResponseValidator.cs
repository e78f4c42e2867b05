using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Validation;

/// <summary>Validates responses of the Web Browser SSO Profile (SAML Profiles 4.1.4.3) for both doors; stateless and safe across threads.</summary>
/// <remarks>
/// Single use is the caller's: it consumes the pending request and records the assertion's id until
/// <see cref="Assertions.ValidatedAssertion.AcceptableUntil"/>, and refuses when it cannot.
/// </remarks>
public static class SamlResponseValidator
{
    /// <summary>Validates the base64 value of the form field or parameter <c>SAMLResponse</c>.</summary>
    /// <param name="samlResponse">The value as it came.</param>
    /// <param name="context">What is expected.</param>
    /// <param name="limits">Bounds; <see cref="XmlLimits.Message"/> by default.</param>
    public static SamlValidationResult Validate(string samlResponse, SamlValidationContext context, XmlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return UnverifiedResponse.Read(samlResponse, out var checks, limits) is { } response
            ? Validate(response, context)
            : new SamlValidationResult(null, checks, null, null);
    }

    /// <summary>Validates a response that was read before.</summary>
    /// <param name="response">The response.</param>
    /// <param name="context">What is expected.</param>
    public static SamlValidationResult Validate(UnverifiedResponse response, SamlValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(context);
        return new ResponseValidation(response, context).Run();
    }
}
