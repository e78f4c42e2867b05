using Federation.Cli.Policy.Cases;
using Federation.Policy;

namespace Federation.Cli.Policy.Explain;

/// <summary>Explains one case.</summary>
internal sealed class ExplainHandler(CommandStreams streams)
{
    public async Task<int> RunAsync(string path, OutputFormat format, CancellationToken cancellationToken)
    {
        try
        {
            var item = CaseReader.Read(await InputFile.ReadAsync(path, streams, cancellationToken));
            var decision = PolicyEvaluator.Explain(item.Inputs);
            var request = item.Inputs.Request;
            await streams.Output.WriteLineAsync(format == OutputFormat.Json ? JsonOutput.Document(DecisionWriter.ToJson(decision, request)) : DecisionWriter.ToText(decision, request));
            return decision.IsAllowed ? ExitCodes.Done : ExitCodes.Refused;
        }
        catch (Exception exception) when (exception is InputFileException or CaseFormatException)
        {
            await streams.Error.WriteLineAsync($"fed policy explain: {exception.Message}");
            return ExitCodes.Usage;
        }
    }
}
