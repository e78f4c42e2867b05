using Federation.Services.CloudTrail;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.CloudTrail;

/// <summary>What scanners read of the one built-in trail.</summary>
public sealed class TrailReadsTests
{
    [Fact]
    public async Task Every_read_tells_of_the_same_trail_that_is_logging()
    {
        await using var house = await TestHouse.OpenAsync();
        var trail = (await house.DoAsync<DescribeTrailsResponse>("cloudtrail", "DescribeTrails", new DescribeTrailsRequest())).TrailList.ShouldHaveSingleItem();
        trail.TrailARN.ShouldBe($"arn:aws:cloudtrail:us-east-1:{house.Management}:trail/federation");
        trail.IsMultiRegionTrail.ShouldBe(true);
        (await house.DoAsync<ListTrailsResponse>("cloudtrail", "ListTrails", new ListTrailsRequest())).Trails.ShouldHaveSingleItem().TrailARN.ShouldBe(trail.TrailARN);
        (await house.DoAsync<GetTrailResponse>("cloudtrail", "GetTrail", new GetTrailRequest { Name = trail.TrailARN })).Trail.ShouldBe(trail);
        var status = await house.DoAsync<GetTrailStatusResponse>("cloudtrail", "GetTrailStatus", new GetTrailStatusRequest { Name = trail.Name });
        status.IsLogging.ShouldBe(true);
        status.LatestDeliveryTime.ShouldNotBeNull();
        var selectors = await house.DoAsync<GetEventSelectorsResponse>("cloudtrail", "GetEventSelectors", new GetEventSelectorsRequest { TrailName = trail.Name });
        selectors.EventSelectors.ShouldHaveSingleItem().ReadWriteType.ShouldBe("All");
    }

    [Theory]
    [InlineData("another", "TrailNotFoundException")]
    [InlineData("arn:aws:cloudtrail:us-east-1:123456789012:trail/federation", "TrailNotFoundException")]
    [InlineData("arn:aws:s3:::bucket", "CloudTrailARNInvalidException")]
    [InlineData("no", "InvalidTrailNameException")]
    public async Task A_name_of_no_trail_has_awss_error(string name, string code)
    {
        await using var house = await TestHouse.OpenAsync();
        (await house.CallAsync("cloudtrail", "GetTrail", new GetTrailRequest { Name = name })).Error!.Code.ShouldBe(code);
        (await house.CallAsync("cloudtrail", "GetTrailStatus", new GetTrailStatusRequest { Name = name })).Error!.Code.ShouldBe(code);
        (await house.CallAsync("cloudtrail", "GetEventSelectors", new GetEventSelectorsRequest { TrailName = name })).Error!.Code.ShouldBe(code);
        var described = await house.CallAsync("cloudtrail", "DescribeTrails", new DescribeTrailsRequest { TrailNameList = [name] });
        (described.Error?.Code ?? "TrailNotFoundException").ShouldBe(code);
        (described.Value as DescribeTrailsResponse)?.TrailList.ShouldBeEmpty();
    }
}
