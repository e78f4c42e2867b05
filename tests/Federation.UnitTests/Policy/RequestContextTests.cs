using Federation.Policy;

namespace Federation.UnitTests.Policy;

public class RequestContextTests
{
    [Fact]
    public void Keys_compare_without_case_and_the_last_value_counts()
    {
        var context = new RequestContext();
        context.Set("aws:PrincipalTag/Team", "red");
        context.Set("AWS:principaltag/TEAM", "blue");
        context.Set(ContextKeys.UserName, "bob");
        context.Set("aws:UserName", "alice");

        context.Get(ContextKey.Of("aws:principalTag/team")).ShouldBe("blue");
        context.Get(ContextKeys.UserName).ShouldBe("alice");
        context.Entries.Count().ShouldBe(2);
    }

    [Fact]
    public void Nothing_of_a_request_is_left_for_the_next()
    {
        var context = new RequestContext();
        for (var i = 0; i < 200; i++)
        {
            context.Set($"app:key{i}", "x");
        }

        context.Set(ContextKeys.MultiFactorAuthPresent, true);
        context.Clear();

        context.Entries.ShouldBeEmpty();
        context.Contains(ContextKeys.MultiFactorAuthPresent).ShouldBeFalse();
        context.Contains(ContextKey.Of("app:key7")).ShouldBeFalse();
        context.Set("app:key7", "y");
        context.Get(ContextKey.Of("APP:KEY7")).ShouldBe("y");
    }

    [Fact]
    public void Many_keys_are_all_found()
    {
        var context = new RequestContext();
        for (var i = 0; i < 1_000; i++)
        {
            context.Set($"app:key{i}", $"value{i}");
        }

        for (var i = 0; i < 1_000; i++)
        {
            context.Get(ContextKey.Of($"APP:key{i}")).ShouldBe($"value{i}");
        }
    }

    [Fact]
    public void A_copy_is_independent_of_its_source()
    {
        var source = new RequestContext();
        source.Set(ContextKeys.EpochTime, 1_790_000_000L);
        source.SetMany("app:list", ["a", "b"]);
        var copy = new RequestContext();
        copy.Set(ContextKeys.EpochTime, "0");

        copy.CopyFrom(source);
        source.Clear();

        copy.Get(ContextKeys.EpochTime).ShouldBe("1790000000");
        copy.Entries.Single(e => e.IsMultivalued).Values.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Instants_are_written_as_iso_8601_in_utc()
    {
        var context = new RequestContext();
        var instant = new DateTimeOffset(2026, 1, 10, 10, 0, 0, 40, TimeSpan.FromHours(2));
        context.Set(ContextKeys.CurrentTime, instant);
        context.SetMilliseconds(ContextKeys.TokenIssueTime, instant);

        context.Get(ContextKeys.CurrentTime).ShouldBe("2026-01-10T08:00:00Z");
        context.Get(ContextKeys.TokenIssueTime).ShouldBe("2026-01-10T08:00:00.040Z");
    }
}
