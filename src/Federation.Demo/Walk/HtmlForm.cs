using System.Net;
using System.Text.RegularExpressions;

namespace Federation.Demo.Walk;

/// <summary>A form as it stands in a page.</summary>
internal sealed partial record HtmlForm(string Method, string Action, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>All forms of a page, with the values that their fields start with.</summary>
    public static IReadOnlyList<HtmlForm> ReadAll(string html) =>
        [.. FormElement().Matches(html).Select(match =>
        {
            var form = Attributes(match.Groups["tag"].Value);
            var fields = InputElement().Matches(match.Groups["body"].Value)
                .Select(input => Attributes(input.Groups["tag"].Value))
                .Where(input => input.ContainsKey("name"))
                .GroupBy(input => input["name"], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.First().GetValueOrDefault("value", ""), StringComparer.Ordinal);
            return new HtmlForm(form.GetValueOrDefault("method", "get").ToUpperInvariant(), form.GetValueOrDefault("action", ""), fields);
        })];

    /// <summary>The form as a person would fill it in.</summary>
    public HtmlForm Fill(params IEnumerable<(string Name, string Value)> values)
    {
        var fields = new Dictionary<string, string>(Fields, StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            fields[name] = value;
        }

        return this with { Fields = fields };
    }

    private static Dictionary<string, string> Attributes(string tag) => AttributePair().Matches(tag)
        .GroupBy(match => match.Groups["name"].Value.ToLowerInvariant(), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => WebUtility.HtmlDecode(group.First().Groups["value"].Value), StringComparer.Ordinal);

    [GeneratedRegex(@"<form\b(?<tag>[^>]*)>(?<body>.*?)</form>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex FormElement();

    [GeneratedRegex(@"<(input|button|select|textarea)\b(?<tag>[^>]*)>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InputElement();

    [GeneratedRegex(@"(?<name>[\w-]+)\s*=\s*(""(?<value>[^""]*)""|'(?<value>[^']*)')", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AttributePair();
}
