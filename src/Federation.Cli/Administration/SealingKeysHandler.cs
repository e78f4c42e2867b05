using System.Globalization;
using System.Text.Json;
using Federation.Cli.Policy;

namespace Federation.Cli.Administration;

/// <summary><c>fed keys</c> with <c>--purpose</c>: the keys of session tokens and of stored secrets.</summary>
internal sealed class SealingKeysHandler(CommandStreams streams, OperationClient client)
{
    public const string SessionTokens = "session-tokens";

    public const string StoredSecrets = "stored-secrets";

    public Task<int> ListAsync(string purpose, OutputFormat output, CancellationToken cancellationToken) =>
        RunAsync("ListSealingKeys", new Dictionary<string, object>(StringComparer.Ordinal), purpose, output, cancellationToken);

    public Task<int> RotateAsync(string purpose, bool force, OutputFormat output, CancellationToken cancellationToken)
    {
        var request = new Dictionary<string, object>(StringComparer.Ordinal) { ["Purpose"] = NameOf(purpose) };
        if (force)
        {
            request["Force"] = true;
        }

        return RunAsync("RotateSealingKeys", request, purpose, output, cancellationToken);
    }

    private async Task<int> RunAsync(string operation, Dictionary<string, object> request, string purpose, OutputFormat output, CancellationToken cancellationToken)
    {
        var keys = (await client.FederationAsync(operation, request, cancellationToken)).GetProperty("SealingKeys").EnumerateArray()
            .Where(key => key.GetProperty("Purpose").GetString() == NameOf(purpose)).ToList();
        if (output == OutputFormat.Json)
        {
            await streams.Output.WriteLineAsync(JsonSerializer.Serialize(keys));
            return ExitCodes.Done;
        }

        foreach (var key in keys)
        {
            await streams.Output.WriteLineAsync($"{purpose}\t{key.GetProperty("State").GetString()}\t{key.GetProperty("KeyId").GetString()}\tmade {Instant(key.GetProperty("CreatedAt"))}{ReadsUntil(key)}");
        }

        return ExitCodes.Done;
    }

    private static string NameOf(string purpose) => purpose == SessionTokens ? "SessionTokens" : "StoredSecrets";

    private static string ReadsUntil(JsonElement key) => key.TryGetProperty("ExpiresAt", out var end) && end.ValueKind == JsonValueKind.Number
        ? $"\treads until {Instant(end)}"
        : key.GetProperty("State").GetString() == "Retired" ? "\treads for good" : "";

    private static string Instant(JsonElement seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds.GetDouble()).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
