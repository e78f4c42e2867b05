using System.CommandLine;
using Federation.Policy;

namespace Federation.Cli.Policy.Simulate;

/// <summary>Tries every action on every resource, as SimulateCustomPolicy does.</summary>
internal sealed class SimulateHandler(CommandStreams streams, SimulateOptions options, ParseResult parsed)
{
    public async Task<int> RunAsync(OutputFormat format, CancellationToken cancellationToken)
    {
        try
        {
            var template = await ReadInputsAsync(cancellationToken);
            var results = new List<(AuthorizationRequest Request, Decision Decision)>();
            foreach (var action in parsed.GetRequiredValue(options.Actions))
            {
                foreach (var resource in parsed.GetRequiredValue(options.Resources))
                {
                    var request = template.Request with { Action = action, Resource = resource };
                    results.Add((request, PolicyEvaluator.Explain(template with { Request = request })));
                }
            }

            var text = format == OutputFormat.Json
                ? JsonOutput.Document(new { results = results.Select(r => DecisionWriter.ToJson(r.Decision, r.Request)) })
                : string.Join(Environment.NewLine, results.Select(r => DecisionWriter.ToText(r.Decision, r.Request)));
            await streams.Output.WriteLineAsync(text);
            return results.TrueForAll(r => r.Decision.IsAllowed) ? ExitCodes.Done : ExitCodes.Refused;
        }
        catch (Exception exception) when (exception is InputFileException or SimulateInputException)
        {
            await streams.Error.WriteLineAsync($"fed policy simulate: {exception.Message}");
            return ExitCodes.Usage;
        }
    }

    private async Task<EvaluationInputs> ReadInputsAsync(CancellationToken cancellationToken)
    {
        var boundary = await ReadAsync(parsed.GetValue(options.Boundary), PolicyKind.PermissionsBoundary, cancellationToken);
        var kind = PolicyKindOption.Parse(parsed.GetRequiredValue(options.ResourceKind));
        var session = await ReadAllAsync(options.Session, PolicyKind.Session, cancellationToken);
        return new EvaluationInputs
        {
            Request = new AuthorizationRequest
            {
                Principal = ReadPrincipal(),
                Action = "*",
                Resource = "*",
                ResourceAccountId = parsed.GetValue(options.ResourceAccount),
                Context = ReadContext(),
            },
            Principal = new PrincipalPolicySet(await ReadAllAsync(options.Policies, PolicyKind.Identity, cancellationToken), boundary),
            Session = session.Count == 0 ? null : new PolicySet(session),
            ServiceControl = Levels(await ReadAllAsync(options.ServiceControl, PolicyKind.ServiceControl, cancellationToken)),
            ResourceControl = Levels(await ReadAllAsync(options.ResourceControl, PolicyKind.ResourceControl, cancellationToken)),
            ResourcePolicy = (await ReadAsync(parsed.GetValue(options.Resource), kind, cancellationToken))?.Set,
            ResourcePolicyKind = kind,
        };
    }

    private static List<PolicySet>? Levels(List<CompiledPolicy> policies) => policies.Count == 0 ? null : [.. policies.Select(p => p.Set)];

    private async Task<List<CompiledPolicy>> ReadAllAsync(Option<string[]> option, PolicyKind kind, CancellationToken cancellationToken)
    {
        var policies = new List<CompiledPolicy>();
        foreach (var path in parsed.GetValue(option) ?? [])
        {
            policies.Add((await ReadAsync(path, kind, cancellationToken))!);
        }

        return policies;
    }

    private async Task<CompiledPolicy?> ReadAsync(string? path, PolicyKind kind, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return null;
        }

        var read = PolicyDocument.Read(await InputFile.ReadAsync(path, streams, cancellationToken), kind);
        return read.IsValid ? CompiledPolicy.Compile(read.Document, path) : throw new SimulateInputException($"`{path}`: {read.Problems[0]}");
    }

    private RequestPrincipal ReadPrincipal()
    {
        var text = parsed.GetRequiredValue(options.Principal);
        if (!Arn.TryParse(text, out var arn) || arn.AccountId.Length != 12)
        {
            throw new SimulateInputException($"`{text}` is not the ARN of a principal");
        }

        return arn switch
        {
            { Service: "iam", Resource: "root" } => RequestPrincipal.Root(arn.AccountId, arn.Partition),
            { Service: "iam" } when arn.Resource.StartsWith("user/", StringComparison.Ordinal) => RequestPrincipal.User(text, arn.AccountId),
            { Service: "sts" } when arn.Resource.StartsWith("assumed-role/", StringComparison.Ordinal) => RequestPrincipal.AssumedRole(text, RoleOf(arn), arn.AccountId),
            _ => throw new SimulateInputException($"`{text}` is neither a user, a role session nor a root user"),
        };
    }

    private string RoleOf(Arn session) => parsed.GetValue(options.Role) ?? $"arn:{session.Partition}:iam::{session.AccountId}:role/{session.Resource.Split('/')[1]}";

    private RequestContext ReadContext()
    {
        var context = new RequestContext();
        var pairs = (parsed.GetValue(options.Context) ?? []).Select(pair =>
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            return equals > 0 ? (Key: pair[..equals], Value: pair[(equals + 1)..]) : throw new SimulateInputException($"`{pair}` is not KEY=VALUE");
        });
        foreach (var group in pairs.GroupBy(p => p.Key, StringComparer.OrdinalIgnoreCase))
        {
            var values = group.Select(p => p.Value).ToArray();
            if (values.Length == 1)
            {
                context.Set(group.Key, values[0]);
            }
            else
            {
                context.SetMany(group.Key, values);
            }
        }

        return context;
    }
}

/// <summary>An input of the simulation cannot be used. The message is for the person at the terminal.</summary>
internal sealed class SimulateInputException(string message) : Exception(message);
