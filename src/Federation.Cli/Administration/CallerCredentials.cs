using System.Text.Json;
using Federation.Cli.Login;
using Federation.Wire.SigV4;

namespace Federation.Cli.Administration;

/// <summary>A gateway, and whose signature its operations are called with.</summary>
internal sealed record SignedGateway(Uri Url, SigningCredentials Credentials);

/// <summary>
/// Finds the credentials of a verb that calls operations: a role of the session of <c>fed login</c> where one is named, else those of AWS's environment variables. They
/// are never arguments.
/// </summary>
internal static class CallerCredentials
{
    /// <param name="url">Address of the gateway, or empty: that of the session, or FED_URL.</param>
    /// <param name="role">A role of the session, or null for the environment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CliException">There are none.</exception>
    public static async Task<SignedGateway> FindAsync(string? url, string? role, CancellationToken cancellationToken) =>
        role is null ? OfEnvironment(url) : await OfSessionAsync(role, cancellationToken);

    private static SignedGateway OfEnvironment(string? url)
    {
        var address = url is { Length: > 0 } ? url : Variable("FED_URL") ?? throw new CliException("say where the gateway is: --url https://…, or FED_URL");
        return Variable("AWS_ACCESS_KEY_ID") is { } id && Variable("AWS_SECRET_ACCESS_KEY") is { } secret
            ? new SignedGateway(GatewayApi.Check(address), new SigningCredentials(id, secret, Variable("AWS_SESSION_TOKEN")))
            : throw new CliException("no credentials: name a role of your session (--role), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }

    private static async Task<SignedGateway> OfSessionAsync(string role, CancellationToken cancellationToken)
    {
        var session = SessionFile.OfUser().Read(TimeProvider.System);
        using var api = new GatewayApi(session.Url, session.SessionToken);
        var arn = await RoleChoice.ArnAsync(api, role, cancellationToken);
        var answer = await api.PostAsync("/portal/credentials", new Dictionary<string, object>(StringComparer.Ordinal) { ["roleArn"] = arn }, cancellationToken);
        return new SignedGateway(api.Url, new SigningCredentials(Text(answer, "AccessKeyId"), Text(answer, "SecretAccessKey"), Text(answer, "SessionToken")));
    }

    private static string Text(JsonElement answer, string name) =>
        answer.GetProperty(name).GetString() ?? throw new CliException("the gateway's credentials are not whole");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
