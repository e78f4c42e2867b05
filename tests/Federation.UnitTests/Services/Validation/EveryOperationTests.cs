using System.Reflection;

using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;
using Federation.Wire;

namespace Federation.UnitTests.Services.Validation;

/// <summary>The records of every operation have a wire form and constraints that can be kept.</summary>
public sealed class EveryOperationTests
{
    public static TheoryData<string> Operations() =>
        [.. typeof(IOperation).Assembly.GetTypes().Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IOperation))).Select(type => type.FullName!)];

    private static (Type Request, Type Response) RecordsOf(string operation)
    {
        var type = typeof(IOperation).Assembly.GetType(operation);
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Operation<,>)))
        {
            type = type.BaseType;
        }

        var records = type.ShouldNotBeNull().GetGenericArguments();
        return (records[0], records[1]);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Records_have_a_wire_form(string operation)
    {
        var (request, response) = RecordsOf(operation);
        OperationShape.Create(ServiceModel.Iam, "X", request, response).RequestType.ShouldBe(request);
        OperationShape.Create(ServiceModel.Federation, "X", request, response).Bind(new WireRequest("POST", "/", string.Empty, default, default)).IsBound.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Requests_can_be_validated(string operation) => ShapeValidator.For(RecordsOf(operation).Request).ShouldNotBeNull();

    [Theory]
    [MemberData(nameof(Operations))]
    public void Members_of_requests_may_be_absent_and_can_be_set(string operation)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var property in RecordsOf(operation).Request.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            nullability.Create(property).ReadState.ShouldBe(NullabilityState.Nullable, property.Name);
            property.SetMethod.ShouldNotBeNull(property.Name);
        }
    }
}
