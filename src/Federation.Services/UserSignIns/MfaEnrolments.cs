using Federation.Model.MfaDevices;
using Federation.Services.SignIn;

namespace Federation.Services.UserSignIns;

/// <summary>
/// Which device a session may enable: the one that it made with the user's password shown, and not for long. A device of the user's name that anybody else made, or that stands
/// on a page which was left open, is enabled by nobody who merely finds the browser.
/// </summary>
public sealed class MfaEnrolments(SealedSessions sessions, TimeProvider timeProvider)
{
    /// <summary>From the password to the two codes: time to install an app.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const string Kind = "mfa-enrolment";

    /// <summary>Begins one in a session, in place of any before.</summary>
    internal async Task BeginAsync(PortalSession session, MfaDevice device, CancellationToken cancellationToken)
    {
        await EndAsync(session, cancellationToken);
        await sessions.TryAddAsync(Kind, session.SessionId, new Enrolment(device.DeviceId), timeProvider.GetUtcNow() + Lifetime, [], cancellationToken);
    }

    /// <summary>True where it is this very device that the session may enable still.</summary>
    internal async Task<bool> IsOfAsync(PortalSession session, MfaDevice device, CancellationToken cancellationToken) =>
        await sessions.FindAsync<Enrolment>(Kind, session.SessionId, cancellationToken) is { } enrolment && enrolment.DeviceId == device.DeviceId;

    /// <summary>Ends it.</summary>
    internal Task EndAsync(PortalSession session, CancellationToken cancellationToken) => sessions.RemoveAsync(Kind, session.SessionId, cancellationToken);

    private sealed record Enrolment(string DeviceId);
}
