namespace Federation.Policy.Lint;

/// <summary>Sids.</summary>
internal sealed class SidCheck : ILintCheck
{
    public void Check(LintScope scope, PolicyStatement statement)
    {
        if (statement.Sid is null)
        {
            return;
        }

        if (statement.Sid.Length == 0)
        {
            scope.Add("EMPTY_SID_VALUE", "the Sid is empty", statement);
        }
        else if (scope.IsResourceBased && scope.Kind != PolicyKind.Trust && scope.Document.Statements.Any(s => s.Index < statement.Index && string.Equals(s.Sid, statement.Sid, StringComparison.Ordinal)))
        {
            scope.Add("UNIQUE_SIDS_RECOMMENDED", $"the Sid `{statement.Sid}` comes twice", statement);
        }
    }
}
