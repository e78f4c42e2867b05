using Federation.Services.Pipeline.Validation;

namespace Federation.UnitTests.Services.Validation;

public sealed class JavaPatternTests
{
    [Theory]
    [InlineData(@"[\w+=,.@-]+", "a_Z9+=,.@-", true)]
    [InlineData(@"[\w+=,.@-]+", "é", false)]
    [InlineData(@"\w+", "abc", true)]
    [InlineData(@"\d{6}", "123456", true)]
    [InlineData(@"\d{6}", "١٢٣٤٥٦", false)]
    [InlineData(@"[\d]{2}", "12\n", false)]
    [InlineData(@"a\sb", "a\tb", true)]
    [InlineData(@"a\sb", "a\u00a0b", false)]
    [InlineData(@"[^\s]+", "ab", true)]
    [InlineData(@"\S+\.\W\D", "x.-y", true)]
    [InlineData(@"a|b", "ab", false)]
    [InlineData(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)", "/path/", true)]
    [InlineData(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)", "path", false)]
    [InlineData(@"[\u0009\u000A\u000D\u0020-\u00FF]*", "tab\tüber\r\n", true)]
    [InlineData(@"[\u0009\u000A\u000D\u0020-\u00FF]*", "\u0100", false)]
    [InlineData(@"[\u0020-\u007E\uE000-\uFFFD\u10000-\u10FFFF]+", "arn:aws:iam::123456789012:role/x", true)]
    [InlineData(@"[\u0020-\u007E\uE000-\uFFFD\u10000-\u10FFFF]+", "a\u0001", false)]
    [InlineData(@"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*", "a\t🔑", true)]
    [InlineData(@"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*", "a\n", false)]
    [InlineData(@"^\d{12}$", "123456789012", true)]
    [InlineData(@"^\d{12}$", "123456789012\n", false)]
    [InlineData(@"[\s\S]*", "any\n", true)]
    [InlineData(@"(?!aws)[a-z]+", "awsome", false)]
    [InlineData(@"(?!aws)[a-z]+", "mine", true)]
    [InlineData(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", "Größe 1/2-x@y", true)]
    [InlineData(@"[\[\]w]+", "[w]", true)]
    [InlineData(@"\\w", @"\w", true)]
    public void Patterns_of_the_models_mean_what_they_mean_in_java(string pattern, string text, bool matches) =>
        JavaPattern.Compile(pattern).IsMatch(text).ShouldBe(matches);


    [Theory]
    [InlineData(@"[\w+=,.@-]+", true)]
    [InlineData(@"\d{6}", true)]
    [InlineData(@"a\+[(|)+*]*", true)]
    [InlineData(@"a+b+", false)]
    [InlineData(@"(a+)", false)]
    [InlineData(@"a|b", false)]
    [InlineData(@"\[a+\]b*", false)]
    public void Only_patterns_with_nothing_to_try_twice_may_backtrack(string pattern, bool isLinear) => JavaPattern.IsLinear(pattern).ShouldBe(isLinear);

    [Theory]
    [InlineData(@"[\W_]+", "-_ é", true)]
    [InlineData(@"[\W_]+", "a", false)]
    [InlineData(@"[\D]+", "٣a", true)]
    [InlineData(@"[\D]+", "3", false)]
    public void Negated_classes_may_stand_inside_brackets(string pattern, string text, bool matches) => JavaPattern.Compile(pattern).IsMatch(text).ShouldBe(matches);
}
