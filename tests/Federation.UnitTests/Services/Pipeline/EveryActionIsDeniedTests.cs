using Federation.Model.Results;
using Federation.Policy;
using Federation.Policy.Lint;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.Pipeline.Denials;

namespace Federation.UnitTests.Services.Pipeline;

/// <summary>
/// Every action that a signed operation demands is denied without a permission, by an explicit deny, by a boundary, by a session policy and by a condition that fails, each in AWS's words and
/// without a change of the store; and it is allowed where all of them allow. An operation that is added is tested without anybody thinking of it.
/// </summary>
public sealed class EveryActionIsDeniedTests(DenialWorld world) : IClassFixture<DenialWorld>
{
    private const string Here = ""","Condition":{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}""";
    private const string Elsewhere = ""","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""";
    private const string Everything = """{"Effect":"Allow","Action":"*","Resource":"*"}""";

    /// <summary>Operations that no policy of the caller decides alone, each with where it is tested instead.</summary>
    private static readonly string[] WithoutIdentityDemand =
    [
        // AWS: no permission is needed; SmallStsTests.
        "sts:GetCallerIdentity", "sts:GetSessionToken",
        // The trust policy decides: AssumeRoleTests.
        "sts:AssumeRole",
    ];

    public static TheoryData<string> Operations() =>
        [.. typeof(IOperation).Assembly.GetTypes().Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IOperation))).Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Five_ways_to_be_denied_and_one_to_be_allowed(string type)
    {
        var operation = world.House.Get<OperationRegistry>().All.Single(candidate => candidate.GetType().FullName == type);
        if (operation.Descriptor.Authentication is Authentication.Unsigned or Authentication.Portal)
        {
            // Its assertion or its portal session is the permission.
            return;
        }

        foreach (var request in SampleRequests.For(operation, world))
        {
            world.House.Get<IRequestValidator>().Validate(request, operation.Descriptor)?.Message.ShouldBeNull($"no valid request of {operation.Descriptor.Action} was derived: add it to {nameof(SampleRequests)}");
            var (demands, isUser) = await DemandsAsync(operation, request);
            var identity = demands.Where(demand => demand.Kind == DemandKind.Identity).ToList();
            if (WithoutIdentityDemand.Contains(operation.Descriptor.Action))
            {
                identity.ShouldBeEmpty();
                return;
            }

            identity.ShouldNotBeEmpty($"{operation.Descriptor.Action} demands no permission: say in {nameof(WithoutIdentityDemand)} what protects it");
            foreach (var action in identity.Select(demand => demand.Action).Distinct(StringComparer.Ordinal))
            {
                await DenyAsync(operation, request, identity, action, isUser);
            }

            await AllowAsync(operation, request, identity, isUser);
        }
    }

    [Fact]
    public async Task Actions_that_nobody_calls_are_demanded_by_an_operation()
    {
        var demanded = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in world.House.Get<OperationRegistry>().All.Where(operation => operation.Descriptor.Authentication == Authentication.Signed))
        {
            foreach (var request in SampleRequests.For(operation, world))
            {
                demanded.UnionWith((await DemandsAsync(operation, request)).Demands.Where(demand => demand.Kind == DemandKind.Identity).Select(demand => demand.Action));
            }
        }

        // These belong to the trust demands of AssumeRole.
        PermissionOnlyActions.All.Select(action => action.Action).Except(demanded).ShouldBe(["sts:SetContext", "sts:SetSourceIdentity", "sts:TagSession"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_demanded_is_what_the_policy_linter_knows_of_the_action()
    {
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var operation in world.House.Get<OperationRegistry>().All.Where(operation => operation.Descriptor.Authentication == Authentication.Signed))
        {
            foreach (var request in SampleRequests.For(operation, world))
            {
                foreach (var demand in (await DemandsAsync(operation, request)).Demands.Where(demand => demand.Kind == DemandKind.Identity))
                {
                    unknown.UnionWith(UnknownOf(demand));
                }
            }
        }

        unknown.ShouldBeEmpty();
    }

    private static IEnumerable<string> UnknownOf(Demand demand)
    {
        var action = GatewayCatalogue.Instance.TryGetService(demand.Action.Split(':')[0], out var actions) ? actions!.SingleOrDefault(candidate => candidate.Name == demand.Action) : null;
        if (action is null)
        {
            return [demand.Action];
        }

        // A list that has no ARN (AWS: policy path) is reached by a star only.
        var isKnown = action.ResourcePatterns is null || !demand.Resource.StartsWith("arn:", StringComparison.Ordinal)
            || action.ResourcePatterns.Any(pattern => Wildcard.Matches(pattern, demand.Resource, ignoreCase: false));
        var keys = action.ConditionKeys is null ? [] : demand.Context.Keys.Where(key => !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
            && !action.ConditionKeys.Any(known => known.EndsWith('/') ? key.StartsWith(known, StringComparison.Ordinal) : key == known));
        return keys.Select(key => $"{demand.Action} with {key}").Concat(isKnown ? [] : [$"{demand.Action} on {demand.Resource}"]);
    }

    private async Task DenyAsync(IOperation operation, object request, IReadOnlyList<Demand> demands, string action, bool isUser)
    {
        var others = $$"""{"Effect":"Allow","NotAction":"{{action}}","Resource":"*"}""";
        var lacking = $" allows the {action} action";
        await RefusedAsync("without the permission", Everything, Everything, others);
        await RefusedAsync("with an explicit deny", Everything, Everything, Everything, $$"""{"Effect":"Deny","Action":"{{action}}","Resource":"*"}""");
        await RefusedAsync("with a boundary", others, Everything, Everything);
        await RefusedAsync("with a session policy", Everything, others, Everything);
        await RefusedAsync("with a condition that fails", Everything, Everything, others, $$"""{"Effect":"Allow","Action":"{{action}}","Resource":"*"{{Elsewhere}}}""");

        async Task RefusedAsync(string how, string boundary, string session, params string[] identity)
        {
            if (isUser && how == "with a session policy")
            {
                // A key of its own is no session.
                return;
            }

            await world.SetAsync(Document(identity), Document(boundary));
            var before = world.Dump();
            var caller = isUser ? world.User() : world.Session(Document(session));
            var error = (await world.House.CallAsync(operation.Descriptor.Service, operation.Descriptor.Name, request, caller)).Error.ShouldNotBeNull($"{action} {how}");
            (error.Code, error.HttpStatus).ShouldBe(("AccessDenied", 403), $"{action} {how}");
            var reason = how switch
            {
                "with an explicit deny" => "with an explicit deny in an identity-based policy",
                "with a boundary" => "because no permissions boundary" + lacking,
                "with a session policy" => "because no session policy" + lacking,
                _ => "because no identity-based policy" + lacking,
            };
            var resources = demands.Where(demand => demand.Action == action).Select(demand =>
                demand.Resource == "*" && operation.Descriptor.Service != "iam" ? string.Empty : $" on resource: {demand.Shown ?? demand.Resource}");
            resources.Select(resource => $"User: {caller.Arn} is not authorized to perform: {action}{resource} {reason}").ShouldContain(error.Message, $"{action} {how}");
            Changes(before).ShouldBeEmpty($"{action} {how} changed the store");
        }
    }

    private async Task AllowAsync(IOperation operation, object request, IReadOnlyList<Demand> demands, bool isUser)
    {
        var actions = string.Join(',', demands.Select(demand => $"\"{demand.Action}\"").Distinct(StringComparer.Ordinal));
        var allowed = Document($$"""{"Effect":"Allow","Action":[{{actions}}],"Resource":"*"{{Here}}}""");
        await world.SetAsync(allowed, allowed);
        var before = world.Dump();
        var result = await ((RehearsalDatabase)world.House.Database).RehearseAsync(() =>
            world.House.CallAsync(operation.Descriptor.Service, operation.Descriptor.Name, request, isUser ? world.User() : world.Session(allowed)));
        // Beyond its permission a sample may find nothing to work on.
        result.Error?.Code.ShouldNotBe("AccessDenied", $"{operation.Descriptor.Action} with every permission: {result.Error.Message}");
        result.Error?.Code.ShouldNotBe("InternalFailure", $"{operation.Descriptor.Action}: {result.Error.Detail}");
        // Codes and handles may be given out for a while by what reads only.
        Changes(before).Where(row => !row.StartsWith("session", StringComparison.Ordinal)).ShouldBeEmpty("the rehearsal was not rolled back");
    }

    private IEnumerable<string> Changes(IReadOnlySet<string> before)
    {
        var after = world.Dump();
        return after.Except(before).Concat(before.Except(after));
    }

    /// <summary>The demands on a session of a role, or, for what only a user may ask, on a user.</summary>
    private async Task<(IReadOnlyList<Demand> Demands, bool IsUser)> DemandsAsync(IOperation operation, object request)
    {
        AwsError? refusal = null;
        if (operation.Descriptor.Authentication == Authentication.Signed)
        {
            var ofRole = await DemandsOfAsync(operation, request, world.Session(Document(Everything)));
            if (ofRole.Succeeded)
            {
                return (ofRole.Value, false);
            }

            refusal = ofRole.Error;
        }

        var ofUser = await DemandsOfAsync(operation, request, world.User());
        ofUser.Succeeded.ShouldBeTrue($"the sample request of {operation.Descriptor.Action} does not reach its demands ({refusal?.Message}; {ofUser.Error?.Message}): add one to {nameof(SampleRequests)}");
        return (ofUser.Value!, true);
    }

    private async Task<Result<IReadOnlyList<Demand>>> DemandsOfAsync(IOperation operation, object request, Caller caller)
    {
        await using var context = new OperationContext(world.House.Request(), caller, world.House.Database);
        return await operation.DemandsAsync(request, context, TestContext.Current.CancellationToken);
    }

    private static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
}
