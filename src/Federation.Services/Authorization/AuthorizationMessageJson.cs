using System.Buffers;
using System.Text.Json;
using Federation.Policy;
using Federation.Services.Pipeline;

namespace Federation.Services.Authorization;

/// <summary>
/// A denial as AWS's DecodeAuthorizationMessage shows one: allowed, explicitDeny, matchedStatements, failures, context. What AWS does not document is ours: the policy of a
/// statement, the kind of policy that lacked an Allow, and conditions that failed.
/// </summary>
internal static class AuthorizationMessageJson
{
    private const int MostText = 256;
    private const int MostFailures = 10;

    /// <summary>Writes a denial, or as much of it as the scope leaves. A bare one is shorter than two thousand characters.</summary>
    internal static byte[] Write(Decision decision, in AuthorizationRequest request, Caller caller, MessageScope scope)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("allowed", decision.IsAllowed);
            json.WriteBoolean("explicitDeny", decision.Outcome == Outcome.ExplicitlyDenied);
            WriteItems(json, "matchedStatements", scope == MessageScope.Bare ? [] : decision.DecidingStatements.Take(MostFailures), WriteStatement);
            WriteItems(json, "failures", scope != MessageScope.Whole ? [] : decision.FailedConditions.Take(MostFailures), WriteFailure);
            if (decision.LackingKind is { } lacking)
            {
                json.WriteString("lackingPolicyType", lacking.ToString());
            }

            if (scope != MessageScope.Whole)
            {
                json.WriteBoolean("truncated", true);
            }

            WriteContext(json, request, caller, scope);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteContext(Utf8JsonWriter json, in AuthorizationRequest request, Caller caller, MessageScope scope)
    {
        json.WriteStartObject("context");
        json.WriteStartObject("principal");
        json.WriteString("id", caller.UserId);
        json.WriteString("name", caller.Session?.SessionName ?? caller.Name);
        json.WriteString("arn", Cut(caller.Arn));
        json.WriteEndObject();
        json.WriteString("action", request.Action);
        json.WriteString("resource", Cut(request.Resource));
        WriteItems(json, "conditions", scope != MessageScope.Whole ? [] : request.Context.Entries, static (json, entry) =>
        {
            json.WriteString("key", entry.Key.Name);
            WriteValues(json, "values", entry.Values);
        });
        json.WriteEndObject();
    }

    private static void WriteStatement(Utf8JsonWriter json, StatementReference statement)
    {
        json.WriteString("statementId", Cut(statement.Sid ?? string.Empty));
        json.WriteString("effect", statement.Effect == PolicyEffect.Deny ? "DENY" : "ALLOW");
        json.WriteString("policy", Cut(statement.Policy));
        json.WriteString("policyType", statement.Kind.ToString());
        json.WriteNumber("statement", statement.Index);
    }

    private static void WriteFailure(Utf8JsonWriter json, FailedCondition failure)
    {
        WriteStatement(json, failure.Statement);
        json.WriteString("operator", failure.Operator);
        json.WriteString("key", failure.Key);
        WriteValues(json, "expected", failure.Expected);
        WriteValues(json, "actual", failure.Actual ?? []);
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyList<string> values) =>
        WriteItems(json, name, values, static (json, value) => json.WriteString("value", Cut(value)));

    private static void WriteItems<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("items");
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Cut(string text) => text.Length <= MostText ? text : text[..MostText] + "…";
}
