using Federation.Policy;

namespace Federation.UnitTests.Policy;

public class AllocationTests
{
    [Theory]
    [InlineData("golden-cases.jsonl")]
    [InlineData("own-cases.jsonl")]
    public void A_decision_allocates_nothing_once_its_policies_are_warm(string file)
    {
        var cases = CaseFiles.Read(file).ToArray();
        Evaluate(cases, rounds: 3);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate(cases, rounds: 10);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Invented_actions_do_not_keep_real_ones_out_of_the_cache()
    {
        Federation.Cli.Policy.Cases.EvaluationCase[] cases = [CaseFiles.Read("golden-cases.jsonl").First()];
        var inputs = cases[0].Inputs;
        for (var i = 0; i < 5_000; i++)
        {
            PolicyEvaluator.Evaluate(inputs with { Request = inputs.Request with { Action = $"x:Invented{i}" } });
        }

        Evaluate(cases, rounds: 3);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate(cases, rounds: 10);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Building_a_context_allocates_nothing_once_it_is_warm()
    {
        var context = new RequestContext();
        var tag = ContextKey.Of("aws:PrincipalTag/team");
        var instant = DateTimeOffset.UnixEpoch.AddDays(20_000);
        Build(context, tag, instant);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Build(context, tag, instant);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Build(RequestContext context, ContextKey tag, DateTimeOffset instant)
    {
        context.Clear();
        context.Set(ContextKeys.SourceIp, "203.0.113.5");
        context.Set(tag, "blue");
        context.Set(ContextKeys.SecureTransport, true);
        context.Set(ContextKeys.EpochTime, instant.ToUnixTimeSeconds());
        context.Set(ContextKeys.CurrentTime, instant);
        context.Set(ContextKeys.UserAgent, "fed/1.0".AsSpan());
        context.SetMany(ContextKeys.TagKeys, "a", "b");
    }

    private static void Evaluate(Federation.Cli.Policy.Cases.EvaluationCase[] cases, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var item in cases)
            {
                PolicyEvaluator.Evaluate(item.Inputs);
            }
        }
    }
}
