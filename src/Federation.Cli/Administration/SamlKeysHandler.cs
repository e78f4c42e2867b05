using System.Globalization;
using System.Text.Json;
using Federation.Cli.Policy;

namespace Federation.Cli.Administration;

/// <summary><c>fed keys</c> without <c>--purpose</c>: the gateway's own SAML keys.</summary>
internal sealed class SamlKeysHandler(CommandStreams streams, OperationClient client)
{
    public async Task<int> RunAsync(string operation, string? use, bool force, OutputFormat output, CancellationToken cancellationToken)
    {
        var request = new Dictionary<string, object>(StringComparer.Ordinal);
        if (use is not null)
        {
            request["Use"] = use;
        }

        if (force)
        {
            request["Force"] = true;
        }

        var keys = (await client.FederationAsync(operation, request, cancellationToken)).GetProperty("SamlKeys");
        if (output == OutputFormat.Json)
        {
            await streams.Output.WriteLineAsync(keys.GetRawText());
            return ExitCodes.Done;
        }

        foreach (var key in keys.EnumerateArray())
        {
            await streams.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{Text(key, "Use")}\t{Text(key, "State")}\t{Text(key, "KeyId")}\tcertificate until {Text(key, "CertificateNotAfter")}"));
        }

        return ExitCodes.Done;
    }

    private static string Text(JsonElement key, string name) => key.GetProperty(name).ToString();
}
