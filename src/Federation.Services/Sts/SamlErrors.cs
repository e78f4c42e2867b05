using Federation.Model.Results;
using Federation.Saml.Validation;

namespace Federation.Services.Sts;

/// <summary>What STS answers for a failed check of an assertion, in AWS's words (AWS: Troubleshoot SAML federation); the check itself goes to log and audit.</summary>
internal static class SamlErrors
{
    internal static AwsError Of(SamlValidationResult result)
    {
        var failure = result.FirstFailure;
        var error = failure?.Rule.Kind switch
        {
            SamlRuleKind.Expired => StsErrors.ExpiredToken("Token must be redeemed within 5 minutes of issuance"),
            SamlRuleKind.Rejected => StsErrors.IdpRejectedClaim("The identity provider reported that authentication failed"),
            _ => StsErrors.InvalidIdentityToken(Text(failure?.Rule.Id)),
        };
        return error with { Detail = Describe(result) };
    }

    /// <summary>Failed checks with what was expected and what came; the room puts no secret and no attribute value into them.</summary>
    internal static string Describe(SamlValidationResult result) =>
        string.Join("; ", result.Checks.Where(check => !check.Passed).Select(check => $"{check.Rule.Id}: expected {check.Expected ?? "-"}, came {check.Actual ?? "-"}"));

    private static string Text(string? rule) => rule switch
    {
        null => "Invalid SAML response",
        "message.issuer" or "assertion.issuer" => "Issuer not present in specified provider",
        "conditions.audience" or "confirmation.recipient" or "message.destination" => "Response does not contain the required audience.",
        "response.in-response-to" or "confirmation.in-response-to" => "The response answers a sign-in request of this service and can only be used there",
        "encryption.decrypt" => "Unable to decrypt the SAML assertion",
        _ when rule.StartsWith("signature.", StringComparison.Ordinal) => "Response signature invalid",
        _ when rule.StartsWith("xml.", StringComparison.Ordinal) || rule.StartsWith("message.", StringComparison.Ordinal) => "Invalid base64 SAMLResponse or malformed SAML response",
        _ => "Invalid SAML response",
    };
}
