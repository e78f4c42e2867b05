namespace Federation.Policy.Lint;

/// <summary>Finds mistakes and dangers in policies. Codes and types follow Access Analyzer's policy validation; docs/policy-checks.md explains each.</summary>
public static class PolicyLinter
{
    private static readonly ILintCheck[] Checks =
    [
        new SidCheck(), new EmptyCheck(), new ActionCheck(), new ResourceCheck(), new RedundancyCheck(), new PrincipalCheck(), new TrustCheck(), new PassRoleCheck(), new EscalationCheck(),
        new TrustActionCheck(), new ConditionKeyCheck(), new ConditionValueCheck(), new KeyContextCheck(), new NetworkCheck(), new RegionCheck(), new VariableCheck(), new CatalogueCheck(),
    ];

    /// <summary>Checks a document.</summary>
    /// <param name="json">The text.</param>
    /// <param name="kind">Where the policy is or will be attached.</param>
    /// <param name="catalogue">Actions, resources and condition keys of the services that are served here; null to do without.</param>
    /// <returns>The findings in the order of the text, the serious first at one place.</returns>
    public static IReadOnlyList<PolicyFinding> Check(string json, PolicyKind kind, IActionCatalogue? catalogue = null)
    {
        var findings = PolicyDocument.Read(json, kind).Problems.Select(FromProblem).ToList();
        if (PolicyDocument.ReadForEvaluation(json, kind).Document is { } document)
        {
            var scope = new LintScope(document, catalogue, findings);
            DocumentCheck.Check(scope);
            foreach (var statement in document.Statements)
            {
                foreach (var check in Checks)
                {
                    check.Check(scope, statement);
                }
            }
        }

        return [.. findings.DistinctBy(f => (f.IssueCode, f.Locations[0].Path, f.Details)).OrderBy(f => f.Locations[0].Start.Offset).ThenBy(f => f.Type)];
    }

    private static PolicyFinding FromProblem(PolicyProblem problem)
        => new(problem.Code, FindingType.Error, problem.Message, [new FindingLocation(problem.Path, problem.Position) { End = problem.End }]);
}
