using System.ComponentModel.DataAnnotations;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.Traces;

namespace Federation.Services.Mappings;

/// <summary>federation: TestRoleMapping. Exactly one of Attributes and TraceId.</summary>
public sealed record TestRoleMappingRequest
{
    /// <summary>The document to try.</summary>
    [Required, Length(1, 131_072)]
    public string? Document { get; init; }

    /// <summary>Values by attribute, as a person would bring them.</summary>
    [Length(0, 500)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Attributes { get; init; }

    /// <summary>The subject that goes with Attributes; <c>test-subject</c> by default.</summary>
    [Length(1, 1024)]
    public string? Subject { get; init; }

    /// <summary>A recorded login whose person is tried.</summary>
    [Length(36, 36), RegularExpression("[0-9a-f-]+")]
    public string? TraceId { get; init; }
}

/// <summary>federation: TestRoleMapping, answer.</summary>
public sealed record TestRoleMappingResponse
{
    /// <summary>Every rule, and what it gives.</summary>
    public IReadOnlyList<RuleOutcomeShape> Rules { get; init; } = [];

    /// <summary>The roles that would come of it. Whether their trust policies agree is not asked.</summary>
    public IReadOnlyList<GrantShape> Grants { get; init; } = [];

    /// <summary>For a recorded login: a mapping that gives its present roles by the attribute that fits best; absent where nothing can be proposed.</summary>
    public string? Proposal { get; init; }
}

/// <summary>Tries a role mapping on made-up attributes or on a recorded login, without writing it.</summary>
public sealed class TestRoleMapping(LoginTraceReader traces, ServiceOptions options) : ReadOperation<TestRoleMappingRequest, TestRoleMappingResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "TestRoleMapping", AccessLevel.Read) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(TestRoleMappingRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        var demand = Demand.Identity(Descriptor.Action, "*", account);
        // What a rule says of a recorded person is knowledge of that person.
        return Task.FromResult(request.TraceId is { } id ? Needs(demand, Demand.Identity("federation:GetLoginTrace", Arns.LoginTrace(account, id), account)) : Needs(demand));
    }

    /// <inheritdoc/>
    protected override async Task<Result<TestRoleMappingResponse>> HandleAsync(TestRoleMappingRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        if ((request.Attributes is null) == (request.TraceId is null))
        {
            return RoleMappingRules.Invalid(["give either Attributes or TraceId"]);
        }

        var (document, problems) = RoleMappingDocument.Read(request.Document!);
        if (document is null)
        {
            return RoleMappingRules.Invalid(problems);
        }

        var identity = request.TraceId is null ? MadeUp(request, document) : await RecordedAsync(request.TraceId, context, cancellationToken);
        if (!identity.Succeeded)
        {
            return identity.Error;
        }

        var evaluation = RoleGrants.Evaluate(identity.Value with { ProviderArn = document.ProviderArn }, [new NamedMapping("test", document)]);
        return new TestRoleMappingResponse
        {
            Rules = [.. evaluation.Rules.Select(RuleOutcomeShape.Of)],
            Grants = [.. evaluation.Grants.Select(GrantShape.Of)],
            Proposal = request.TraceId is null ? null : MappingProposal.Write(identity.Value, document),
        };
    }

    private async Task<Result<SamlIdentity>> RecordedAsync(string traceId, OperationContext context, CancellationToken cancellationToken)
    {
        var trace = await traces.FindAsync(traceId, context, cancellationToken);
        return !trace.Succeeded ? trace.Error
            : trace.Value.Identity is { } identity ? identity
            : RoleMappingRules.Invalid([$"the login {traceId} did not get as far as a verified person"]);
    }

    private Result<SamlIdentity> MadeUp(TestRoleMappingRequest request, RoleMappingDocument document) => new SamlIdentity
    {
        ProviderArn = document.ProviderArn,
        ProviderId = string.Empty,
        Issuer = "test-issuer",
        Subject = request.Subject ?? "test-subject",
        SubjectType = "persistent",
        NameQualifier = string.Empty,
        Recipient = options.AssertionConsumerUrls[0],
        Attributes = request.Attributes!,
        AuthnInstant = DateTimeOffset.UnixEpoch,
        AssertionId = string.Empty,
    };
}
