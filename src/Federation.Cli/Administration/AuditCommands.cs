using System.CommandLine;
using Federation.Cli.Policy;

namespace Federation.Cli.Administration;

/// <summary><c>fed audit tail</c>.</summary>
internal static class AuditCommands
{
    private const int UsualLines = 10;

    public static Command Create(CommandStreams streams) => new("audit", "Read the audit trail of the caller's account.") { CreateTail(streams) };

    private static Command CreateTail(CommandStreams streams)
    {
        var lines = new Option<int>("--lines", "-n") { Description = "how many of the newest records", DefaultValueFactory = _ => UsualLines };
        var follow = new Option<bool>("--follow", "-f") { Description = "go on with new records until interrupted" };
        var where = new Option<string?>("--where") { Description = "KEY=VALUE with one of LookupEvents' keys: EventId, EventName, ReadOnly, Username, ResourceType, ResourceName, EventSource, AccessKeyId" };
        lines.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1000)
            {
                result.AddError("--lines is from 0 to 1000");
            }
        });
        where.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !token.Value.Contains('=', StringComparison.Ordinal))
            {
                result.AddError($"`{token.Value}` has not the form KEY=VALUE");
            }
        });
        var (url, role, output) = (AdministrationCommands.UrlOption(), AdministrationCommands.RoleOption(), OutputOption.Create());
        var command = new Command("tail", "Print the newest records, one a line (CloudTrail LookupEvents); with --output json as they are in the trail.") { lines, follow, where, url, role, output };
        command.SetAction((parsed, cancellationToken) => AdministrationCommands.GuardAsync(streams, "audit tail", async () =>
        {
            var (address, name) = (parsed.GetValue(url), parsed.GetValue(role));
            using var tail = new AuditTail(
                new AuditLines(streams.Output, parsed.GetValue(output)), () => AdministrationCommands.ConnectAsync(address, name, cancellationToken), parsed.GetValue(where)?.Split('=', 2), TimeProvider.System);
            return await tail.RunAsync(parsed.GetValue(lines), parsed.GetValue(follow), cancellationToken);
        }));
        return command;
    }
}
