using System.Text;

namespace Federation.Wire.SigV4;

/// <summary>Reads the header form: <c>AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>.</summary>
internal static class AuthorizationHeaderReader
{
    private ref struct Parameters
    {
        public ReadOnlySpan<char> Credential;
        public ReadOnlySpan<char> SignedHeaders;
        public ReadOnlySpan<char> Signature;
    }

    public static SignatureClaimsReading Read(WireRequest request, string authorization)
    {
        var text = authorization.AsSpan().Trim();
        var blank = text.IndexOf(' ');
        var name = blank < 0 ? text : text[..blank];
        if (!SigV4Names.TryParseAlgorithm(name, out var algorithm))
        {
            return UnsupportedAlgorithm(name, authorization);
        }

        var parameters = default(Parameters);
        if (Parse(blank < 0 ? default : text[blank..], ref parameters, authorization) is { } malformed)
        {
            return malformed;
        }

        var dates = request.CountHeader(SigV4Names.Date, out var amzDate);
        var dateHeaders = request.CountHeader("Date", out var date);
        if (Missing(parameters, hasDate: dates + dateHeaders > 0, authorization) is { } missing)
        {
            return missing;
        }

        // A second X-Amz-Date would be signed as "a,b" and read as "a".
        if (dates > 1 || (dates == 0 && dateHeaders > 1) || request.CountHeader(SigV4Names.SecurityToken, out var token) > 1)
        {
            return SignatureErrors.Incomplete("The request carries more than one 'X-Amz-Date', 'Date' or 'X-Amz-Security-Token' header.");
        }

        if (!CredentialScope.TryParse(parameters.Credential, algorithm, out var scope, out var scopeError))
        {
            return scopeError!;
        }

        if (!SignedHeaderList.TryParse(parameters.SignedHeaders, out var signedHeaders))
        {
            return SignatureErrors.Incomplete("'SignedHeaders' must be a list of distinct header names, separated by semicolons.");
        }

        var stamp = (amzDate ?? date!).Trim();
        if (!(amzDate is null ? SignatureTimestamp.TryParseDateHeader(stamp, out var signedAt) : SignatureTimestamp.TryParse(stamp, out signedAt)))
        {
            return SignatureTimestamp.Malformed(stamp);
        }

        return new SignatureClaims
        {
            Algorithm = algorithm,
            Form = SignatureForm.Header,
            AccessKeyId = scope.AccessKeyId,
            ScopeDate = scope.Date,
            Region = scope.Region,
            Service = scope.Service,
            Terminator = scope.Terminator,
            SignedHeaders = signedHeaders,
            Signature = parameters.Signature.ToString(),
            Timestamp = amzDate is null ? SignatureTimestamp.ToText(signedAt) : stamp,
            SignedAt = signedAt,
            SessionToken = token?.Trim(),
        };
    }

    private static WireError? Parse(ReadOnlySpan<char> text, ref Parameters parameters, string authorization)
    {
        foreach (var range in text.Split(','))
        {
            var pair = text[range].Trim();
            var equals = pair.IndexOf('=');
            if (equals < 0)
            {
                return SignatureErrors.Incomplete(
                    "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): "
                    + $"'{SignatureErrors.Hashed(authorization)}'.");
            }

            var value = pair[(equals + 1)..];
            var isNew = pair[..equals] switch
            {
                "Credential" => Take(ref parameters.Credential, value),
                "SignedHeaders" => Take(ref parameters.SignedHeaders, value),
                "Signature" => Take(ref parameters.Signature, value),
                _ => true,
            };
            if (!isNew)
            {
                return SignatureErrors.Incomplete($"Authorization header names '{pair[..equals]}' more than once.");
            }
        }

        return null;
    }

    private static bool Take(ref ReadOnlySpan<char> target, ReadOnlySpan<char> value)
    {
        if (!target.IsEmpty)
        {
            return false;
        }

        target = value;
        return true;
    }

    private static WireError? Missing(Parameters parameters, bool hasDate, string authorization)
    {
        if (!parameters.Credential.IsEmpty && !parameters.SignedHeaders.IsEmpty && !parameters.Signature.IsEmpty && hasDate)
        {
            return null;
        }

        var message = new StringBuilder();
        message.Append(parameters.Credential.IsEmpty ? "Authorization header requires 'Credential' parameter. " : null)
            .Append(parameters.Signature.IsEmpty ? "Authorization header requires 'Signature' parameter. " : null)
            .Append(parameters.SignedHeaders.IsEmpty ? "Authorization header requires 'SignedHeaders' parameter. " : null)
            .Append(hasDate ? null : "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ")
            .Append("(Hashed with SHA-256 and encoded with Base64) Authorization=")
            .Append(SignatureErrors.Hashed(authorization));
        return SignatureErrors.Incomplete(message.ToString());
    }

    private static WireError UnsupportedAlgorithm(ReadOnlySpan<char> name, string authorization) =>
        // Another scheme's name is followed by a credential of that scheme: only AWS's own names are repeated.
        name.StartsWith("AWS4-", StringComparison.Ordinal) && name.Length <= 64
            ? SignatureErrors.Incomplete($"Unsupported AWS 'algorithm': '{name}'.")
            : SignatureErrors.Incomplete($"Unsupported Authorization header (hashed with SHA-256 and encoded with Base64): '{SignatureErrors.Hashed(authorization)}'.");
}
