using System.ComponentModel.DataAnnotations;
using Federation.Model.Identifiers;
using Federation.Model.LoginTraces;
using Federation.Model.Results;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.Traces;

namespace Federation.Services.Mappings;

/// <summary>federation: PreviewRoleMapping.</summary>
public sealed record PreviewRoleMappingRequest
{
    /// <summary>The mapping whose document would change; a new name adds one.</summary>
    [Required, Length(1, 128), RegularExpression(RoleMappingRules.NamePattern)]
    public string? Name { get; init; }

    /// <summary>The document as it would be.</summary>
    [Required, Length(1, 131_072)]
    public string? Document { get; init; }
}

/// <summary>federation: PreviewRoleMapping, answer.</summary>
public sealed record PreviewRoleMappingResponse
{
    /// <summary>How many people's last logins were tried.</summary>
    public int? People { get; init; }

    /// <summary>People whose roles would change.</summary>
    public IReadOnlyList<RoleChangeShape> Changes { get; init; } = [];
}

/// <summary>How one person's roles would change.</summary>
public sealed record RoleChangeShape
{
    /// <summary>The person.</summary>
    public string? Subject { get; init; }

    /// <summary>Their last recorded login.</summary>
    public string? TraceId { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Roles they would lose.</summary>
    public IReadOnlyList<string> Lost { get; init; } = [];

    /// <summary>Roles they would gain.</summary>
    public IReadOnlyList<string> Gained { get; init; } = [];
}

/// <summary>A dry run over the recorded logins of a provider: who would lose or gain which role if a mapping were written so.</summary>
public sealed class PreviewRoleMapping(LoginTraceReader traces, RoleGrants grants) : ReadOperation<PreviewRoleMappingRequest, PreviewRoleMappingResponse>
{
    private const int PageSize = 200;

    /// <summary>How many recorded logins are looked at, the newest first.</summary>
    private const int MostTraces = 5000;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "PreviewRoleMapping", AccessLevel.Read) { Resource = ActionResource.RoleMapping };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(PreviewRoleMappingRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        // The answer names people.
        return Needs(
            await RoleMappingRules.DemandAsync(Descriptor.Action, request.Name!, context, cancellationToken), LoginTraceReader.Values(Arns.LoginTrace(account, "*"), account));
    }

    /// <inheritdoc/>
    protected override async Task<Result<PreviewRoleMappingResponse>> HandleAsync(PreviewRoleMappingRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var (document, problems) = RoleMappingDocument.Read(request.Document!);
        if (document is null)
        {
            return RoleMappingRules.Invalid(problems);
        }

        if (!Arns.TryParseIam(document.ProviderArn, "saml-provider", out var account, out _, out _) || account != context.Caller.AccountId)
        {
            return RoleMappingRules.Invalid([$"$.Provider: `{document.ProviderArn}` is no SAML provider of this account"]);
        }

        var present = await grants.MappingsOfAsync(document.ProviderArn, cancellationToken);
        IReadOnlyList<NamedMapping> changed =
            [.. present.Where(mapping => !string.Equals(mapping.Name, request.Name, StringComparison.OrdinalIgnoreCase)), new NamedMapping(request.Name!, document)];
        var people = await LastLoginsAsync(document.ProviderArn, context, cancellationToken);
        return new PreviewRoleMappingResponse
        {
            People = people.Count,
            Changes = [.. people.Select(trace => Compare(trace, present, changed)).Where(change => change.Lost.Count + change.Gained.Count > 0)],
        };
    }

    private async Task<IReadOnlyList<LoginTrace>> LastLoginsAsync(string providerArn, OperationContext context, CancellationToken cancellationToken)
    {
        var last = new Dictionary<string, LoginTrace>(StringComparer.Ordinal);
        string? after = null;
        for (var seen = 0; seen < MostTraces; seen += PageSize)
        {
            var (page, next) = await traces.ListAsync(new LoginTraceQuery { ProviderArn = providerArn, After = after, Take = PageSize }, context, cancellationToken);
            foreach (var trace in page.Where(trace => trace.Identity is not null && trace.Outcome is LoginOutcomes.Accepted or LoginOutcomes.Tested))
            {
                last.TryAdd(trace.Identity!.Subject, trace);
            }

            if ((after = next) is null)
            {
                break;
            }
        }

        return [.. last.Values];
    }

    private static RoleChangeShape Compare(LoginTrace trace, IReadOnlyList<NamedMapping> present, IReadOnlyList<NamedMapping> changed)
    {
        var before = RolesOf(trace.Identity!, present);
        var after = RolesOf(trace.Identity!, changed);
        return new RoleChangeShape { Subject = trace.Identity!.Subject, TraceId = trace.TraceId, At = trace.StartedAt, Lost = [.. before.Except(after, StringComparer.Ordinal)], Gained = [.. after.Except(before, StringComparer.Ordinal)] };
    }

    private static List<string> RolesOf(SamlIdentity identity, IReadOnlyList<NamedMapping> mappings) =>
        [.. RoleGrants.Evaluate(identity, mappings).Grants.Select(grant => grant.RoleArn)];
}
