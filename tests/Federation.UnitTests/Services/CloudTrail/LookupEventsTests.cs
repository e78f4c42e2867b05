using System.Text.Json;
using Federation.Model.Results;
using Federation.Services.CloudTrail;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;
using static Federation.UnitTests.Services.House.StsWorld;

namespace Federation.UnitTests.Services.CloudTrail;

public sealed class LookupEventsTests
{
    [Fact]
    public async Task Each_attribute_finds_its_events_and_no_others()
    {
        await using var house = await TestHouse.OpenAsync();
        var role = await house.RoleAsync(house.Root, "first", TrustsAws(house.Management.Value));
        await house.AllowAsync(house.Root, "first", "iam:*");
        var caller = await house.SessionAsync(role.Arn!);
        await house.DoAsync<Federation.Services.Iam.Roles.ListRolesResponse>("iam", "ListRoles", new Federation.Services.Iam.Roles.ListRolesRequest(), caller);
        await house.TrailAsync(house.Management);

        (await NamesAsync(house, "EventName", "CreateRole")).ShouldBe(["CreateRole"]);
        (await NamesAsync(house, "Username", "first")).ShouldBe(["ListRoles"]);
        (await NamesAsync(house, "AccessKeyId", caller.AccessKeyId!)).ShouldBe(["ListRoles"]);
        (await NamesAsync(house, "ReadOnly", "true")).ShouldContain("ListRoles");
        (await NamesAsync(house, "ReadOnly", "false")).ShouldBe(["PutRolePolicy", "CreateRole", "Bootstrap"]);
        (await NamesAsync(house, "ResourceName", role.Arn!)).ShouldContain("CreateRole");
        (await NamesAsync(house, "ResourceType", "AWS::IAM::Role")).ShouldNotContain("ListRoles");
        (await NamesAsync(house, "EventSource", "iam.amazonaws.com")).ShouldNotContain("Bootstrap");
        var one = (await LookAsync(house, Request("EventName", "CreateRole"))).Events.ShouldHaveSingleItem();
        one.ReadOnly.ShouldBe("false");
        JsonDocument.Parse(one.CloudTrailEvent!).RootElement.GetProperty("eventID").GetString().ShouldBe(one.EventId);
        (await LookAsync(house, Request("EventId", one.EventId!))).Events.ShouldHaveSingleItem().EventName.ShouldBe("CreateRole");
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_and_a_token_serves_its_own_parameters_only()
    {
        await using var house = await TestHouse.OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            await house.RoleAsync(house.Root, $"role{i}", TrustsAws(house.Management.Value));
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var request = Request("EventName", "CreateRole") with { MaxResults = 2 };
        var seen = new List<string>();
        LookupEventsResponse page;
        do
        {
            page = await LookAsync(house, request);
            seen.AddRange(page.Events.Select(entry => entry.EventId!));
            request = request with { NextToken = page.NextToken };
        }
        while (page.NextToken is not null);

        seen.Count.ShouldBe(5);
        seen.Distinct().Count().ShouldBe(5);
        var token = (await LookAsync(house, Request("EventName", "CreateRole") with { MaxResults = 2 })).NextToken;
        (await ErrorAsync(house, Request("EventName", "PutRolePolicy") with { NextToken = token })).Code.ShouldBe("InvalidNextTokenException");
        (await ErrorAsync(house, new LookupEventsRequest { NextToken = "made up" })).Code.ShouldBe("InvalidNextTokenException");
        (await ErrorAsync(house, new LookupEventsRequest { NextToken = string.Empty })).Code.ShouldBe("InvalidNextTokenException");
    }

    [Fact]
    public async Task Times_bound_the_events_and_ninety_days_bound_the_history()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "early", TrustsAws(house.Management.Value));
        var between = house.Time.GetUtcNow().AddMinutes(1);
        house.Time.Advance(TimeSpan.FromMinutes(2));
        await house.RoleAsync(house.Root, "late", TrustsAws(house.Management.Value));
        var all = Request("EventName", "CreateRole");
        (await LookAsync(house, all with { StartTime = between })).Events.ShouldHaveSingleItem().CloudTrailEvent!.ShouldContain("late");
        (await LookAsync(house, all with { EndTime = between })).Events.ShouldHaveSingleItem().CloudTrailEvent!.ShouldContain("early");
        (await ErrorAsync(house, all with { StartTime = between, EndTime = between.AddSeconds(-1) })).Code.ShouldBe("InvalidTimeRangeException");

