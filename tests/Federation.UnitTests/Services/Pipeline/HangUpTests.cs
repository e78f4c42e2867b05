using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Pipeline;

/// <summary>A caller that hangs up while its call is worked on leaves its record all the same.</summary>
public sealed class HangUpTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_answered_or_refused_to_a_caller_that_hung_up_stands_in_the_trail(bool refused)
    {
        await using var house = await TestHouse.OpenAsync();
        using var caller = new CancellationTokenSource();
        var result = await house.Get<OperationInvoker>().InvokeAsync(new HangUp(caller, refused), Nothing.Value, house.Request(), house.Root, caller.Token);

        result.Succeeded.ShouldBe(!refused);
        (await house.TrailAsync(house.Management)).Single(record => record.EventName == "HangUp").ErrorCode.ShouldBe(refused ? "Refused" : null);
    }

    private sealed class HangUp(CancellationTokenSource caller, bool refused) : ReadOperation<Nothing, Nothing>
    {
        public override OperationDescriptor Descriptor { get; } = new("federation", "HangUp", AccessLevel.Read);

        protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) => Task.FromResult(Needs(context, "*"));

        protected override async Task<Result<Nothing>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
        {
            await caller.CancelAsync();
            return refused ? new AwsError("Refused", 400, "refused") : Nothing.Value;
        }
    }
}
