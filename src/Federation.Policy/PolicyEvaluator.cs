using Federation.Policy.Evaluation;

namespace Federation.Policy;

/// <summary>Decides requests by policies. Pure: no clock, no store; everything is in the inputs.</summary>
public static class PolicyEvaluator
{
    /// <summary>The outcome alone, without allocation.</summary>
    public static Outcome Evaluate(in EvaluationInputs inputs)
    {
        var facts = new LazyFacts(inputs);
        return DecisionLogic.Decide(inputs, ref facts).Outcome;
    }

    /// <summary>The outcome and why. Slower; for refusals that are told, the simulator and the console.</summary>
    public static Decision Explain(in EvaluationInputs inputs) => new Explainer(inputs).Explain();
}