        // A request of a later day, since the background jobs would run through every half second of ninety days.
        var operation = house.Get<OperationRegistry>().Find("cloudtrail", "LookupEvents")!;
        var later = house.Request() with { ReceivedAt = house.Time.GetUtcNow() + TimeSpan.FromDays(90) + TimeSpan.FromSeconds(1) };
        var answer = await house.Get<OperationInvoker>().InvokeAsync(operation, all with { StartTime = DateTimeOffset.UnixEpoch }, later, house.Root, default);
        ((LookupEventsResponse)answer.Value!).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_is_wrong_has_its_own_error()
    {
        await using var house = await TestHouse.OpenAsync();
        (await ErrorAsync(house, new LookupEventsRequest { MaxResults = 0 })).Code.ShouldBe("InvalidMaxResultsException");
        (await ErrorAsync(house, new LookupEventsRequest { MaxResults = 51 })).Code.ShouldBe("InvalidMaxResultsException");
        (await ErrorAsync(house, new LookupEventsRequest { EventCategory = "data" })).Code.ShouldBe("InvalidEventCategoryException");
        (await ErrorAsync(house, Request("Colour", "red"))).Code.ShouldBe("InvalidLookupAttributesException");
        (await ErrorAsync(house, Request("ReadOnly", "yes"))).Code.ShouldBe("InvalidLookupAttributesException");
        (await ErrorAsync(house, Request("EventName", new string('x', 2001)))).Code.ShouldBe("InvalidLookupAttributesException");
        var one = new LookupAttributeShape { AttributeKey = "EventName", AttributeValue = "x" };
        (await ErrorAsync(house, new LookupEventsRequest { LookupAttributes = [one, one] })).Code.ShouldBe("InvalidLookupAttributesException");
        (await LookAsync(house, new LookupEventsRequest { EventCategory = "insight" })).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_sees_its_own_events_and_needs_the_permission()
    {
        await using var house = await TestHouse.OpenAsync();
        var other = await house.AccountAsync("other");
        await house.RoleAsync(RootOf(other), "theirs", TrustsAws(other.Value));
        (await LookAsync(house, Request("EventName", "CreateRole"))).Events.ShouldBeEmpty();
        (await house.DoAsync<LookupEventsResponse>("cloudtrail", "LookupEvents", Request("EventName", "CreateRole"), RootOf(other))).Events.ShouldHaveSingleItem();
        var role = await house.RoleAsync(house.Root, "plain", TrustsAws(house.Management.Value));
        (await house.CallAsync("cloudtrail", "LookupEvents", new LookupEventsRequest(), await house.SessionAsync(role.Arn!))).Error!.Code.ShouldBe("AccessDenied");
    }

    private static LookupEventsRequest Request(string key, string value) => new() { LookupAttributes = [new LookupAttributeShape { AttributeKey = key, AttributeValue = value }] };

    private static Task<LookupEventsResponse> LookAsync(TestHouse house, LookupEventsRequest request) => house.DoAsync<LookupEventsResponse>("cloudtrail", "LookupEvents", request);

    private static async Task<string[]> NamesAsync(TestHouse house, string key, string value) => [.. (await LookAsync(house, Request(key, value))).Events.Select(entry => entry.EventName!)];

    private static async Task<AwsError> ErrorAsync(TestHouse house, LookupEventsRequest request) => (await house.CallAsync("cloudtrail", "LookupEvents", request)).Error.ShouldNotBeNull();
}
