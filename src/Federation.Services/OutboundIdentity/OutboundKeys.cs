using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Federation.Model.Keys;
using Federation.Model.Secrets;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Services.OutboundIdentity;

/// <summary>Signs tokens of the accounts' own issuers with keys of a purpose of their own, and shows the public ones. Each key is opened once for as long as the ring holds it.</summary>
public sealed class OutboundKeys(IKeyRing ring, IKeyRotation rotation)
{
    private readonly ConditionalWeakTable<Secret, AsymmetricSecurityKey> _opened = [];
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Every key that signs or signed tokens that may still be good, and those that will sign next, so that verifiers know them before.</summary>
    public IReadOnlyList<JsonWebKey> PublicKeys() => [.. ring.SigningKeys(KeyPurpose.WebIdentitySigning).Select(Show)];

    /// <summary>The signed token; null where the ring has no key of the algorithm.</summary>
    internal async Task<string?> SignAsync(string algorithm, string payload, CancellationToken cancellationToken)
    {
        if (Current(algorithm) is not { } key)
        {
            // The first keys of all were made a moment ago, perhaps by another node.
            await rotation.ReloadAsync(cancellationToken);
            if (Current(algorithm) is not { } late)
            {
                return null;
            }

            key = late;
        }

        return _handler.CreateToken(payload, new SigningCredentials(Open(key), algorithm));
    }

    private TokenSigningKey? Current(string algorithm) =>
        ring.SigningKeys(KeyPurpose.WebIdentitySigning).FirstOrDefault(key => key.State == KeyState.Current && key.Algorithm == algorithm);

    private AsymmetricSecurityKey Open(TokenSigningKey key) => _opened.GetValue(key.Pkcs8, pkcs8 => key.Algorithm switch
    {
        SecurityAlgorithms.RsaSha256 => new RsaSecurityKey(Import(RSA.Create(), pkcs8)) { KeyId = key.KeyId },
        SecurityAlgorithms.EcdsaSha384 => new ECDsaSecurityKey(Import(ECDsa.Create(), pkcs8)) { KeyId = key.KeyId },
        _ => throw new InvalidOperationException($"no token is signed with {key.Algorithm}"),
    });

    private static T Import<T>(T algorithm, Secret pkcs8)
        where T : AsymmetricAlgorithm
    {
        algorithm.ImportPkcs8PrivateKey(pkcs8.Reveal(), out _);
        return algorithm;
    }

    private JsonWebKey Show(TokenSigningKey key)
    {
        var shown = new JsonWebKey { Kid = key.KeyId, Use = "sig", Alg = key.Algorithm };
        switch (Open(key))
        {
            case RsaSecurityKey rsa:
                var numbers = rsa.Rsa.ExportParameters(includePrivateParameters: false);
                (shown.Kty, shown.N, shown.E) = ("RSA", Base64UrlEncoder.Encode(numbers.Modulus), Base64UrlEncoder.Encode(numbers.Exponent));
                break;
            case ECDsaSecurityKey curve:
                var point = curve.ECDsa.ExportParameters(includePrivateParameters: false).Q;
                (shown.Kty, shown.Crv, shown.X, shown.Y) = ("EC", "P-384", Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
                break;
            default:
                throw new InvalidOperationException("a signing key of an unknown kind");
        }

        return shown;
    }
}
