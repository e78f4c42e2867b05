using System.Text.Json;
using Federation.Cli.Policy;

namespace Federation.Cli.Login;

/// <summary>What a signed-in person asks for.</summary>
internal sealed class SessionHandlers(CommandStreams streams, SessionFile file, TimeProvider timeProvider)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary><c>fed whoami</c>.</summary>
    public Task<int> WhoAmIAsync(OutputFormat output, CancellationToken cancellationToken) => WithAsync(async (api, session) =>
    {
        var answer = await api.GetAsync("/portal/session", cancellationToken);
        await streams.Output.WriteLineAsync(output == OutputFormat.Json
            ? JsonSerializer.Serialize(answer, Json)
            : $"{answer.GetProperty("subject").GetString()}{By(answer)} at {session.Url}, until {answer.GetProperty("expiresAt").GetString()}");
    });

    /// <summary><c>fed roles</c>.</summary>
    public Task<int> RolesAsync(OutputFormat output, CancellationToken cancellationToken) => WithAsync(async (api, _) =>
    {
        var roles = await api.RolesAsync(cancellationToken);
        if (output == OutputFormat.Json)
        {
            await streams.Output.WriteLineAsync(JsonSerializer.Serialize(roles, Json));
            return;
        }

        foreach (var role in roles)
        {
            await streams.Output.WriteLineAsync($"{role.AccountName}/{role.RoleName}\t{role.RoleArn}");
        }
    });

    /// <summary><c>fed credentials</c>: what AWS's <c>credential_process</c> expects, and nothing else, on standard output.</summary>
    public Task<int> CredentialsAsync(string wanted, int? durationSeconds, CancellationToken cancellationToken) => WithAsync(async (api, _) =>
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal) { ["roleArn"] = await RoleChoice.ArnAsync(api, wanted, cancellationToken) };
        if (durationSeconds is { } seconds)
        {
            body["durationSeconds"] = seconds;
        }

        var answer = await api.PostAsync("/portal/credentials", body, cancellationToken);
        await streams.Output.WriteLineAsync(JsonSerializer.Serialize(answer, Json));
        if (durationSeconds is { } asked && answer.GetProperty("Expiration").GetDateTimeOffset() < timeProvider.GetUtcNow().AddSeconds(asked - 60))
        {
            await streams.Error.WriteLineAsync($"fed credentials: the role or your session allows less than {asked.ToString(System.Globalization.CultureInfo.InvariantCulture)} s: the credentials end at {answer.GetProperty("Expiration").GetString()}");
        }
    });

    // Nobody vouches for an IAM user but the gateway.
    private static string By(JsonElement answer) => answer.TryGetProperty("provider", out var provider) ? $" by {provider.GetString()}" : "";

    private async Task<int> WithAsync(Func<GatewayApi, CachedSession, Task> work)
    {
        var session = file.Read(timeProvider);
        using var api = new GatewayApi(session.Url, session.SessionToken);
        await work(api, session);
        return ExitCodes.Done;
    }
}
