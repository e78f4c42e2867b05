namespace Federation.Model.Results;

/// <summary>STS's modelled errors (API version 2011-06-15): code on the wire and HTTP status.</summary>
public static class StsErrors
{
    /// <summary>400: the assertion or token was issued too long ago.</summary>
    public static AwsError ExpiredToken(string message) => new("ExpiredTokenException", 400, message);

    /// <summary>400: the assertion or token cannot be used.</summary>
    public static AwsError InvalidIdentityToken(string message) => new("InvalidIdentityToken", 400, message);

    /// <summary>403: the identity provider said no, or a claim cannot be taken.</summary>
    public static AwsError IdpRejectedClaim(string message) => new("IDPRejectedClaim", 403, message);

    /// <summary>400: the identity provider could not be reached.</summary>
    public static AwsError IdpCommunicationError(string message) => new("IDPCommunicationError", 400, message);

    /// <summary>400: session policies and tags do not fit into a session token.</summary>
    public static AwsError PackedPolicyTooLarge(string message) => new("PackedPolicyTooLarge", 400, message);

    /// <summary>400: the policy document is not one.</summary>
    public static AwsError MalformedPolicyDocument(string message) => new("MalformedPolicyDocument", 400, message);

    /// <summary>400: the encoded authorization message is not ours.</summary>
    public static AwsError InvalidAuthorizationMessage(string message) => new("InvalidAuthorizationMessageException", 400, message);

    /// <summary>403: a token would outlive the session that asks for it.</summary>
    public static AwsError SessionDurationEscalation(string message) => new("SessionDurationEscalationException", 403, message);

    /// <summary>403: the account's principals get no tokens.</summary>
    public static AwsError OutboundWebIdentityFederationDisabled(string message) => new("OutboundWebIdentityFederationDisabledException", 403, message);

    /// <summary>400: the tags do not fit into a token.</summary>
    public static AwsError JwtPayloadSizeExceeded(string message) => new("JWTPayloadSizeExceededException", 400, message);
}
