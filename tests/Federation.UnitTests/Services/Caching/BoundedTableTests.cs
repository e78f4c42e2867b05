using System.Globalization;
using Federation.Services.Caching;

namespace Federation.UnitTests.Services.Caching;

public sealed class BoundedTableTests
{
    [Fact]
    public void It_never_holds_more_than_its_bytes()
    {
        var table = new BoundedTable<int, string>(1000, value => value.Length);
        for (var i = 0; i < 500; i++)
        {
            table.Set(i, new string('x', 1 + i % 50));
            table.Bytes.ShouldBeLessThanOrEqualTo(1000);
        }

        var kept = Enumerable.Range(0, 500).Where(i => table.TryGet(i, out _)).ToList();
        kept.Sum(i => 1 + i % 50).ShouldBe((int)table.Bytes);
        kept.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void What_is_asked_for_outlives_what_is_not()
    {
        var table = new BoundedTable<int, string>(100, static _ => 1);
        table.Set(-1, "asked for");
        for (var i = 0; i < 1000; i++)
        {
            table.TryGet(-1, out _).ShouldBeTrue(i.ToString(CultureInfo.InvariantCulture));
            table.Set(i, "once");
        }
    }

    [Fact]
    public void A_value_takes_the_place_of_the_one_before()
    {
        var table = new BoundedTable<int, string>(100, static value => value.Length);
        table.Set(1, new string('a', 40));
        table.Set(1, new string('b', 60));
        table.Bytes.ShouldBe(60);
        table.TryGet(1, out var value).ShouldBeTrue();
        value.ShouldBe(new string('b', 60));
        table.Remove(1);
        table.Bytes.ShouldBe(0);
    }

    [Fact]
    public void A_value_larger_than_the_table_is_not_kept_and_takes_away_the_one_before()
    {
        var table = new BoundedTable<int, string>(10, static value => value.Length);
        table.Set(1, "small");
        table.Set(2, "also");
        table.Set(1, new string('x', 11));
        table.TryGet(1, out _).ShouldBeFalse();
        table.TryGet(2, out _).ShouldBeTrue();
        table.Bytes.ShouldBe(4);
    }
}
