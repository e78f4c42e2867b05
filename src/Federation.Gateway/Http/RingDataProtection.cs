using System.Security.Cryptography;
using Federation.Model.Keys;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Federation.Gateway.Http;

/// <summary>ASP.NET's data protection (antiforgery) over the gateway's own key ring, so that every node reads what another wrote and there is one kind of key.</summary>
internal sealed class RingDataProtection(IKeyRing ring, string purpose = "data-protection/v1") : IDataProtectionProvider, IDataProtector
{
    /// <summary>Puts this in the place of the framework's own key manager, which would keep keys in a file of the user's profile.</summary>
    internal static void Replace(IServiceCollection services)
    {
        services.RemoveAll<IDataProtectionProvider>();
        services.AddSingleton<IDataProtectionProvider>(provider => new RingDataProtection(provider.GetRequiredService<IKeyRing>()));
        foreach (var job in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(IDataProtectionBuilder).Assembly).ToList())
        {
            services.Remove(job);
        }
    }

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
