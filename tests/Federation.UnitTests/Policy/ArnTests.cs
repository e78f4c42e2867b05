using Federation.Policy;

namespace Federation.UnitTests.Policy;

public class ArnTests
{
    [Fact]
    public void An_arn_has_six_parts_and_the_last_may_hold_colons()
    {
        var arn = Arn.Parse("arn:aws:logs:eu-central-1:123456789012:log-group:a:b");

        (arn.Partition, arn.Service, arn.Region, arn.AccountId, arn.Resource).ShouldBe(("aws", "logs", "eu-central-1", "123456789012", "log-group:a:b"));
        arn.ShouldBe(Arn.Create("aws", "logs", "eu-central-1", "123456789012", "log-group:a:b"));
        arn.ToString().ShouldBe("arn:aws:logs:eu-central-1:123456789012:log-group:a:b");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("arn:aws:iam::123456789012")]
    [InlineData("arn:aws:iam::123456789012:")]
    [InlineData("arn::iam::123456789012:role/r")]
    [InlineData("arn:aws:::123456789012:role/r")]
    [InlineData("ARN:aws:iam::123456789012:role/r")]
    [InlineData("xarn:aws:iam::123456789012:role/r")]
    public void What_is_not_an_arn_is_refused(string? text) => Arn.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_part_cannot_smuggle_a_colon_into_the_next()
        => Should.Throw<FormatException>(() => Arn.Create("aws", "iam:x", "", "123456789012", "role/r"));
}
