using System.Globalization;

namespace Federation.Wire.SigV4;

/// <summary>The rules that a signed request keeps apart from the signature itself.</summary>
internal static class SignatureRules
{
    public static WireError? Check(WireRequest request, SignatureClaims claims, in SignatureVerificationOptions options) =>
        CheckScope(claims, options.ExpectedServices) ?? CheckHeaders(request, claims) ?? CheckTime(claims, options);

    private static WireError? CheckScope(SignatureClaims claims, IReadOnlyList<string> services)
    {
        if (claims.Terminator != SigV4Names.Terminator)
        {
            return SignatureErrors.DoesNotMatch($"Credential should be scoped with a valid terminator: 'aws4_request', not '{claims.Terminator}'.");
        }

        var isExpected = false;
        for (var i = 0; i < services.Count; i++)
        {
            isExpected |= services[i] == claims.Service;
        }

        if (!isExpected)
        {
            return SignatureErrors.DoesNotMatch($"Credential should be scoped to correct service: '{(services.Count == 0 ? string.Empty : services[0])}'. ");
        }

        if (!claims.Timestamp.AsSpan(0, 8).SequenceEqual(claims.ScopeDate))
        {
            return SignatureErrors.DoesNotMatch(
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{claims.ScopeDate}' != '{claims.Timestamp.AsSpan(0, 8)}', "
                + $"from '{claims.Timestamp}'.");
        }

        return null;
    }

    private static WireError? CheckHeaders(WireRequest request, SignatureClaims claims)
    {
        if (!IsSigned(claims, "host") || request.CountHeader("Host", out _) != 1)
        {
            return SignatureErrors.DoesNotMatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }

        var hasRegionSet = claims.Form == SignatureForm.Query
            ? request.Query.Contains(SigV4Names.RegionSet + "=", StringComparison.Ordinal)
            : IsSigned(claims, "x-amz-region-set");
        if (claims.Algorithm == SignatureAlgorithm.EcdsaP256Sha256 && !hasRegionSet)
        {
            return SignatureErrors.DoesNotMatch("'X-Amz-Region-Set' must be signed.");
        }

        foreach (ref readonly var header in request.Headers.Span)
        {
            if (header.Name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
                && !header.Name.Equals(SigV4Names.SecurityToken, StringComparison.OrdinalIgnoreCase)
                && !IsSigned(claims, header.Name))
            {
                // An intermediary could have added it, and the service would act on it.
                return SignatureErrors.DoesNotMatch($"There were headers present in the request which were not signed: '{header.Name.ToLowerInvariant()}'.");
            }
        }

        return null;
    }

    private static WireError? CheckTime(SignatureClaims claims, in SignatureVerificationOptions options)
    {
        var lifetime = claims.Form == SignatureForm.Query ? options.PresignedLifetime : options.Skew;
        var age = options.Now - claims.SignedAt;
        if (age > lifetime)
        {
            return SignatureErrors.DoesNotMatch(
                $"Signature expired: {claims.Timestamp} is now earlier than {Text(options.Now - lifetime)} ({Text(options.Now)} - {Minutes(lifetime)} min.)");
        }

        if (-age > options.Skew)
        {
            return SignatureErrors.DoesNotMatch(
                $"Signature not yet current: {claims.Timestamp} is still later than {Text(options.Now + options.Skew)} ({Text(options.Now)} + {Minutes(options.Skew)} min.)");
        }

        return null;
    }

    private static bool IsSigned(SignatureClaims claims, string name)
    {
        for (var i = 0; i < claims.SignedHeaders.Count; i++)
        {
            if (string.Equals(claims.SignedHeaders[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Text(DateTimeOffset instant) => SignatureTimestamp.ToText(instant);

    private static string Minutes(TimeSpan span) => span.TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture);
}
