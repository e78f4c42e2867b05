using Federation.Cli.Policy.Cases;
using Federation.Policy;

namespace Federation.Cli.Policy.Evaluate;

/// <summary>
/// Decides every case of a file. The exit code is 0 when all were decided, 1 when one gave another result than its
/// <c>expected</c>, 2 when one could not be read.
/// </summary>
internal sealed class EvaluateHandler(CommandStreams streams)
{
    public async Task<int> RunAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var text = await InputFile.ReadAsync(path, streams, cancellationToken);
            return Run(text);
        }
        catch (InputFileException exception)
        {
            await streams.Error.WriteLineAsync($"fed policy evaluate: {exception.Message}");
            return ExitCodes.Usage;
        }
    }

    private int Run(string text)
    {
        var exitCode = ExitCodes.Done;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace())
            {
                continue;
            }

            try
            {
                var item = CaseReader.Read(line.ToString());
                var outcome = PolicyEvaluator.Evaluate(item.Inputs);
                streams.Output.WriteLine(JsonOutput.Line(new { id = item.Id, result = outcome }));
                exitCode = Math.Max(exitCode, outcome == (item.Expected ?? outcome) ? ExitCodes.Done : ExitCodes.Refused);
            }
            catch (CaseFormatException exception)
            {
                // Every case gets its line or a message; the others are decided all the same.
                streams.Error.WriteLine($"fed policy evaluate: line {number.ToString(System.Globalization.CultureInfo.InvariantCulture)}: {exception.Message}");
                exitCode = ExitCodes.Usage;
            }
        }

        return exitCode;
    }
}
