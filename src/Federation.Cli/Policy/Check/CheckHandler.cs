using Federation.Policy;
using Federation.Policy.Lint;

namespace Federation.Cli.Policy.Check;

/// <summary>Lints policy documents.</summary>
internal sealed class CheckHandler(CommandStreams streams, IActionCatalogue? catalogue)
{
    public async Task<int> RunAsync(IReadOnlyList<string> files, PolicyKind kind, OutputFormat format, CancellationToken cancellationToken)
    {
        var found = new List<(string File, PolicyFinding Finding)>();
        try
        {
            foreach (var file in files)
            {
                var json = await InputFile.ReadAsync(file, streams, cancellationToken);
                found.AddRange(PolicyLinter.Check(json, kind, catalogue).Select(finding => (file, finding)));
            }
        }
        catch (InputFileException exception)
        {
            await streams.Error.WriteLineAsync($"fed policy check: {exception.Message}");
            return ExitCodes.Usage;
        }

        await streams.Output.WriteLineAsync(format == OutputFormat.Json ? JsonOutput.Document(new { findings = found.Select(ToJson) }) : Text(found));
        return found.Count == 0 ? ExitCodes.Done : ExitCodes.Refused;
    }

    private static string Text(List<(string File, PolicyFinding Finding)> found)
        => found.Count == 0 ? "no findings" : string.Join(Environment.NewLine, found.Select(f => $"{f.File}:{f.Finding.Locations[0].Start}: {Name(f.Finding.Type)} {f.Finding.IssueCode}: {f.Finding.Details} ({f.Finding.LearnMoreLink})"));

    // The members of Access Analyzer's ValidatePolicy, with a path as text.
    private static object ToJson((string File, PolicyFinding Finding) found) => new
    {
        file = found.File,
        findingDetails = found.Finding.Details,
        findingType = Name(found.Finding.Type),
        issueCode = found.Finding.IssueCode,
        learnMoreLink = found.Finding.LearnMoreLink,
        locations = found.Finding.Locations.Select(l => new { path = l.Path, span = new { start = ToJson(l.Start), end = ToJson(l.End) } }),
    };

    private static object ToJson(TextPosition position) => new { line = position.Line, column = position.Column, offset = position.Offset };

    private static string Name(FindingType type) => type switch
    {
        FindingType.Error => "ERROR",
        FindingType.SecurityWarning => "SECURITY_WARNING",
        FindingType.Warning => "WARNING",
        _ => "SUGGESTION",
    };
}
