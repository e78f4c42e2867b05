using System.Runtime.InteropServices;
using Federation.Saml.Protocol;

namespace Federation.Saml.Validation;

/// <summary>The present instant with the allowed difference of clocks both ways; no instant a message may hold overflows it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct TimeWindow(DateTimeOffset now, TimeSpan skew)
{
    public DateTimeOffset Now => now;

    public DateTimeOffset Latest { get; } = now + skew;

    public DateTimeOffset Earliest { get; } = now - skew;

    public string LatestText => "not after " + SamlInstant.Format(Latest);

    public string EarliestText => "after " + SamlInstant.Format(Earliest);

    /// <summary>An instant that must not lie in the future (NotBefore, IssueInstant, AuthnInstant).</summary>
    public bool HasBegun(DateTimeOffset instant) => instant <= Latest;

    /// <summary>An instant that must lie in the future (NotOnOrAfter).</summary>
    public bool HasNotEnded(DateTimeOffset instant) => instant > Earliest;

    /// <summary>A limit of ours on an age, which no difference of clocks widens.</summary>
    public void CheckAge(SamlRule rule, DateTimeOffset issued, TimeSpan greatest, CheckList checks) =>
        checks.Check(rule, issued >= now - greatest, "not before " + SamlInstant.Format(now - greatest), SamlInstant.Format(issued));

    public DateTimeOffset AcceptableUntil(DateTimeOffset notOnOrAfter) =>
        notOnOrAfter < DateTimeOffset.MaxValue - skew ? notOnOrAfter + skew : DateTimeOffset.MaxValue;
}
