using Federation.Saml.Assertions;
using Federation.Saml.Encryption;
using Federation.Saml.Metadata;
using Federation.Saml.Protocol;
using Federation.Saml.Validation;

namespace Federation.Saml.Logout;

/// <summary>Everything by which a logout message is judged.</summary>
public sealed record SamlLogoutContext
{
    /// <summary>The provider whose keys may vouch.</summary>
    public required SamlIdpMetadata Provider { get; init; }

    /// <summary>Our single logout URLs; ordinal comparison.</summary>
    public required IReadOnlyList<string> Destinations { get; init; }

    /// <summary>The present instant.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How far the clocks may differ, both ways.</summary>
    /// <value>180 seconds.</value>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>The greatest age of a message, so that an old signed URL cannot end sessions for ever.</summary>
    /// <value>10 minutes.</value>
    public TimeSpan MaxIssueAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether SHA-1 signatures count for this provider.</summary>
    /// <value>false.</value>
    public bool AllowSha1 { get; init; }

    /// <summary>Our decryption keys, for encrypted name identifiers.</summary>
    public IReadOnlyList<SamlDecryptionKey> DecryptionKeys { get; init; } = [];

    /// <summary>Our pending LogoutRequest that a LogoutResponse has to answer; unused for requests.</summary>
    public string? PendingRequestId { get; init; }

    /// <summary>Whether an unsigned LogoutResponse is refused. The local session has ended by then, so an unsigned one can do no harm.</summary>
    /// <value>false.</value>
    public bool RequireSignedResponse { get; init; }
}

/// <summary>A provider's request to end sessions that passed every check.</summary>
public sealed class ValidatedLogoutRequest
{
    internal ValidatedLogoutRequest()
    {
    }

    /// <summary>The request's ID, for the answer's InResponseTo.</summary>
    public required string Id { get; init; }

    /// <summary>The provider's entity id.</summary>
    public required string Issuer { get; init; }

    /// <summary>Whose sessions end.</summary>
    public required SamlNameId NameId { get; init; }

    /// <summary>Which sessions end; none means all of the subject's.</summary>
    public required IReadOnlyList<string> SessionIndexes { get; init; }

    /// <summary>Whether a session that began with this subject and index is meant (SAML Core 3.7.3.2).</summary>
    /// <param name="nameId">The subject of the session's assertion.</param>
    /// <param name="sessionIndex">The session index of its assertion, or null.</param>
    public bool Covers(SamlNameId nameId, string? sessionIndex) =>
        SameSubject(nameId, NameId) && (SessionIndexes.Count == 0 || (sessionIndex is not null && SessionIndexes.Contains(sessionIndex)));

    // A format that is left out is "unspecified", and providers drop qualifiers that say nothing new; the value decides, what both sides wrote has to agree.
    private static bool SameSubject(SamlNameId left, SamlNameId right) =>
        left.Value == right.Value && Agree(left.Format, right.Format) && Agree(left.NameQualifier, right.NameQualifier) && Agree(left.SpNameQualifier, right.SpNameQualifier);

    private static bool Agree(string? left, string? right) =>
        left is null or SamlNameIdFormats.Unspecified || right is null or SamlNameIdFormats.Unspecified || left == right;
}

/// <summary>A provider's answer to our LogoutRequest that passed every check.</summary>
public sealed class ValidatedLogoutResponse
{
    internal ValidatedLogoutResponse()
    {
    }

    /// <summary>Our request's ID.</summary>
    public required string InResponseTo { get; init; }

    /// <summary>The status; a failure ends nothing less here, for the local session has ended before.</summary>
    public required SamlStatus Status { get; init; }

    /// <summary>Whether every session of the person has ended, as far as the provider knows.</summary>
    public bool IsComplete => Status.IsSuccess && Status.SubCode != SamlStatusCodes.PartialLogout;
}

/// <summary>What came of validating a logout message.</summary>
/// <typeparam name="T"><see cref="ValidatedLogoutRequest"/> or <see cref="ValidatedLogoutResponse"/>.</typeparam>
/// <param name="Message">The message; null when a check failed.</param>
/// <param name="Checks">All checks that were made, in order.</param>
public sealed record SamlLogoutResult<T>(T? Message, IReadOnlyList<SamlCheck> Checks)
    where T : class
{
    /// <summary>Whether every check passed.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Message))]
    public bool Succeeded => Message is not null;

    /// <summary>The first check that failed; null when none did.</summary>
    public SamlCheck? FirstFailure => Checks.Where(check => !check.Passed).Select(check => (SamlCheck?)check).FirstOrDefault();
}
