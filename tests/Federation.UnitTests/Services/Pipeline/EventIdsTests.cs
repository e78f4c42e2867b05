using Federation.Model.Audit;

namespace Federation.UnitTests.Services.Pipeline;

public sealed class EventIdsTests
{
    [Fact]
    public void An_id_is_a_uuid_of_version_7_of_its_millisecond()
    {
        var now = new DateTimeOffset(2026, 11, 25, 12, 0, 0, 123, TimeSpan.Zero);
        for (var i = 0; i < 500; i++)
        {
            var id = Guid.ParseExact(EventIds.Create(now), "D");
            (id.Version, id.Variant >> 2).ShouldBe((7, 2));
            var bytes = id.ToByteArray(bigEndian: true);
            Convert.ToInt64(Convert.ToHexString(bytes.AsSpan(0, 6)), 16).ShouldBe(now.ToUnixTimeMilliseconds());
        }
    }

    [Fact]
    public void No_id_comes_twice_whoever_asks_for_it()
    {
        const int Threads = 4;
        const int Each = 5000;
        var now = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
        var ids = new string[Threads * Each];
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var i = 0; i < Each; i++)
            {
                ids[thread * Each + i] = EventIds.Create(now);
            }
        });
        ids.Distinct().Count().ShouldBe(Threads * Each);
    }
}
