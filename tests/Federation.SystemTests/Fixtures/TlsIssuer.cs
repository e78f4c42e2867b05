using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Federation.SystemTests.Fixtures;

/// <summary>An issuer of tokens on a loopback address, over TLS with a certificate that signs itself. Written for these tests alone: it shares no code with the gateway.</summary>
internal sealed class TlsIssuer : IAsyncDisposable
{
    public const string Audience = "sts.amazonaws.com";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public TlsIssuer()
    {
        _listener.Start();
        _loop = RunAsync();
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/realm");

    /// <summary>Url without its scheme.</summary>
    public string Name => Url["https://".Length..];

    public string Thumbprint => _certificate.GetCertHashString().ToLowerInvariant();

    public int Requests { get; private set; }

    /// <summary>A token for a subject, good for ten minutes, with further claims or others in the place of the usual.</summary>
    public string Token(string subject, params (string Name, object Value)[] others)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var head = JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = "k1", typ = "JWT" });
        var all = new Dictionary<string, object> { ["iss"] = Url, ["sub"] = subject, ["aud"] = Audience, ["iat"] = now, ["exp"] = now + 600 };
        foreach (var (name, value) in others)
        {
            all[name] = value;
        }

        var claims = JsonSerializer.SerializeToUtf8Bytes(all);
        var signed = $"{Base64Url.EncodeToString(head)}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        _stop.Dispose();
        _key.Dispose();
        _certificate.Dispose();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=issuer", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task RunAsync()
    {
        var buffer = new byte[8192];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                var read = await tls.ReadAsync(buffer, _stop.Token);
                if (read == 0)
                {
                    // The other side liked the certificate no more than it should.
                    continue;
                }

                Requests++;
                var body = Answer(Encoding.ASCII.GetString(buffer, 0, read).Split(' ')[1]);
                var head = body is null ? "404 Not Found" : "200 OK";
                await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nContent-Type: application/json\r\nContent-Length: {body?.Length ?? 0}\r\nConnection: close\r\n\r\n{body}"), _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or AuthenticationException)
            {
                continue;
            }
        }
    }

    private string? Answer(string path)
    {
        var point = _key.ExportParameters(false).Q;
        return path switch
        {
            "/realm/.well-known/openid-configuration" => JsonSerializer.Serialize(new { issuer = Url, jwks_uri = Url + "/keys" }),
            "/realm/keys" => JsonSerializer.Serialize(new
            {
                keys = new[] { new { kty = "EC", crv = "P-256", kid = "k1", use = "sig", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) } },
            }),
            _ => null,
        };
    }
}
