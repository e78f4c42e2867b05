using Federation.Model.Results;
using Federation.Saml.Assertions;
using Federation.Saml.Insight;
using Federation.Saml.Protocol;
using Federation.Saml.Validation;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.Portal;
using Federation.Services.SignIn;

namespace Federation.Services.Traces;

/// <summary>One login on its way through a door; gathers its trace.</summary>
public sealed class LoginAttempt
{
    /// <summary>The assertion consumer service.</summary>
    public const string Browser = "Browser";

    /// <summary>AssumeRoleWithSAML.</summary>
    public const string Sts = "STS";

    /// <summary>A login that begins.</summary>
    public LoginAttempt(RequestInfo request, string door)
    {
        ArgumentNullException.ThrowIfNull(request);
        Request = request;
        Trace = new LoginTrace { TraceId = request.RequestId, StartedAt = request.ReceivedAt, Door = door, SourceAddress = request.SourceAddress.ToString() };
    }

    /// <summary>A login that goes on with another request of the same browser.</summary>
    internal LoginAttempt(RequestInfo request, LoginTrace trace)
    {
        Request = request;
        Trace = trace;
    }

    /// <summary>What the door knows.</summary>
    public RequestInfo Request { get; }

    /// <summary>The provider, once it is found.</summary>
    public SamlProviderEntry? Entry { get; private set; }

    /// <summary>The trace so far.</summary>
    public LoginTrace Trace { get; private set; }

    /// <summary>Notes the provider.</summary>
    public void Take(SamlProviderEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Entry = entry;
        Trace = Trace with { ProviderArn = entry.Provider.Arn };
    }

    /// <summary>Notes what the message claims.</summary>
    public void Take(UnverifiedResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        Trace = Trace with
        {
            Issuer = response.Issuer,
            ResponseId = response.ResponseId,
            InResponseTo = response.InResponseTo,
            ClockOffsetSeconds = response.IssueInstant is { } issued ? SamlClockOffset.Measure(issued, Request.ReceivedAt).TotalSeconds : null,
        };
    }

    /// <summary>Notes checks.</summary>
    public void Take(IReadOnlyList<SamlCheck> checks) => Trace = Trace with
    {
        Checks = [.. checks.Select(check => new TraceCheck(check.Rule.Id, check.Passed, check.Expected, check.Actual, check.Target))],
    };

    /// <summary>Notes a validation.</summary>
    public void Take(SamlValidationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Take(result.Checks);
        if (result.Unverified is { } response)
        {
            Take(response);
        }

        if (result.Assertion is { } assertion)
        {
            Take(assertion);
        }
    }

    /// <summary>Notes who it is and what they get.</summary>
    public void Take(SamlIdentity identity, RoleEvaluation roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        Trace = Trace with { Identity = identity, Rules = roles.Rules, Grants = roles.Grants };
    }

    /// <summary>Notes which roles cannot be used at this moment.</summary>
    internal void Take(IReadOnlyList<WithheldRole> withheld) =>
        Trace = Trace with { Withheld = [.. withheld.Select(role => new TraceWithheldRole(role.RoleArn, role.Why, role.Detail))] };

    /// <summary>Notes that the role that was asked for was refused although a grant names it.</summary>
    internal void Withhold(RoleGrant? grant, AwsError error)
    {
        if (grant is not null && error.Code == "AccessDenied")
        {
            Take([new WithheldRole(grant.RoleArn, WithheldRole.NotTrusted) { Detail = error.Detail }]);
        }
    }

    /// <summary>Notes a sentence.</summary>
    public void Note(string sentence) => Trace = Trace with { Notes = [.. Trace.Notes, sentence] };

    /// <summary>Notes where a response comes from another tenant or realm of the identity provider that was asked: multi-tenant providers have one host and an entity id for each.</summary>
    internal void NoteOtherTenant(SamlValidationResult result)
    {
        if (result.FirstFailure is { Expected: { } expected, Actual: { } actual } failed && (failed.Rule == SamlRules.MessageIssuer || failed.Rule == SamlRules.AssertionIssuer)
            && Uri.TryCreate(expected, UriKind.Absolute, out var asked) && Uri.TryCreate(actual, UriKind.Absolute, out var came) && asked.Host.Length > 0 && asked.Host == came.Host)
        {
            Note($"the response comes from another tenant or realm of the same identity provider: the person signed in at `{actual}`, and this provider is `{expected}`");
        }
    }

    /// <summary>Carries on under the id that a test login was promised.</summary>
    internal void Rename(string traceId) => Trace = Trace with { TraceId = traceId };

    /// <summary>Sets what became of it.</summary>
    internal void End(string outcome, string? refusal = null, string? detail = null) => Trace = Trace with { Outcome = outcome, Refusal = refusal, Detail = detail };

    private void Take(ValidatedAssertion assertion)
    {
        Trace = Trace with
        {
            SignedElement = assertion.SignedElement.ToString(),
            SignatureAlgorithm = assertion.SignatureAlgorithm,
            SigningKey = assertion.SigningKeyThumbprint,
            WasEncrypted = assertion.WasEncrypted,
            NameIdFormat = assertion.NameId?.Format,
            SubjectCandidates =
            [
                .. SamlSubjectProposal.Propose(assertion.NameId, assertion.Attributes)
                    .Select(candidate => new TraceSubjectCandidate(candidate.AttributeName, candidate.Grade.ToString(), candidate.Reason)),
            ],
        };
        if (SamlGroupOverage.Find(assertion.Attributes) is not null)
        {
            Note(SamlGroupOverage.Advice);
        }

        if (Entry is { } entry && Trace.ClockOffsetSeconds is { } offset
            && SamlClockOffset.IsWorrying(TimeSpan.FromSeconds(offset), TimeSpan.FromSeconds(entry.Provider.Settings.ClockSkewSeconds)))
        {
            Note(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"the identity provider's clock is {offset:0} s off ours, and {entry.Provider.Settings.ClockSkewSeconds} s are allowed: set both clocks before logins fail"));
        }
    }
}
