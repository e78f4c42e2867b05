using System.Globalization;
using System.Text;
using Federation.Policy;

namespace Federation.Cli.Policy;

/// <summary>Writes decisions for people and as JSON.</summary>
internal static class DecisionWriter
{
    public static object ToJson(Decision decision, AuthorizationRequest request) => new
    {
        principal = request.Principal.ToString(),
        action = request.Action,
        resource = request.Resource,
        result = decision.Outcome,
        lackingPolicyKind = decision.LackingKind,
        message = decision.DenialMessage(request),
        decidingStatements = decision.DecidingStatements.Select(ToJson),
        failedConditions = decision.FailedConditions.Select(f => new { statement = ToJson(f.Statement), @operator = f.Operator, key = f.Key, expected = f.Expected, actual = f.Actual }),
        missingContextKeys = decision.MissingContextKeys,
    };

    public static string ToText(Decision decision, AuthorizationRequest request)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{decision.Outcome}: {request.Principal} {request.Action} {request.Resource}");
        if (decision.DenialMessage(request) is { } message)
        {
            text.AppendLine(message);
        }

        Section(text, "deciding statements", decision.DecidingStatements.Select(Describe));
        Section(text, "failed conditions", decision.FailedConditions.Select(f => $"{Describe(f.Statement)}: {f.Operator} {f.Key} wants {List(f.Expected)}, {(f.Actual is null ? "the key is missing" : $"got {List(f.Actual)}")}"));
        Section(text, "missing context keys", decision.MissingContextKeys);
        return text.ToString().TrimEnd();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var list = lines.ToList();
        if (list.Count == 0)
        {
            return;
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{title}:");
        foreach (var line in list)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
        }
    }

    private static string Describe(StatementReference statement)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{statement.Effect} in `{statement.Policy}` ({statement.Kind}), statement {statement.Index}{(statement.Sid is { Length: > 0 } sid ? $" `{sid}`" : string.Empty)} at {statement.Position}");

    private static string List(IReadOnlyList<string> values) => values.Count == 1 ? $"`{values[0]}`" : $"[{string.Join(", ", values.Select(v => $"`{v}`"))}]";

    private static object ToJson(StatementReference statement) => new
    {
        policy = statement.Policy,
        kind = statement.Kind,
        effect = statement.Effect,
        index = statement.Index,
        sid = statement.Sid,
        line = statement.Position.Line,
        column = statement.Position.Column,
    };
}
