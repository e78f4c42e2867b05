using CsCheck;
using Federation.Policy;
using Federation.UnitTests.Policy.Naive;

namespace Federation.UnitTests.Policy;

public class EvaluatorPropertyTests
{
    private static readonly int Iterations = RandomTests.Iterations(1_000);

    private static readonly NaiveStatement AllowAll = new() { Allow = true, Actions = ["*"], Resources = ["*"] };

    [Fact]
    public void The_compiled_engine_agrees_with_the_naive_evaluator_and_with_its_explanation()
        => CaseGenerator.Case.Sample(
            item =>
            {
                var inputs = item.ToEvaluationCase().Inputs;
                var outcome = PolicyEvaluator.Evaluate(inputs);
                return outcome == new NaiveEvaluator(item).Evaluate() && PolicyEvaluator.Explain(inputs).Outcome == outcome;
            },
            iter: 3 * Iterations,
            threads: 1);

    [Fact]
    public void Adding_a_deny_never_allows_more()
        => Gen.Select(CaseGenerator.Case, CaseGenerator.PlainStatement).Sample(
            (item, statement) => Rank(item) <= Rank(item with { Identity = [.. item.Identity, new("2012-10-17", [statement with { Allow = false }])] }), iter: Iterations, threads: 1);

    [Fact]
    public void Removing_an_allow_never_allows_more()
        => CaseGenerator.Case.Sample(
            item => Rank(item) <= Rank(item with
            {
                Identity = [.. item.Identity.Select(d => d with { Statements = [.. d.Statements.Where((s, i) => !s.Allow || i > 0)] })],
                ResourcePolicy = item.ResourcePolicy is { } policy ? policy with { Statements = [.. policy.Statements.Where((s, i) => !s.Allow || i > 0)] } : null,
            }),
            iter: Iterations,
            threads: 1);

    [Fact]
    public void Organization_policies_boundary_session_and_endpoint_only_shrink()
        => CaseGenerator.Case.Sample(
            item =>
            {
                var allowed = Rank(item) == 0;

                // A federated user owes his permissions to the session policies, and NotPrincipal looks at the boundary.
                return !allowed
                    || ((item.Caller.Type == "federated-user" || Rank(item with { Session = null }) == 0)
                        && Rank(item with { Scps = null }) == 0
                        && Rank(item with { Rcps = null }) == 0
                        && Rank(item with { Endpoint = null }) == 0
                        && Rank(item with { Boundary = null }) == 0);
            },
            iter: Iterations,
            threads: 1);

    [Fact]
    public void Organization_policies_that_allow_everything_change_nothing()
        => CaseGenerator.Case.Sample(
            item => Rank(item with { Scps = null }) == Rank(item with { Scps = [[new("2012-10-17", [AllowAll])], [new("2012-10-17", [AllowAll])]] }), iter: Iterations, threads: 1);

    [Fact]
    public void The_order_of_policies_and_statements_is_irrelevant()
        => CaseGenerator.Case.Sample(
            item => Rank(item) == Rank(item with
            {
                Identity = [.. item.Identity.Reverse().Select(Reversed)],
                ResourcePolicy = item.ResourcePolicy is { } policy ? Reversed(policy) : null,
                Session = item.Session?.Reverse().Select(Reversed).ToList(),
                Scps = item.Scps?.Reverse().ToList(),
            }),
            iter: Iterations,
            threads: 1);

    private static NaiveDocument Reversed(NaiveDocument document) => document with { Statements = [.. document.Statements.Reverse()] };

    private static int Rank(NaiveCase item) => PolicyEvaluator.Evaluate(item.ToEvaluationCase().Inputs) == Outcome.Allowed ? 0 : 1;
}
