using System.Text;
using System.Text.Json;
using Federation.Services.Traces;

namespace Federation.UnitTests.Services.Traces;

public sealed class LoginTraceCodecTests
{
    private static readonly LoginTrace Sample = new()
    {
        TraceId = "01a213a8-1654-70b0-8cc4-9ce7492f6b74",
        StartedAt = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero),
        Door = LoginAttempt.Sts,
        Outcome = LoginOutcomes.Accepted,
        Notes = ["a sentence"],
    };

    /// <summary>Every combination of what a check may say.</summary>
    private static IEnumerable<TraceCheck> Checks() =>
        from passed in new[] { true, false }
        from expected in new[] { null, string.Empty, "2.0" }
        from actual in new[] { null, string.Empty, "2.0", "an <\u00e9> of \"another\" kind" }
        from target in new[] { null, "Assertion" }
        select new TraceCheck("message.version", passed, expected, actual, target);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var trace = Sample with { Checks = [.. Checks()] };
        var read = LoginTraceCodec.Read(Write(trace))!;
        read.Checks.ShouldBe(trace.Checks);
        (read.TraceId, read.StartedAt, read.Door, read.Outcome, read.Notes.Single()).ShouldBe((trace.TraceId, trace.StartedAt, trace.Door, trace.Outcome, "a sentence"));
    }

    [Fact]
    public void What_repeats_itself_takes_little_room()
    {
        var trace = Sample with { Checks = [.. Enumerable.Repeat(Checks(), 40).SelectMany(static checks => checks)] };
        Write(trace).Length.ShouldBeLessThan(4096);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(40_000)]
    [InlineData(700_000)]
    public void What_does_not_compress_is_written_all_the_same(int bytes)
    {
        var noise = new byte[bytes];
        new Random(bytes).NextBytes(noise);
        var trace = Sample with { Detail = Convert.ToBase64String(noise), Notes = [Encoding.Latin1.GetString(noise)] };
        var read = LoginTraceCodec.Read(Write(trace))!;
        (read.Detail, read.Notes.Single()).ShouldBe((trace.Detail, trace.Notes.Single()));
    }

    [Fact]
    public void What_earlier_builds_wrote_is_read()
    {
        var json = """
            {"TraceId":"a","StartedAt":"2026-11-25T12:00:00+00:00","Door":"STS","Outcome":"Accepted","Checks":[
              {"Rule":"message.version","Passed":true,"Expected":"2.0","Actual":"2.0"},{"Rule":"signature.digest","Passed":false,"Target":"Assertion"}]}
            """;
        LoginTraceCodec.Read(Encoding.UTF8.GetBytes(json))!.Checks.ShouldBe(
            [new TraceCheck("message.version", true, "2.0", "2.0", null), new TraceCheck("signature.digest", false, null, null, "Assertion")]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"TraceId":"a","StartedAt":"2026-11-25T12:00:00+00:00","Door":"STS","Checks":{}}""")]
    [InlineData("""{"TraceId":"a","StartedAt":"2026-11-25T12:00:00+00:00","Door":"STS","Checks":[null,1]}""")]
    public void What_no_build_wrote_is_refused(string json) => Should.Throw<JsonException>(() => LoginTraceCodec.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_login_of_a_person_leaves_nothing_for_the_next_of_the_thread()
    {
        Write(Sample with { Notes = [new string('x', 5000)] });
        LoginTraceCodec.Read(Write(Sample))!.Notes.ShouldBe(["a sentence"]);
    }

    private static byte[] Write(LoginTrace trace) => LoginTraceCodec.Write(trace, static plain => plain.ToArray());
}
