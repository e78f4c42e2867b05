using Federation.Policy;

namespace Federation.UnitTests.Policy;

public class EvaluationCaseTests
{
    [Theory]
    [InlineData("golden-cases.jsonl", 128)]
    [InlineData("own-cases.jsonl", 190)]
    public void Every_case_gives_its_expected_result_and_the_explanation_agrees(string file, int count)
    {
        var wrong = new List<string>();
        var decided = 0;
        foreach (var item in CaseFiles.Read(file))
        {
            decided++;
            var outcome = PolicyEvaluator.Evaluate(item.Inputs);
            var decision = PolicyEvaluator.Explain(item.Inputs);
            if (outcome != item.Expected || decision.Outcome != outcome)
            {
                wrong.Add($"{item.Id}: expected {item.Expected}, evaluated {outcome}, explained {decision.Outcome}");
            }
        }

        wrong.ShouldBeEmpty();
        decided.ShouldBe(count);
    }
}
