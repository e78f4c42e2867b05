using System.Diagnostics;
using Federation.Policy.Variables;

namespace Federation.UnitTests.Policy;

public class WildcardBombTests
{
    [Theory]
    [InlineData("a*")]
    [InlineData("*a")]
    [InlineData("a?*")]
    [InlineData("*a?a")]
    [InlineData("*aaaaaaaab")]
    public void Patterns_made_to_backtrack_stay_within_pattern_times_text(string piece)
    {
        var pattern = string.Concat(Enumerable.Repeat(piece, 60)) + "b";
        var text = new string('a', 4_000);
        var started = Stopwatch.GetTimestamp();

        Federation.Policy.Wildcard.Matches(pattern, text, ignoreCase: true).ShouldBeFalse();
        EncodedPattern.Matches(pattern.Replace('*', EncodedPattern.Any).Replace('?', EncodedPattern.One), text).ShouldBeFalse();

        // Backtracking would take longer than the universe has; 60 × 4,000 steps take well under a second on anything.
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }
}
