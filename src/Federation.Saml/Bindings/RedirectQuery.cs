using System.Buffers;
using System.IO.Compression;
using Federation.Saml.Validation;
using Federation.Saml.Xml;

namespace Federation.Saml.Bindings;

/// <summary>The parameters of an HTTP-Redirect message, raw as they were received: the detached signature covers these very characters.</summary>
internal sealed record RedirectQuery(string Parameter, string RawMessage, string? RawRelayState, string? RawSigAlg, string? RawSignature)
{
    private const string Deflate = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

    // SAML Bindings 3.4.4.1 asks for the URL-encoding of forms, where a plus is a space; what base64 writes as a plus has to be escaped, and is taken where it is not.
    public string? RelayState => string.IsNullOrEmpty(RawRelayState) ? null : Decode(RawRelayState.Replace('+', ' '));

    public bool IsSigned => RawSignature is not null || RawSigAlg is not null;

    /// <summary>
    /// The characters that the signature covers (SAML Bindings 3.4.4.1), in the standard's order whatever the order in the URL. An empty RelayState is none, and so left
    /// out by some who sign and kept by others: both say the same.
    /// </summary>
    public IEnumerable<string> Signed()
    {
        yield return Signed(RawRelayState is null ? "" : $"&RelayState={RawRelayState}");
        if (RawRelayState is { Length: 0 })
        {
            yield return Signed("");
        }
    }

    private string Signed(string relayState) => $"{Parameter}={RawMessage}{relayState}&SigAlg={RawSigAlg}";

    /// <summary>Takes a query apart; null when a parameter of the binding is missing or comes twice.</summary>
    /// <param name="rawQuery">The query as received, with or without its question mark.</param>
    public static RedirectQuery? Read(string rawQuery)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in rawQuery.TrimStart('?').Split('&'))
        {
            var separator = pair.IndexOf('=', StringComparison.Ordinal);
            var name = separator < 0 ? pair : pair[..separator];
            if (name is "SAMLRequest" or "SAMLResponse" or "RelayState" or "SigAlg" or "Signature" or "SAMLEncoding" && !found.TryAdd(name, pair[(separator + 1)..]))
            {
                return null;
            }
        }

        var parameter = found.ContainsKey("SAMLRequest") ? "SAMLRequest" : "SAMLResponse";
        if (!found.TryGetValue(parameter, out var message) || (parameter == "SAMLRequest" && found.ContainsKey("SAMLResponse")) ||
            (found.TryGetValue("SAMLEncoding", out var encoding) && Decode(encoding) != Deflate))
        {
            return null;
        }

        return new RedirectQuery(parameter, message, found.GetValueOrDefault("RelayState"), found.GetValueOrDefault("SigAlg"), found.GetValueOrDefault("Signature"));
    }

    public static string Decode(string raw) => Uri.UnescapeDataString(raw);

    /// <summary>Inflates the message; null, with a failed check, when it is no base64, no DEFLATE, or unpacks to more than is allowed.</summary>
    public byte[]? Inflate(XmlLimits limits, CheckList checks)
    {
        if (RawMessage.Length > limits.MaxBytes || XmlBase64.Decode(Decode(RawMessage)) is not { } packed)
        {
            checks.Fail(SamlRules.Base64, "base64", "other characters, a broken end, or too much");
            return null;
        }

        checks.Pass(SamlRules.Base64);
        var plain = ArrayPool<byte>.Shared.Rent(limits.MaxBytes + 1);
        try
        {
            // A bomb stops here: one byte more than allowed is all that is ever unpacked.
            using var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
            var length = deflate.ReadAtLeast(plain.AsSpan(0, limits.MaxBytes + 1), limits.MaxBytes + 1, throwOnEndOfStream: false);
            if (length <= limits.MaxBytes)
            {
                return plain[..length];
            }

            checks.Fail(SamlRules.Size, "a message within its size", "more");
            return null;
        }
        catch (InvalidDataException)
        {
            checks.Fail(SamlRules.Base64, "DEFLATE", "something else");
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        }
    }
}
