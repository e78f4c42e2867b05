using System.Text.RegularExpressions;
using Federation.Model.Results;
using Federation.Policy;

namespace Federation.Services.Iam.Simulation;

/// <summary>What the simulator's operations share: patterns, texts, and how documents of a request are read.</summary>
internal static partial class SimulationRules
{
    internal const string DocumentPattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+";

    internal const string Differs =
        "every action and resource has a result of its own, with its ResourceSpecificResults; a statement's position is that of its first character; ResourceHandlingOption is checked and has no effect, since no request of EC2 is put together here";

    /// <summary>AWS: the scenarios of ec2:RunInstances.</summary>
    private static readonly string[] Scenarios =
        ["EC2-Classic-InstanceStore", "EC2-Classic-EBS", "EC2-VPC-InstanceStore", "EC2-VPC-InstanceStore-Subnet", "EC2-VPC-EBS", "EC2-VPC-EBS-Subnet"];

    /// <summary>The error for anything in the request that no simulation can use; null where all is well.</summary>
    internal static AwsError? Check(ISimulationRequest request)
    {
        if (request.ActionNames is not { Count: > 0 } actions)
        {
            return IamErrors.InvalidInput("At least one action name is needed.");
        }

        if (actions.FirstOrDefault(action => !ActionName().IsMatch(action)) is { } bad)
        {
            return IamErrors.InvalidInput($"Invalid action name {bad}: it has the form service:Action and no wildcards.");
        }

        if (request.ResourceArns?.FirstOrDefault(resource => resource != "*" && !Arn.TryParse(resource, out _)) is { } notArn)
        {
            return IamErrors.InvalidInput($"Invalid resource {notArn}: it is an ARN or *.");
        }

        if (request.PermissionsBoundaryPolicyInputList is { Count: > 1 })
        {
            return IamErrors.InvalidInput("Only one permissions boundary policy can be given.");
        }

        return request.ResourceHandlingOption is { } option && !Scenarios.Contains(option, StringComparer.Ordinal)
            ? IamErrors.InvalidInput($"Invalid resource handling option {option}.")
            : null;
    }

    /// <summary>The policies of the request, in the names by which results tell of them.</summary>
    internal static Result<IReadOnlyList<CompiledSource>> Read(IReadOnlyList<string>? documents, string list, PolicyKind kind)
    {
        var policies = new List<CompiledSource>();
        foreach (var document in documents ?? [])
        {
            var source = new SourcePolicy($"{list}.{policies.Count + 1}", "none", document);
            var read = PolicyDocument.Read(document, kind);
            if (!read.IsValid)
            {
                return IamErrors.InvalidInput($"Invalid policy {source.Id}: {read.MalformedPolicyDocumentMessage}") with { Detail = string.Join("; ", read.Problems) };
            }

            policies.Add(new CompiledSource(source, read.Document, source.Id));
        }

        return policies;
    }

    /// <summary>Stored policies. One that cannot be read cannot be simulated.</summary>
    internal static Result<IReadOnlyList<CompiledSource>> Read(IEnumerable<SourcePolicy> stored, PolicyKind kind)
    {
        var policies = new List<CompiledSource>();
        foreach (var source in stored)
        {
            if (PolicyDocument.ReadForEvaluation(source.Document, kind).Document is not { } document)
            {
                return IamErrors.PolicyEvaluation($"The policy {source.Id} cannot be evaluated.");
            }

            policies.Add(new CompiledSource(source, document, $"{kind}.{policies.Count}"));
        }

        return policies;
    }

    /// <summary>The context keys of stored policies and of policies of a request, each once.</summary>
    internal static Result<ContextKeysResponse> KeysOf(IEnumerable<SourcePolicy> stored, IReadOnlyList<string>? documents)
    {
        var own = Read(stored, PolicyKind.Identity);
        var given = Read(documents, "PolicyInputList", PolicyKind.Identity);
        if (!own.Succeeded || !given.Succeeded)
        {
            return own.Error ?? given.Error!;
        }

        return new ContextKeysResponse
        {
            ContextKeyNames = [.. own.Value.Concat(given.Value).SelectMany(policy => policy.Policy.ContextKeyNames).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]+:[A-Za-z0-9]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ActionName();
}
