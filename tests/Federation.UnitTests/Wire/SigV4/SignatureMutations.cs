using Federation.Wire;
using Federation.Wire.SigV4;

namespace Federation.UnitTests.Wire.SigV4;

/// <summary>Changes one thing of a signed request at a time.</summary>
internal static class SignatureMutations
{
    public static IEnumerable<(string Name, WireRequest Request)> Of(WireRequest request, SignatureClaims claims)
    {
        yield return ("method", request.With(method: request.Method == "GET" ? "PUT" : "GET"));
        yield return ("path", request.With(path: request.Path.TrimEnd('/') + "/added"));
        yield return ("query parameter added", request.With(query: request.Query.Length == 0 ? "added=1" : "added=1&" + request.Query));
        yield return ("body", request.With(body: [.. request.Body.ToArray(), (byte)'x']));
        foreach (var name in claims.SignedHeaders)
        {
            yield return ("header " + name, request.ReplaceHeader(name, value => value + "0"));
            yield return ("header repeated " + name, request.WithHeader(name, "again"));
            yield return ("header removed " + name, request.WithoutHeader(name));
        }

        foreach (var flipped in FlipSignatureDigits(claims.Signature))
        {
            yield return ("signature", claims.Form == SignatureForm.Header
                ? request.ReplaceHeader("Authorization", value => value.Replace(claims.Signature, flipped, StringComparison.Ordinal))
                : request.With(query: request.Query.Replace(claims.Signature, flipped, StringComparison.Ordinal)));
        }
    }

    private static IEnumerable<string> FlipSignatureDigits(string signature)
    {
        foreach (var at in new[] { 0, signature.Length / 2, signature.Length - 1 })
        {
            var digits = signature.ToCharArray();
            digits[at] = digits[at] == '0' ? '1' : '0';
            yield return new string(digits);
        }

        yield return signature[..^2];
        yield return signature + "00";
    }
}
