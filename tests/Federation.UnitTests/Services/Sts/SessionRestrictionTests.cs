using Federation.Services.Calendar;
using Federation.Services.CloudTrail;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Sts;

/// <summary>What temporary credentials that a user hands on may not call, whatever policies say: neither AWS's IAM nor the gateway's own part of it.</summary>
public sealed class SessionRestrictionTests : IAsyncLifetime
{
    private const string Everything = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
    private TestHouse _house = null!;
    private Caller _ann = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await PasswordWorld.OpenAsync();
        await _house.UserAsync("ann", Allows("*"));
        _ann = await _house.CallerOfAsync("ann");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_federated_user_calls_nothing_of_the_gateways_own_iam()
    {
        var token = await _house.DoAsync<GetFederationTokenResponse>("sts", "GetFederationToken", new GetFederationTokenRequest { Name = "bob", Policy = Everything }, _ann);
        await AllAreRefusedAsync(await _house.CallerAsync(token.Credentials!), "iam", "federation");
    }

    [Fact]
    public async Task A_session_without_a_second_factor_calls_nothing_of_the_gateways_own_iam()
    {
        await AllAreRefusedAsync(await SessionAsync(_ann, new GetSessionTokenRequest()), "iam", "federation");
        await AllAreRefusedAsync(await SessionAsync(_house.Root, new GetSessionTokenRequest()), "iam", "federation");
    }

    [Fact]
    public async Task A_session_with_a_second_factor_may_what_the_user_may()
    {
        var device = await _house.DeviceAsync("ann");
        var session = await SessionAsync(_ann, new GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = device.Code(_house) });
        (await _house.CallAsync("federation", "ListSamlKeys", Nothing.Value, session)).Error.ShouldBeNull();
        (await _house.CallAsync("federation", "GetExpiryCalendar", new GetExpiryCalendarRequest(), session)).Error.ShouldBeNull();
        Signed("iam", "federation").ShouldAllBe(operation => SessionRestrictions.Check(operation.Descriptor, session) == null);
    }

    [Fact]
    public async Task A_service_that_the_restrictions_do_not_know_is_refused()
    {
        var unknown = new OperationDescriptor("someday", "DoSomething", AccessLevel.Write);
        var session = await SessionAsync(_ann, new GetSessionTokenRequest());
        SessionRestrictions.Check(unknown, session).ShouldNotBeNull();
        Signed("organizations", "cloudtrail").ShouldAllBe(operation => SessionRestrictions.Check(operation.Descriptor, session) == null);
    }

    /// <summary>Each is refused by the rule, and three go through the invoker.</summary>
    private async Task AllAreRefusedAsync(Caller caller, params string[] services)
    {
        foreach (var operation in Signed(services))
        {
            SessionRestrictions.Check(operation.Descriptor, caller).ShouldNotBeNull(operation.Descriptor.Action);
        }

        (await _house.CallAsync("cloudtrail", "DescribeTrails", new DescribeTrailsRequest(), caller)).Error.ShouldBeNull();
        foreach (var name in new[] { "ListSamlKeys", "GetExpiryCalendar", "RotateSamlKey" })
        {
            var operation = _house.Get<OperationRegistry>().Find("federation", name).ShouldNotBeNull();
            var error = (await _house.CallAsync("federation", name, Activator.CreateInstance(operation.RequestType)!, caller)).Error.ShouldNotBeNull();
            (error.Code, error.Message).ShouldBe(("AccessDenied", $"Cannot call {name} with session credentials"));
        }
    }

    private IReadOnlyList<IOperation> Signed(params string[] services)
    {
        var found = _house.Get<OperationRegistry>().All.Where(operation => operation.Descriptor.Authentication == Authentication.Signed && services.Contains(operation.Descriptor.Service, StringComparer.Ordinal)).ToList();
        services.ShouldAllBe(service => found.Any(operation => operation.Descriptor.Service == service));
        return found;
    }

    private async Task<Caller> SessionAsync(Caller caller, GetSessionTokenRequest request) =>
        await _house.CallerAsync((await _house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", request, caller)).Credentials!);
}
