using Federation.Model.Results;
using Federation.Model.Storage;
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

    [Theory]
    [InlineData("Demands")]
    [InlineData("Prepare")]
    [InlineData("Handle")]
    public async Task A_call_that_is_cut_off_before_its_outcome_stands_in_the_trail_as_cut_off(string step)
    {
        await using var house = await TestHouse.OpenAsync();
        using var caller = new CancellationTokenSource();
        var operation = new CutOff(caller, step);
        await Should.ThrowAsync<OperationCanceledException>(house.Get<OperationInvoker>().InvokeAsync(operation, Nothing.Value, house.Request(), house.Root, caller.Token));

        (await house.TrailAsync(house.Management)).Single(record => record.EventName == "CutOff").ErrorCode.ShouldBe("RequestCanceled");
        operation.Ends.ShouldBe(["RequestCanceled"]);
    }

    [Theory]
    [InlineData(AccessLevel.Write)]
    [InlineData(AccessLevel.Credentials)]
    public async Task What_was_done_before_the_caller_hung_up_is_recorded_once_and_as_done(AccessLevel access)
    {
        await using var house = await TestHouse.OpenAsync();
        using var caller = new CancellationTokenSource();
        var result = await house.Get<OperationInvoker>().InvokeAsync(new Done(caller, access), Nothing.Value, house.Request(), house.Root, caller.Token);

        result.Succeeded.ShouldBeTrue();
        (await house.TrailAsync(house.Management)).Single(record => record.EventName == "Done").ErrorCode.ShouldBeNull();
    }

    /// <summary>Its caller hangs up during one of its steps, which then gives up.</summary>
    private sealed class CutOff(CancellationTokenSource caller, string step) : WriteOperation<Nothing, Nothing>
    {
        public List<string?> Ends { get; } = [];

        public override OperationDescriptor Descriptor { get; } = new("federation", "CutOff", AccessLevel.Write);

        public override void Ended(OperationContext context, AwsError? refusal) => Ends.Add(refusal?.Code);

        protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
        {
            await ReachAsync("Demands", cancellationToken);
            return Needs(context, "*");
        }

        protected override async Task<AwsError?> PrepareAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
        {
            await ReachAsync("Prepare", cancellationToken);
            return null;
        }

        protected override async Task<Result<Nothing>> HandleAsync(Nothing request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
        {
            await ReachAsync("Handle", cancellationToken);
            return Nothing.Value;
        }

        private async Task ReachAsync(string reached, CancellationToken cancellationToken)
        {
            if (reached == step)
            {
                await caller.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Its caller hangs up when all is done but for what the invoker does afterwards.</summary>
    private sealed class Done(CancellationTokenSource caller, AccessLevel access) : Operation<Nothing, Nothing>
    {
        public override OperationDescriptor Descriptor { get; } = new("federation", "Done", access);

        public override async Task<Result<object>> HandleAsync(object request, IUnitOfWork? write, OperationContext context, CancellationToken cancellationToken)
        {
            await caller.CancelAsync();
            return Nothing.Value;
        }

        protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) => Task.FromResult(Needs(context, "*"));
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
