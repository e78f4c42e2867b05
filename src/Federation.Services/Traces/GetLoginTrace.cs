using System.ComponentModel.DataAnnotations;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Traces;

/// <summary>federation: GetLoginTrace.</summary>
public sealed record GetLoginTraceRequest
{
    /// <summary>The reference on the person's page.</summary>
    [Required, Length(36, 36), RegularExpression("[0-9a-f-]+")]
    public string? TraceId { get; init; }

    /// <summary>Whether subject and attribute values are shown; needs <c>federation:GetLoginTraceValues</c> as well. False by default.</summary>
    public bool? IncludeValues { get; init; }
}

/// <summary>federation: GetLoginTrace, answer.</summary>
public sealed record GetLoginTraceResponse
{
    /// <summary>What a list shows.</summary>
    public LoginTraceSummary? Summary { get; init; }

    /// <summary>A sentence for the administrator.</summary>
    public string? Detail { get; init; }

    /// <summary>Where the request came from.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>The issuer that the message claimed.</summary>
    public string? Issuer { get; init; }

    /// <summary>ID of the response.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The request that it answered.</summary>
    public string? InResponseTo { get; init; }

    /// <summary>How far the IdP's clock is ahead of ours, seconds.</summary>
    public double? ClockOffsetSeconds { get; init; }

    /// <summary>What the signature covered.</summary>
    public string? SignedElement { get; init; }

    /// <summary>URI of the signature algorithm.</summary>
    public string? SignatureAlgorithm { get; init; }

    /// <summary>SHA-256 of the key that verified.</summary>
    public string? SigningKey { get; init; }

    /// <summary>Whether the assertion came encrypted.</summary>
    public bool? WasEncrypted { get; init; }

    /// <summary>Format of the NameID.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>Every check, in order.</summary>
    public IReadOnlyList<LoginCheckShape> Checks { get; init; } = [];

    /// <summary>Names of the attributes that came, with how many values each had.</summary>
    public IReadOnlyDictionary<string, int> AttributeCounts { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The subject; with IncludeValues only.</summary>
    public string? Subject { get; init; }

    /// <summary>Values by attribute; with IncludeValues only.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Attributes { get; init; }

    /// <summary>Candidates for the subject's key, the best first.</summary>
    public IReadOnlyList<SubjectCandidateShape> SubjectCandidates { get; init; } = [];

    /// <summary>Every mapping rule that was asked.</summary>
    public IReadOnlyList<RuleOutcomeShape> Rules { get; init; } = [];

    /// <summary>The roles that came of it.</summary>
    public IReadOnlyList<GrantShape> Grants { get; init; } = [];

    /// <summary>Roles that came of it and could not be used, and why.</summary>
    public IReadOnlyList<WithheldRoleShape> Withheld { get; init; } = [];

    /// <summary>What an administrator should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The same as text for the IdP's people, without a value of the assertion.</summary>
    public string? Bundle { get; init; }
}

/// <summary>Shows one recorded login: in the provider's account, and in the management account.</summary>
public sealed class GetLoginTrace(LoginTraceReader reader, LoginTraceBundle bundles) : ReadOperation<GetLoginTraceRequest, GetLoginTraceResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "GetLoginTrace", AccessLevel.Read) { Resource = ActionResource.LoginTrace };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetLoginTraceRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var resource = Arns.LoginTrace(context.Caller.AccountId, request.TraceId!);
        var demand = Demand.Identity(Descriptor.Action, resource, context.Caller.AccountId);
        return Task.FromResult(request.IncludeValues == true ? Needs(demand, LoginTraceReader.Values(resource, context.Caller.AccountId)) : Needs(demand));
    }

    /// <inheritdoc/>
    protected override async Task<Result<GetLoginTraceResponse>> HandleAsync(GetLoginTraceRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var trace = await reader.FindAsync(request.TraceId!, context, cancellationToken);
        return trace.Succeeded ? Show(trace.Value, request.IncludeValues == true) : trace.Error;
    }

    private GetLoginTraceResponse Show(LoginTrace trace, bool values) => new()
    {
        Summary = LoginTraceReader.Summary(trace),
        Detail = trace.Detail,
        SourceAddress = trace.SourceAddress,
        Issuer = trace.Issuer,
        ResponseId = trace.ResponseId,
        InResponseTo = trace.InResponseTo,
        ClockOffsetSeconds = trace.ClockOffsetSeconds,
        SignedElement = trace.SignedElement,
        SignatureAlgorithm = trace.SignatureAlgorithm,
        SigningKey = trace.SigningKey,
        WasEncrypted = trace.WasEncrypted,
        NameIdFormat = trace.NameIdFormat,
        Checks = [.. trace.Checks.Select(LoginCheckShape.Of)],
        AttributeCounts = trace.Identity?.Attributes.ToDictionary(pair => pair.Key, pair => pair.Value.Count, StringComparer.Ordinal) ?? [],
        Subject = values ? trace.Identity?.Subject : null,
        Attributes = values ? trace.Identity?.Attributes : null,
        SubjectCandidates = [.. trace.SubjectCandidates.Select(candidate => new SubjectCandidateShape { Attribute = candidate.Attribute, Grade = candidate.Grade, Reason = candidate.Reason })],
        Rules = [.. trace.Rules.Select(RuleOutcomeShape.Of)],
        Grants = [.. trace.Grants.Select(GrantShape.Of)],
        Withheld = [.. trace.Withheld.Select(WithheldRoleShape.Of)],
        Notes = trace.Notes,
        Bundle = bundles.Write(trace),
    };
}
