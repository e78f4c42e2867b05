using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Pipeline;

public sealed class RegistryTests
{
    [Fact]
    public async Task Every_operation_says_what_it_is_and_how_it_is_authenticated()
    {
        await using var house = await TestHouse.OpenAsync();
        var operations = house.Get<OperationRegistry>().All;
        foreach (var operation in operations)
        {
            operation.Descriptor.Access.ShouldNotBe(AccessLevel.None, operation.Descriptor.Action);
            operation.Descriptor.Authentication.ShouldNotBe(Authentication.None, operation.Descriptor.Action);
            operation.GetType().Name.ShouldBe(operation.Descriptor.Name);
        }

        operations.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task An_operation_that_declares_no_demand_is_refused()
    {
        await using var house = await TestHouse.OpenAsync();
        var result = await house.Get<OperationInvoker>().InvokeAsync(new Forgetful(), Nothing.Value, house.Request(), house.Root, default);
        result.Error!.Code.ShouldBe("AccessDenied");
    }

    private sealed class Forgetful : ReadOperation<Nothing, Nothing>
    {
        public override OperationDescriptor Descriptor { get; } = new("iam", "Forgetful", AccessLevel.Read);

        protected override Task<Federation.Model.Results.Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
            Task.FromResult(Needs());

        protected override Task<Federation.Model.Results.Result<Nothing>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
            Task.FromResult<Federation.Model.Results.Result<Nothing>>(Nothing.Value);
    }
}
