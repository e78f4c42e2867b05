using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Sessions;

/// <summary>The one place where temporary credentials are made.</summary>
public sealed class SessionIssuer(IKeyRing ring)
{
    /// <summary>
    /// PackedPolicySize is 100 × (policies, policy ARNs and tags as JSON, Brotli-compressed, in bytes) ÷ 2,048, rounded up; over 100 is refused.
    /// </summary>
    private const int PackedRoom = 2048;

    private readonly SessionTokenSealer _sealer = new(ring);

    /// <summary>Makes credentials for an account. They leave the house only once their audit record is durable, and that names the session by which they can be revoked.</summary>
    public Result<IssuedCredentials> Issue(AccountId account, SessionClaims claims, AuditNotes audit)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(audit);
        var packed = SessionClaimsCodec.PackedSize(claims);
        var percent = (packed * 100 + PackedRoom - 1) / PackedRoom;
        if (percent > 100)
        {
            return StsErrors.PackedPolicyTooLarge($"Serialized token too large for session: packed size of session policies and tags is {percent} percent of the allowed size.");
        }

        var accessKeyId = UniqueIds.Create(UniqueIdPrefix.TemporaryKey, account);
        if (!_sealer.TrySeal(accessKeyId, claims, out var token, out var secret))
        {
            return StsErrors.PackedPolicyTooLarge("Serialized token too large for session.");
        }

        if (claims.SessionId is { } sessionId)
        {
            audit.Additional["sessionId"] = sessionId;
        }

        return new IssuedCredentials
        {
            AccessKeyId = accessKeyId,
            SecretAccessKey = secret,
            SessionToken = token,
            Expiration = claims.ExpiresAt,
            PackedPolicySize = packed == 0 ? null : percent,
        };
    }
}
