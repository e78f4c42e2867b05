using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Federation.SystemTests.Fixtures;

/// <summary>A second SigV4 signer, written for these tests alone, so that the gateway's own cannot agree with itself.</summary>
internal static class SigV4
{
    /// <summary>Signs a POST to <c>/</c> with these headers and this body; gives back the headers to send.</summary>
    public static Dictionary<string, string> Sign(Credentials credentials, string service, string host, IReadOnlyDictionary<string, string> headers, byte[] body, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var all = new SortedDictionary<string, string>(headers.ToDictionary(pair => pair.Key.ToLowerInvariant(), pair => pair.Value), StringComparer.Ordinal)
        {
            ["host"] = host,
            ["x-amz-date"] = stamp,
        };
        if (credentials.SessionToken is { } token)
        {
            all["x-amz-security-token"] = token;
        }

        var names = string.Join(';', all.Keys);
        var canonical = "POST\n/\n\n" + string.Concat(all.Select(pair => $"{pair.Key}:{pair.Value.Trim()}\n")) + $"\n{names}\n{Hash(body)}";
        var scope = $"{stamp[..8]}/us-east-1/{service}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + credentials.SecretAccessKey);
        foreach (var part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        var signed = new Dictionary<string, string>(all, StringComparer.Ordinal)
        {
            ["authorization"] = $"AWS4-HMAC-SHA256 Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}",
        };
        signed.Remove("host");
        return signed;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
