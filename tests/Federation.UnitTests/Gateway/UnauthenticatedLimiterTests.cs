using System.Net;
using Federation.Gateway.Configuration;
using Federation.Gateway.Http;
using Microsoft.Extensions.Time.Testing;

namespace Federation.UnitTests.Gateway;

/// <summary>Unauthenticated doors are bounded per source.</summary>
public sealed class UnauthenticatedLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_source_gets_its_burst_and_then_its_rate()
    {
        var limiter = new UnauthenticatedLimiter(new GatewayOptions { UnauthenticatedPerSource = 2, UnauthenticatedBurst = 3 }, _time);
        var source = IPAddress.Parse("198.51.100.7");
        Enumerable.Range(0, 5).Select(_ => limiter.TryTake(source)).ShouldBe([true, true, true, false, false]);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        limiter.HasTokens(source).ShouldBeTrue();
        limiter.TryTake(source).ShouldBeTrue();
        limiter.TryTake(source).ShouldBeFalse();
    }

    [Fact]
    public void One_source_does_not_use_up_anothers()
    {
        var limiter = new UnauthenticatedLimiter(new GatewayOptions { UnauthenticatedPerSource = 1, UnauthenticatedBurst = 1 }, _time);
        limiter.TryTake(IPAddress.Parse("198.51.100.7")).ShouldBeTrue();
        limiter.TryTake(IPAddress.Parse("198.51.100.7")).ShouldBeFalse();
        limiter.TryTake(IPAddress.Parse("203.0.113.9")).ShouldBeTrue();
    }

    [Fact]
    public void Addresses_of_one_subscriber_are_one_source_and_a_network_full_of_them_is_bounded()
    {
        var limiter = new UnauthenticatedLimiter(new GatewayOptions { UnauthenticatedPerSource = 1, UnauthenticatedBurst = 1 }, _time);
        limiter.TryTake(IPAddress.Parse("2001:db8:1:1::1")).ShouldBeTrue();
        limiter.TryTake(IPAddress.Parse("2001:db8:1:1:ffff::2")).ShouldBeFalse();
        Enumerable.Range(2, 100).Count(i => limiter.TryTake(IPAddress.Parse($"2001:db8:1:{i:x}::1"))).ShouldBeLessThanOrEqualTo(16);
    }

    [Fact]
    public void Zero_switches_it_off()
    {
        var limiter = new UnauthenticatedLimiter(new GatewayOptions { UnauthenticatedPerSource = 0 }, _time);
        Enumerable.Range(0, 1000).ShouldAllBe(_ => limiter.TryTake(IPAddress.Loopback));
    }
}
