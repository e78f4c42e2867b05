using Federation.Model.Identifiers;
using Federation.Model.Reports;
using Federation.Model.Results;
using Federation.Policy;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Simulation;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Reports;

/// <summary>What a report of last accesses is about: a user, group, role or managed policy, and the documents that grant it something.</summary>
/// <param name="Scope">Whose calls count.</param>
/// <param name="UniqueId">Its unique id.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Policies">Permissions policies; no boundaries, as AWS has it.</param>
internal sealed record AccessSubject(LastAccessScope Scope, string UniqueId, string Arn, IReadOnlyList<CompiledPolicy> Policies)
{
    /// <summary>The demand of an operation on the subject of an ARN.</summary>
    internal static async Task<Result<IReadOnlyList<Demand>>> DemandAsync(string action, string arn, OperationContext context, CancellationToken cancellationToken) =>
        IsPolicy(arn)
            ? Result<IReadOnlyList<Demand>>.Of([await ManagedPolicyRules.OnExistingAsync(action, arn, context, cancellationToken)])
            : await PolicySources.DemandAsync(action, arn, context, cancellationToken);

    /// <summary>The subject of an ARN in the caller's account, where the gateway's own policies count to every account.</summary>
    internal static async Task<Result<AccessSubject>> FindAsync(string arn, OperationContext context, CancellationToken cancellationToken)
    {
        if (!IsPolicy(arn))
        {
            if (PolicySources.Parse(arn).Type is null)
            {
                return IamErrors.InvalidInput($"Invalid ARN {arn}: it names no user, group, role or policy.");
            }

            var source = await PolicySources.FindAsync(arn, context, cancellationToken);
            return source.Succeeded
                ? new AccessSubject(source.Value.Type == PolicySources.Group ? LastAccessScope.Group : LastAccessScope.Principal, source.Value.UniqueId, source.Value.Arn, Compile(source.Value.Policies.Select(policy => policy.Document)))
                : source.Error;
        }

        var store = await context.ReadAsync(cancellationToken);
        var policy = await ManagedPolicyRules.FindAsync(store, context, arn, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        var version = await ManagedPolicyRules.FindVersionAsync(store, policy.Value, PolicyVersionShape.IdOf(policy.Value.DefaultVersion), cancellationToken);
        return version.Succeeded ? new AccessSubject(LastAccessScope.Policy, policy.Value.PolicyId, policy.Value.Arn, Compile([version.Value.Document])) : version.Error;
    }

    /// <summary>Whether the policies grant an action on some resource, under some conditions.</summary>
    internal bool IsGranted(string action) => Policies.Any(policy => policy.MayAllow(action)) && !Policies.Any(policy => policy.AlwaysDenies(action));

    private static bool IsPolicy(string arn) => Arns.TryParseIam(arn, "policy", out _, out _, out _) || arn.StartsWith("arn:aws:iam::aws:policy/", StringComparison.Ordinal);

    private static IReadOnlyList<CompiledPolicy> Compile(IEnumerable<string> documents) => [.. documents.Select(document => CompiledPolicy.CompileStored(document, PolicyKind.Identity, string.Empty))];
}
