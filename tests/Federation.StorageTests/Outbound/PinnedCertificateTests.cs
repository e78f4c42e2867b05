using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Model.Outbound;
using Federation.Storage;
using Federation.Storage.Outbound;
using Microsoft.Extensions.Options;

namespace Federation.StorageTests.Outbound;

/// <summary>Thumbprints let in a server that no authority of the system vouches for, and nobody else.</summary>
public sealed class PinnedCertificateTests
{
    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_unless_its_thumbprint_is_pinned()
    {
        using var leaf = TlsServer.Leaf();
        await using var server = new TlsServer(leaf);
        (await GetAsync(server)).ShouldBe(OutboundRefusals.TlsFailed);
        (await GetAsync(server, new string('0', 40))).ShouldBe(OutboundRefusals.TlsFailed);
        (await GetAsync(server, new string('0', 40), leaf.GetCertHashString().ToLowerInvariant())).ShouldBeNull();
    }

    [Fact]
    public async Task A_pinned_authority_vouches_for_what_it_signed()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = TlsServer.Authority(rootKey);
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middle = TlsServer.Authority(middleKey, "CN=Test middle", root);
        using var leaf = TlsServer.Leaf(middle);
        await using var server = new TlsServer(leaf, middle);
        (await GetAsync(server)).ShouldBe(OutboundRefusals.TlsFailed);
        (await GetAsync(server, middle.GetCertHashString())).ShouldBeNull();
        (await GetAsync(server, leaf.GetCertHashString())).ShouldBeNull();
        // Servers do not send their root, so that its thumbprint alone cannot be checked.
        (await GetAsync(server, root.GetCertHashString())).ShouldBe(OutboundRefusals.TlsFailed);
    }

    [Fact]
    public void A_pinned_authority_that_is_shown_beside_a_forged_certificate_does_not_help_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var genuine = TlsServer.Authority(key);
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var namesake = TlsServer.Authority(otherKey);
        using var honest = TlsServer.Leaf(genuine);
        using var forged = TlsServer.Leaf(namesake);
        Accepts(honest, genuine).ShouldBeTrue();
        Accepts(forged, genuine).ShouldBeFalse();
    }

    [Fact]
    public async Task The_hosts_name_and_the_dates_count_for_pinned_certificates_too()
    {
        using var elsewhere = TlsServer.Leaf(host: "idp.example.net");
        await using var server = new TlsServer(elsewhere);
        (await GetAsync(server, elsewhere.GetCertHashString())).ShouldBe(OutboundRefusals.TlsFailed);
        using var brief = TlsServer.Leaf(validDays: 0);
        await using var late = new TlsServer(brief);
        (await GetAsync(late, brief.GetCertHashString())).ShouldBe(OutboundRefusals.TlsFailed);
    }

    [Fact]
    public async Task A_certificate_that_names_its_issuers_address_makes_nobody_fetch_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = TlsServer.Authority(key);
        await using var inside = new LoopbackServer(LoopbackServer.Answer("200 OK", authority.RawData));
        using var leaf = TlsServer.Leaf(authority, issuerUrl: $"http://127.0.0.1:{inside.Port}/ca.cer");
        await using var server = new TlsServer(leaf);
        (await GetAsync(server)).ShouldBe(OutboundRefusals.TlsFailed);
        (await GetAsync(server, authority.GetCertHashString())).ShouldBe(OutboundRefusals.TlsFailed);
        inside.Requests.ShouldBeEmpty();
    }

    private static bool Accepts(X509Certificate2 leaf, X509Certificate2 pinned)
    {
        using var presented = new X509Chain();
        presented.ChainPolicy.ExtraStore.Add(pinned);
        return new PinnedCertificates([pinned.GetCertHashString()], TimeProvider.System).Accept(presented, leaf, presented, SslPolicyErrors.RemoteCertificateChainErrors);
    }

    private static async Task<string?> GetAsync(TlsServer server, params string[] pins)
    {
        var options = new OutboundOptions();
        options.AllowedNetworks.Add("127.0.0.1/32");
        using var client = new OutboundHttp(Options.Create(options), TimeProvider.System);
        var result = await client.GetAsync(new OutboundRequest(server.Url, 100, TimeSpan.FromSeconds(10)) { PinnedCertificates = pins }, CancellationToken.None);
        return result.Error?.Detail;
    }
}
