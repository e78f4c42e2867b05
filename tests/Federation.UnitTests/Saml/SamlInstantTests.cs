using Federation.Saml.Protocol;

namespace Federation.UnitTests.Saml;

public sealed class SamlInstantTests
{
    [Theory]
    [InlineData("2026-11-25T12:00:00Z", "2026-11-25T12:00:00.000Z")]
    [InlineData("2026-11-25T12:00:00", "2026-11-25T12:00:00.000Z")]
    [InlineData("2026-11-25T12:00:00.1234567891234Z", "2026-11-25T12:00:00.123Z")]
    [InlineData("2026-11-25T13:30:00+01:30", "2026-11-25T12:00:00.000Z")]
    [InlineData("2026-11-25T11:00:00-01:00", "2026-11-25T12:00:00.000Z")]
    [InlineData(" 2024-02-29T23:59:59Z\n", "2024-02-29T23:59:59.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    public void Reads_instants(string text, string expected)
    {
        SamlInstant.TryParse(text, out var instant).ShouldBeTrue();
        SamlInstant.Format(instant).ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-11-25")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-11-25T24:00:00Z")]
    [InlineData("2026-11-25T12:00:60Z")]
    [InlineData("2026-11-25T12:00:00.Z")]
    [InlineData("2026-11-25T12:00:00z")]
    [InlineData("2026-11-25T12:00:00+1:00")]
    [InlineData("2026-11-25T12:00:00ZZ")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("-001-01-01T00:00:00Z")]
    public void Refuses_what_is_no_instant(string? text) => SamlInstant.TryParse(text, out _).ShouldBeFalse();
}
