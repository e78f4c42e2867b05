using System.Text.Json;
using Federation.Policy;

namespace Federation.Cli.Policy.Cases;

/// <summary>Reads cases of the evaluation case format (docs/policy.md, "Evaluation cases").</summary>
internal static class CaseReader
{
    /// <summary>Reads one case.</summary>
    /// <exception cref="CaseFormatException">The text is not a case.</exception>
    public static EvaluationCase Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new CaseFormatException($"the case is not valid JSON: {exception.Message}", exception);
        }
    }

    private static EvaluationCase Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("request", out var request) || request.ValueKind != JsonValueKind.Object)
        {
            throw new CaseFormatException("a case is a JSON object with the member `request`");
        }

        var caller = ReadPrincipal(request);
        var kind = ResourceKind(Text(root, "resourcePolicyKind"));
        return new EvaluationCase
        {
            Id = Text(root, "id"),
            Expected = Text(root, "expected") is { } expected ? Enum.TryParse<Outcome>(expected, out var outcome) ? outcome : throw Invalid("expected", expected) : null,
            Inputs = new EvaluationInputs
            {
                Request = new AuthorizationRequest
                {
                    Principal = caller,
                    Action = Required(request, "action"),
                    Resource = Required(request, "resource"),
                    ResourceAccountId = Text(request, "resourceAccount"),
                    Context = ReadContext(request),
                },
                Principal = new PrincipalPolicySet(Compile(root, "identityPolicies", PolicyKind.Identity), Compile(root, "permissionsBoundary", PolicyKind.PermissionsBoundary).FirstOrDefault()),
                Session = SetOf(Compile(root, "sessionPolicies", PolicyKind.Session)),
                ServiceControl = Levels(root, "scps", PolicyKind.ServiceControl),
                ResourceControl = Levels(root, "rcps", PolicyKind.ResourceControl),
                Endpoint = SetOf(Compile(root, "vpcEndpointPolicies", PolicyKind.Endpoint)),
                ResourcePolicy = SetOf(Compile(root, "resourcePolicy", kind)),
                ResourcePolicyKind = kind,
            },
        };
    }

    private static PolicyKind ResourceKind(string? text) => text switch
    {
        null => PolicyKind.Resource,
        "trust" => PolicyKind.Trust,
        "kms-key" => PolicyKind.KeyPolicy,
        _ => throw Invalid("resourcePolicyKind", text),
    };

    private static RequestPrincipal ReadPrincipal(JsonElement request)
    {
        var principal = Required(request, "principal");
        var type = Required(request, "principalType");
        var account = Text(request, "principalAccount");
        return type switch
        {
            "anonymous" => RequestPrincipal.Anonymous,
            "service" => RequestPrincipal.Service(principal),
            "federated" => RequestPrincipal.Federated(principal),
            "root" => RequestPrincipal.Root(Account(account)),
            "user" => RequestPrincipal.User(principal, Account(account)),
            "assumed-role" => Session(principal, Required(request, "role"), Account(account)),
            "federated-user" => RequestPrincipal.FederatedUser(principal, Required(request, "user"), Account(account)),
            _ => throw Invalid("principalType", type),
        };

        static string Account(string? account) => account is { Length: > 0 } ? account : throw new CaseFormatException("`request.principalAccount` is missing");
    }

    // AWS reserves the path /aws-service-role/ for service-linked roles.
    private static RequestPrincipal Session(string sessionArn, string roleArn, string account)
        => RequestPrincipal.AssumedRole(sessionArn, roleArn, account, isServiceLinkedRole: Arn.TryParse(roleArn, out var arn) && arn.Resource.StartsWith("role/aws-service-role/", StringComparison.Ordinal));

    private static RequestContext ReadContext(JsonElement request)
    {
        var context = new RequestContext();
        if (!request.TryGetProperty("context", out var members) || members.ValueKind == JsonValueKind.Null)
        {
            return context;
        }

        if (members.ValueKind != JsonValueKind.Object)
        {
            throw new CaseFormatException("`request.context` must be a JSON object");
        }

        foreach (var member in members.EnumerateObject())
        {
            if (member.Name.Length == 0)
            {
                throw new CaseFormatException("a context key of `request.context` has no name");
            }

            if (member.Value.ValueKind == JsonValueKind.Array)
            {
                context.SetMany(member.Name, member.Value.EnumerateArray().Select(v => Scalar(member.Name, v)));
            }
            else
            {
                context.Set(member.Name, Scalar(member.Name, member.Value));
            }
        }

        return context;
    }

    private static string Scalar(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new CaseFormatException($"the value of the context key `{key}` must be a string or a list of strings"),
    };

    private static List<PolicySet>? Levels(JsonElement root, string name, PolicyKind kind)
    {
        if (!root.TryGetProperty(name, out var levels) || levels.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (levels.ValueKind != JsonValueKind.Array)
        {
            throw new CaseFormatException($"`{name}` must be a list of levels");
        }

        return [.. levels.EnumerateArray().Select((level, i) => new PolicySet(Compile(level, $"{name}[{i}]", kind)))];
    }

    private static PolicySet? SetOf(List<CompiledPolicy> policies) => policies.Count == 0 ? null : new PolicySet(policies);

    private static List<CompiledPolicy> Compile(JsonElement root, string name, PolicyKind kind)
    {
        if (root.ValueKind == JsonValueKind.Object && !name.EndsWith(']'))
        {
            return root.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null ? CompileDocuments(element, name, kind) : [];
        }

        return CompileDocuments(root, name, kind);
    }

    private static List<CompiledPolicy> CompileDocuments(JsonElement element, string name, PolicyKind kind)
        => element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray().Select((document, i) => CompiledPolicy.CompileStored(document.GetRawText(), kind, $"{name}[{i}]"))]
            : [CompiledPolicy.CompileStored(element.GetRawText(), kind, name)];

    private static string Required(JsonElement element, string name) => Text(element, name) is { Length: > 0 } text ? text : throw new CaseFormatException($"`request.{name}` is missing");

    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.String ? member.GetString() : throw new CaseFormatException($"`{name}` must be a string");
    }

    private static CaseFormatException Invalid(string name, string value) => new($"`{value}` is not a value of `{name}`");
}
