using Federation.Model.Results;

namespace Federation.Services.Sts;

/// <summary>A second factor that comes with a call: SerialNumber and TokenCode.</summary>
internal static class MfaInCall
{
    /// <summary>
    /// Null where the call shows no second factor. One that cannot be checked is refused, never passed over: the caller asked for a session with a second factor. No caller of
    /// the gateway has a device so far (AWS: AccessDenied, with these texts).
    /// </summary>
    internal static AwsError? Check(string? serialNumber, string? tokenCode) => (serialNumber, tokenCode) switch
    {
        (null, null) => null,
        (null, _) or (_, null) => CommonErrors.AccessDenied("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."),
        _ => CommonErrors.AccessDenied("MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user."),
    };
}
