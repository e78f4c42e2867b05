using System.Collections.Frozen;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Federation.Storage.Outbound;

/// <summary>
/// Takes a server whose certificate the system trusts, or whose chain reaches one of the pinned certificates with every signature and date on the way right. The
/// host's name counts in both cases.
/// </summary>
internal sealed class PinnedCertificates(IEnumerable<string> thumbprints, TimeProvider timeProvider)
{
    /// <summary>What a chain without a trusted root may lack.</summary>
    private const X509ChainStatusFlags Unrooted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    private readonly FrozenSet<string> _pins = thumbprints.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nothing is fetched for a chain: neither issuers that a certificate names, past the rules on addresses, nor lists of revoked ones.</summary>
    public static X509ChainPolicy NoDownloads() => new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };

    public bool Accept(object sender, X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf || presented is null)
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = NoDownloads() };
        chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        chain.ChainPolicy.VerificationTime = timeProvider.GetUtcNow().UtcDateTime;
        chain.Build(leaf);
        foreach (var element in chain.ChainElements)
        {
            if (Array.Exists(element.ChainElementStatus, status => (status.Status & ~Unrooted) != X509ChainStatusFlags.NoError))
            {
                return false;
            }

            if (_pins.Contains(element.Certificate.GetCertHashString()))
            {
                return true;
            }
        }

        return false;
    }
}
