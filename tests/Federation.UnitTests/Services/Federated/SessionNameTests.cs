using Federation.Services.Federated;

namespace Federation.UnitTests.Services.Federated;

public sealed class SessionNameTests
{
    [Theory]
    [InlineData("alice", "alice")]
    [InlineData("alice@example.org", "alice@example.org")]
    [InlineData("a+b=c,d.e-f_g", "a+b=c,d.e-f_g")]
    public void A_name_that_fits_stays(string wanted, string expected) => SessionNames.Make(wanted, "subject").ShouldBe(expected);

    [Theory]
    [InlineData("Alice Smith", "Alice-Smith-")]
    [InlineData("CORP\\alice", "CORP-alice-")]
    [InlineData("x", "x-")]
    [InlineData("Ünal", "-nal-")]
    public void A_name_that_was_changed_gets_a_digest_of_the_subject(string wanted, string start)
    {
        var name = SessionNames.Make(wanted, "subject");
        name.ShouldStartWith(start);
        name.Length.ShouldBe(start.Length + 8);
        SessionNames.Make(wanted, "another").ShouldNotBe(name);
    }

    [Fact]
    public void A_long_name_is_cut_to_64_characters() => SessionNames.Make(new string('a', 200), "subject").Length.ShouldBe(64);
}
