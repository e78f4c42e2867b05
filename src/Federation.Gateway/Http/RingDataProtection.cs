using System.Security.Cryptography;
using Federation.Model.Keys;
using Microsoft.AspNetCore.DataProtection;

namespace Federation.Gateway.Http;

/// <summary>ASP.NET's data protection (antiforgery) over the gateway's own key ring, so that every node reads what another wrote and there is one kind of key.</summary>
internal sealed class RingDataProtection(IKeyRing ring, string purpose = "data-protection/v1") : IDataProtectionProvider, IDataProtector
{
    public IDataProtector CreateProtector(string purpose1) => new RingDataProtection(ring, $"{purpose}/{purpose1.Length}:{purpose1}");

    IDataProtector IDataProtectionProvider.CreateProtector(string purpose) => CreateProtector(purpose);

    public byte[] Protect(byte[] plaintext) => ring.Seal(purpose, plaintext);

    public byte[] Unprotect(byte[] protectedData)
    {
        if (!ring.TryOpen(purpose, protectedData, out var plain))
        {
            throw new CryptographicException("the value was not protected here");
        }

        using (plain)
        {
            return plain.Reveal().ToArray();
        }
    }
}
