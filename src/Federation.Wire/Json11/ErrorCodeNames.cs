using System.Collections.Frozen;

namespace Federation.Wire.Json11;

/// <summary>The names that codes of the query protocol have in JSON services.</summary>
internal static class ErrorCodeNames
{
    private static readonly FrozenDictionary<string, string> JsonNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["InvalidClientTokenId"] = "UnrecognizedClientException",
        ["SignatureDoesNotMatch"] = "InvalidSignatureException",
        ["MissingAuthenticationToken"] = "MissingAuthenticationTokenException",
        ["IncompleteSignature"] = "IncompleteSignatureException",
        ["ExpiredToken"] = "ExpiredTokenException",
        ["AccessDenied"] = "AccessDeniedException",
        ["OptInRequired"] = "OptInRequired",
        ["Throttling"] = "ThrottlingException",
        ["InvalidAction"] = "UnknownOperationException",
        ["InternalFailure"] = "InternalFailure",
        ["ServiceUnavailable"] = "ServiceUnavailableException",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Codes that AWS's front end gives, not the service: their text is in <c>message</c>, that of a service in <c>Message</c>.</summary>
    private static readonly FrozenSet<string> OfFrontEnd = new[]
    {
        "UnrecognizedClientException", "InvalidSignatureException", "MissingAuthenticationTokenException", "IncompleteSignatureException", "ExpiredTokenException",
        "UnknownOperationException", "SerializationException", "ThrottlingException", "InternalFailure", "ServiceUnavailableException",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string For(ServiceModel service, string code)
    {
        if (code == "ValidationError")
        {
            return service.ValidationErrorCode;
        }

        return service.Protocol == WireProtocol.Json11 && JsonNames.TryGetValue(code, out var name) ? name : code;
    }

    public static bool IsOfFrontEnd(string jsonCode) => OfFrontEnd.Contains(jsonCode);
}
