using System.CommandLine;

namespace Federation.Cli.Administration;

/// <summary><c>fed role assume</c>.</summary>
internal static class RoleCommands
{
    public static Command Create(CommandStreams streams) => new("role", "Assume roles.") { CreateAssume(streams) };

    private static Command CreateAssume(CommandStreams streams)
    {
        var target = new Argument<string>("role-arn") { Description = "ARN of the role to assume" };
        var name = new Option<string?>("--session-name") { Description = "name of the session in ARNs and in the trail; fed by default" };
        var external = new Option<string?>("--external-id") { Description = "what the role's trust policy asks for as sts:ExternalId" };
        var duration = new Option<int?>("--duration-seconds") { Description = "900 to what the role allows; an hour at most from a role session" };
        var device = new Option<string?>("--mfa-serial") { Description = "the caller's MFA device; its code is read from standard input" };
        var source = new Option<string?>("--source-identity") { Description = "who is behind the session, along chains of roles" };
        var policy = new Option<string?>("--policy") { Description = "file of a session policy, - for standard input" };
        var arns = new Option<string[]>("--policy-arn") { Description = "a managed policy as session policy; up to ten" };
        var tags = new Option<string[]>("--tag") { Description = "KEY=VALUE, a session tag; several times" };
        var transitive = new Option<string[]>("--transitive-tag") { Description = "key of a session tag that goes on along chains; several times" };
        tags.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !token.Value.Contains('=', StringComparison.Ordinal)) is { } wrong)
            {
                result.AddError($"`{wrong.Value}` is no tag: it has the form KEY=VALUE");
            }
        });
        var (url, role) = (AdministrationCommands.UrlOption(), AdministrationCommands.RoleOption());
        var command = new Command("assume", "Print credentials of a role that the caller assumes, as AWS's credential_process does.")
        {
            target, name, external, duration, device, source, policy, arns, tags, transitive, url, role,
        };
        command.SetAction((parsed, cancellationToken) => AdministrationCommands.RunAsync(streams, "role assume", parsed.GetValue(url), parsed.GetValue(role), client => new AssumeRoleHandler(streams, client).RunAsync(
            new AssumeRoleOrder
            {
                RoleArn = parsed.GetRequiredValue(target),
                RoleSessionName = parsed.GetValue(name),
                ExternalId = parsed.GetValue(external),
                DurationSeconds = parsed.GetValue(duration),
                SerialNumber = parsed.GetValue(device),
                SourceIdentity = parsed.GetValue(source),
                PolicyFile = parsed.GetValue(policy),
                PolicyArns = parsed.GetValue(arns) ?? [],
                Tags = parsed.GetValue(tags) ?? [],
                TransitiveTagKeys = parsed.GetValue(transitive) ?? [],
            },
            cancellationToken), cancellationToken));
        return command;
    }
}
