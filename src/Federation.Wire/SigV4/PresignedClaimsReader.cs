using System.Globalization;
using System.Text;

namespace Federation.Wire.SigV4;

/// <summary>Reads the presigned form, whose claims are query parameters.</summary>
internal static class PresignedClaimsReader
{
    /// <summary>AWS's upper bound of X-Amz-Expires: seven days, in seconds.</summary>
    private const int MaximumExpires = 604_800;

    private sealed class Parameters
    {
        public string? Algorithm;
        public string? Credential;
        public string? Date;
        public string? SignedHeaders;
        public string? Signature;
        public string? Expires;
        public string? SecurityToken;
    }

    public static bool IsPresigned(string query) =>
        query.Length > 0
        && (query.Contains("X-Amz-Signature", StringComparison.Ordinal) || query.Contains("X-Amz-Algorithm", StringComparison.Ordinal)
            || query.Contains("X-Amz-Credential", StringComparison.Ordinal));

    public static SignatureClaimsReading Read(WireRequest request)
    {
        var parameters = new Parameters();
        if (Collect(request.Query, parameters) is { } malformed)
        {
            return malformed;
        }

        if (Missing(parameters) is { } missing)
        {
            return missing;
        }

        if (!SigV4Names.TryParseAlgorithm(parameters.Algorithm, out var algorithm))
        {
            return SignatureErrors.Incomplete($"Unsupported AWS 'algorithm': '{parameters.Algorithm![..Math.Min(64, parameters.Algorithm!.Length)]}'.");
        }

        if (!CredentialScope.TryParse(parameters.Credential, algorithm, out var scope, out var scopeError))
        {
            return scopeError!;
        }

        if (!SignedHeaderList.TryParse(parameters.SignedHeaders, out var signedHeaders))
        {
            return SignatureErrors.Incomplete("'X-Amz-SignedHeaders' must be a list of distinct header names, separated by semicolons.");
        }

        if (!SignatureTimestamp.TryParse(parameters.Date!, out var signedAt))
        {
            return SignatureTimestamp.Malformed(parameters.Date!);
        }

        int? expires = null;
        if (parameters.Expires is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > MaximumExpires)
            {
                return SignatureErrors.Incomplete("'X-Amz-Expires' must be a number of seconds between 1 and 604800.");
            }

            expires = seconds;
        }

        return new SignatureClaims
        {
            Algorithm = algorithm,
            Form = SignatureForm.Query,
            AccessKeyId = scope.AccessKeyId,
            ScopeDate = scope.Date,
            Region = scope.Region,
            Service = scope.Service,
            Terminator = scope.Terminator,
            SignedHeaders = signedHeaders,
            Signature = parameters.Signature!,
            Timestamp = parameters.Date!,
            SignedAt = signedAt,
            SessionToken = parameters.SecurityToken ?? request.GetHeader(SigV4Names.SecurityToken)?.Trim(),
            ExpiresSeconds = expires,
        };
    }

    private static WireError? Collect(string query, Parameters parameters)
    {
        foreach (var range in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan()[range];
            var equals = pair.IndexOf('=');
            if (!PercentEncoding.TryDecode(equals < 0 ? pair : pair[..equals], out var name))
            {
                return SignatureErrors.Incomplete("The query string is not valid percent-encoded UTF-8. Re-examine the query-string parameters.");
            }

            ref var target = ref Find(parameters, name, out var isClaim);
            if (!isClaim)
            {
                continue;
            }

            if (target is not null)
            {
                return SignatureErrors.Incomplete($"AWS query-string parameters must include '{name}' once only. Re-examine the query-string parameters.");
            }

            if (!PercentEncoding.TryDecode(equals < 0 ? default : pair[(equals + 1)..], out var value))
            {
                return SignatureErrors.Incomplete($"AWS query-string parameter '{name}' is malformed. Re-examine the query-string parameters.");
            }

            target = value;
        }

        return null;
    }

    private static ref string? Find(Parameters parameters, string name, out bool isClaim)
    {
        isClaim = true;
        switch (name)
        {
            case SigV4Names.Algorithm: return ref parameters.Algorithm;
            case SigV4Names.Credential: return ref parameters.Credential;
            case SigV4Names.Date: return ref parameters.Date;
            case SigV4Names.SignedHeaders: return ref parameters.SignedHeaders;
            case SigV4Names.Signature: return ref parameters.Signature;
            case SigV4Names.Expires: return ref parameters.Expires;
            case SigV4Names.SecurityToken: return ref parameters.SecurityToken;
            default:
                isClaim = false;
                return ref parameters.Algorithm;
        }
    }

    private static WireError? Missing(Parameters parameters)
    {
        ReadOnlySpan<(string Name, string? Value)> required =
        [
            (SigV4Names.Algorithm, parameters.Algorithm), (SigV4Names.Credential, parameters.Credential), (SigV4Names.Signature, parameters.Signature),
            (SigV4Names.SignedHeaders, parameters.SignedHeaders), (SigV4Names.Date, parameters.Date),
        ];
        var message = new StringBuilder();
        foreach (var (name, value) in required)
        {
            if (string.IsNullOrEmpty(value))
            {
                message.Append("AWS query-string parameters must include '").Append(name).Append("'. ");
            }
        }

        return message.Length == 0 ? null : SignatureErrors.Incomplete(message.Append("Re-examine the query-string parameters.").ToString());
    }
}
