using Federation.Services.Pipeline;
using Federation.UnitTests.Services.Pipeline.Denials;

namespace Federation.UnitTests.Services.Pipeline;

/// <summary>
/// Names are found without regard to case, and policies match resources with regard to it: so the demand of every operation names its entity as it is stored, or the case of a letter would be a
/// way round a Deny. And every demand on an entity that has tags carries them, or a Deny by tag would be none. An operation that is added is tested without anybody thinking of it.
/// </summary>
public sealed class EveryNameIsTheStoredOneTests(DenialWorld world) : IClassFixture<DenialWorld>
{
    private const string Everything = """{"Effect":"Allow","Action":"*","Resource":"*"}""";

    /// <summary>Operations whose demand is on something that need not be there and is named by the request, each with why that is no way round anything.</summary>
    private static readonly string[] OfSomethingNew =
    [
        // The name is taken already, whatever its case, and the call is refused for it.
        "iam:CreateGroup", "iam:CreateInstanceProfile", "iam:CreatePolicy", "iam:CreateRole", "iam:CreateSAMLProvider", "iam:CreateUser", "iam:CreateVirtualMFADevice",
        // A federated user is its name, in the case that it is given.
        "sts:GetFederationToken",
    ];

    public static TheoryData<string> Operations => EveryActionIsDeniedTests.Operations();

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_name_in_another_case_is_no_way_round_a_deny(string type)
    {
        if (Find(type) is not { } operation)
        {
            return;
        }

        foreach (var request in SampleRequests.Filled(operation, world))
        {
            var names = SampleRequests.NamingMembers(request).Where(property => (string?)property.GetValue(request) == SampleRequests.Name).ToList();
            foreach (var name in names)
            {
                var plain = await DemandsAsync(operation, request);
                name.SetValue(request, SampleRequests.Name.ToUpperInvariant());
                var shouted = await DemandsAsync(operation, request);
                if (!OfSomethingNew.Contains(operation.Descriptor.Action, StringComparer.Ordinal))
                {
                    shouted.Select(demand => demand.Resource).ShouldBe(plain.Select(demand => demand.Resource), $"{operation.Descriptor.Action}.{name.Name}: the demand names what was asked for, not what is stored");
                }

                await DeniedAsync(operation, request, [.. plain.Select(demand => demand.Resource).Where(resource => resource.Contains(SampleRequests.Name, StringComparison.Ordinal))]);
                name.SetValue(request, SampleRequests.Name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_demand_on_what_has_tags_carries_them(string type)
    {
        if (Find(type) is not { } operation || OfSomethingNew.Contains(operation.Descriptor.Action, StringComparer.Ordinal))
        {
            return;
        }

        string[] tagged = [world.RoleArn, world.UserArn, world.PolicyArn, world.ProviderArn, world.OidcProviderArn, world.MfaDeviceArn];
        foreach (var request in SampleRequests.Filled(operation, world))
        {
            var demands = (await DemandsAsync(operation, request)).Where(demand => demand.Kind != DemandKind.None).ToList();
            foreach (var demand in demands.Where(demand => tagged.Contains(demand.Resource, StringComparer.Ordinal)))
            {
                demand.Context.GetValueOrDefault("aws:ResourceTag/sample").ShouldBe(["1"], $"{operation.Descriptor.Action}: {demand.Action} on {demand.Resource}");
                demand.Context.GetValueOrDefault("iam:ResourceTag/sample").ShouldBe(["1"], $"{operation.Descriptor.Action}: {demand.Action} on {demand.Resource}");
            }

            // On the caller itself, whose tags are aws:PrincipalTag.
            if (operation.Descriptor.Action != "iam:ChangePassword" && operation.Descriptor.Resource?.ConditionKeys.Contains("iam:ResourceTag/", StringComparer.Ordinal) == true)
            {
                demands.ShouldContain(demand => tagged.Contains(demand.Resource, StringComparer.Ordinal), $"{operation.Descriptor.Action}: the sample request names none of the sample entities");
            }
        }
    }

    /// <summary>Denied on the entity, or refused because a name of it is taken; and nothing changes.</summary>
    private async Task DeniedAsync(IOperation operation, object request, IReadOnlyList<string> resources)
    {
        if (resources.Count == 0 || operation.Descriptor.Action == "sts:GetFederationToken")
        {
            return;
        }

        var denied = $$"""{"Effect":"Deny","Action":"*","Resource":["{{string.Join("\",\"", resources)}}"]}""";
        await world.SetAsync(Document(Everything, denied), Document(Everything));
        var before = world.Dump();
        var isUser = operation.Descriptor.Authentication == Authentication.LongTermKeyOnly;
        var result = await world.House.CallAsync(operation.Descriptor.Service, operation.Descriptor.Name, request, isUser ? world.User() : world.Session(Document(Everything)));
        var expected = OfSomethingNew.Contains(operation.Descriptor.Action, StringComparer.Ordinal) ? "EntityAlreadyExists" : "AccessDenied";
        result.Error.ShouldNotBeNull($"{operation.Descriptor.Action} went round the denial").Code.ShouldBe(expected, operation.Descriptor.Action);
        world.Dump().SetEquals(before).ShouldBeTrue($"{operation.Descriptor.Action} changed the store");
    }

    private IOperation? Find(string type)
    {
        var operation = world.House.Get<OperationRegistry>().All.Single(candidate => candidate.GetType().FullName == type);
        return operation.Descriptor.Authentication is Authentication.Unsigned or Authentication.Portal ? null : operation;
    }

    private async Task<IReadOnlyList<Demand>> DemandsAsync(IOperation operation, object request)
    {
        var caller = operation.Descriptor.Authentication == Authentication.LongTermKeyOnly ? world.User() : world.Session(Document(Everything));
        await using var context = new OperationContext(world.House.Request(), caller, world.House.Database);
        var demands = await operation.DemandsAsync(request, context, TestContext.Current.CancellationToken);
        if (!demands.Succeeded)
        {
            await using var asUser = new OperationContext(world.House.Request(), world.User(), world.House.Database);
            demands = await operation.DemandsAsync(request, asUser, TestContext.Current.CancellationToken);
        }

        return demands.Value.ShouldNotBeNull($"{operation.Descriptor.Action}: {demands.Error?.Message}");
    }

    private static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
}
