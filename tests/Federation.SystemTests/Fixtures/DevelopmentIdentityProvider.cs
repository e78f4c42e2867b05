using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Federation.SystemTests.Fixtures;

/// <summary>The demo's identity provider by itself, with one service provider whose key the tests hold.</summary>
public sealed class DevelopmentIdentityProvider : IAsyncLifetime
{
    public const string ServiceProvider = "https://sp.example.com/metadata";
    public const string Consumer = "https://sp.example.com/acs";

    private readonly HttpListener _metadataServer = new();
    private ChildProcess? _process;

    public RSA Key { get; } = RSA.Create(2048);

    /// <summary>Where the service provider takes logout messages; it answers with its metadata, whatever comes.</summary>
    public Uri ServiceProviderLogout { get; private set; } = new("http://localhost");

    public Uri Url { get; private set; } = new("http://localhost");

    public async ValueTask InitializeAsync()
    {
        var metadata = $"http://127.0.0.1:{Loopback.FreePort()}/";
        _metadataServer.Prefixes.Add(metadata);
        ServiceProviderLogout = new Uri(metadata + "slo");
        _metadataServer.Start();
        _ = ServeMetadataAsync();
        Url = new Uri($"http://localhost:{Loopback.FreePort()}");
        _process = ChildProcess.StartBuilt("Federation.Demo", ["--idp-only", "--idp-port", $"{Url.Port}", "--sp-metadata", metadata]);
        await _process.UntilOutputAsync("Ready.");
    }

    public async ValueTask DisposeAsync()
    {
        await _process!.DisposeAsync();
        _metadataServer.Close();
        Key.Dispose();
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The listener's end surfaces as several exception types; each ends the loop.")]
    private async Task ServeMetadataAsync()
    {
        var certificate = new CertificateRequest("CN=sp", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var xml = Encoding.UTF8.GetBytes($"""
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ServiceProvider}">
              <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" AuthnRequestsSigned="true">
                <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(certificate.RawData)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
                <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{ServiceProviderLogout}"/>
                <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{Consumer}" index="0"/>
              </md:SPSSODescriptor>
            </md:EntityDescriptor>
            """);
        while (_metadataServer.IsListening)
        {
            try
            {
                var context = await _metadataServer.GetContextAsync();
                await context.Response.OutputStream.WriteAsync(xml);
                context.Response.Close();
            }
            catch (Exception)
            {
                return;
            }
        }
    }
}
