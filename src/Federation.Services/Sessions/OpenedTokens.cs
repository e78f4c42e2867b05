using System.Diagnostics.CodeAnalysis;
using Federation.Model.Keys;
using Federation.Model.Secrets;
using Federation.Services.Caching;

namespace Federation.Services.Sessions;

/// <summary>
/// Session tokens that were opened here: a client sends the same one with each request of its session. What is kept is what the token says, never what it is worth: expiry,
/// revocation and rights are looked at each time, and a sealing key that left the ring opens nothing, kept or not.
/// </summary>
internal sealed class OpenedTokens(IKeyRing ring, long mostBytes)
{
    private readonly SessionTokenSealer _sealer = new(ring);
    private readonly BoundedTable<string, Opened> _opened = new(mostBytes, static opened => CacheOptions.ObjectBytes + (opened.Token.Length * 8L));

    /// <summary>Opens a token of an access key id. False: as <see cref="SessionTokenSealer.TryOpen"/>.</summary>
    internal bool TryOpen(string accessKeyId, string token, [NotNullWhen(true)] out SessionClaims? claims, [NotNullWhen(true)] out Secret? secretAccessKey)
    {
        // Not in constant time: what a clock could tell of a token is of no use without the secret that signs, and that is not compared.
        if (_opened.TryGet(accessKeyId, out var known) && known.Token == token && ring.TryGetSealingKey(known.SealingKeyId, out _))
        {
            (claims, secretAccessKey) = (known.Claims, known.Secret);
            return true;
        }

        if (!_sealer.TryOpen(accessKeyId, token, out claims, out secretAccessKey))
        {
            return false;
        }

        _opened.Set(accessKeyId, new Opened(token, SessionTokenSealer.SealingKeyIdOf(token), claims, secretAccessKey));
        return true;
    }

    private sealed record Opened(string Token, string SealingKeyId, SessionClaims Claims, Secret Secret)
    {
        public override string ToString() => nameof(Opened);
    }
}
