using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Services.WebIdentity;

/// <summary>Verifies a token's signature with keys of its issuer.</summary>
internal static class TokenSignature
{
    /// <summary>True where one of the keys made the signature. A key that cannot be used has made none.</summary>
    internal static bool IsOf(IReadOnlyList<VerificationKey> keys, WebIdentityToken token) => keys.Any(key => Verify(key.Key, token));

    private static bool Verify(SecurityKey key, WebIdentityToken token)
    {
        SignatureProvider? provider = null;
        try
        {
            provider = key.CryptoProviderFactory.CreateForVerifying(key, token.Algorithm);
            return provider.Verify(token.SignedBytes, token.Signature);
        }
        catch (Exception exception) when (exception is NotSupportedException or CryptographicException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
        finally
        {
            if (provider is not null)
            {
                key.CryptoProviderFactory.ReleaseSignatureProvider(provider);
            }
        }
    }
}
