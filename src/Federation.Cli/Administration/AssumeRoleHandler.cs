using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Federation.Cli.Login;

namespace Federation.Cli.Administration;

/// <summary><c>fed role assume</c>: AssumeRole as the caller, the answer in the form of AWS's <c>credential_process</c>.</summary>
internal sealed class AssumeRoleHandler(CommandStreams streams, OperationClient client)
{
    private const string UsualSessionName = "fed";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public async Task<int> RunAsync(AssumeRoleOrder order, CancellationToken cancellationToken)
    {
        var answer = await client.QueryAsync("sts", "AssumeRole", await ParametersAsync(order, cancellationToken), cancellationToken);
        await streams.Output.WriteLineAsync(JsonSerializer.Serialize(
            new
            {
                Version = 1,
                AccessKeyId = Text(answer, "AccessKeyId"),
                SecretAccessKey = Text(answer, "SecretAccessKey"),
                SessionToken = Text(answer, "SessionToken"),
                Expiration = Text(answer, "Expiration"),
            },
            Json));
        return ExitCodes.Done;
    }

    private async Task<IReadOnlyList<(string Name, string Value)>> ParametersAsync(AssumeRoleOrder order, CancellationToken cancellationToken)
    {
        var parameters = new List<(string Name, string Value)>();
        Add("RoleArn", order.RoleArn);
        Add("RoleSessionName", order.RoleSessionName ?? UsualSessionName);
        Add("ExternalId", order.ExternalId);
        Add("DurationSeconds", order.DurationSeconds?.ToString(CultureInfo.InvariantCulture));
        Add("SourceIdentity", order.SourceIdentity);
        Add("Policy", order.PolicyFile is { } file ? await InputFile.ReadAsync(file, streams, cancellationToken) : null);
        AddMany("PolicyArns", order.PolicyArns, (prefix, arn) => Add(prefix + ".arn", arn));
        AddMany("Tags", order.Tags, (prefix, tag) =>
        {
            var pair = tag.Split('=', 2);
            Add(prefix + ".Key", pair[0]);
            Add(prefix + ".Value", pair[1]);
        });
        AddMany("TransitiveTagKeys", order.TransitiveTagKeys, Add);
        if (order.SerialNumber is { } serial)
        {
            Add("SerialNumber", serial);
            await streams.Error.WriteAsync("MFA code: ");
            Add("TokenCode", await streams.Input.ReadLineAsync(cancellationToken) is { Length: > 0 } code ? code.Trim() : throw new CliException("no code was typed"));
        }

        return parameters;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parameters.Add((name, value));
            }
        }

        static void AddMany(string name, IReadOnlyList<string> values, Action<string, string> add)
        {
            for (var i = 0; i < values.Count; i++)
            {
                add(string.Create(CultureInfo.InvariantCulture, $"{name}.member.{i + 1}"), values[i]);
            }
        }
    }

    private static string Text(XElement answer, string name) =>
        answer.Descendants().FirstOrDefault(child => child.Name.LocalName == name)?.Value ?? throw new CliException("the gateway's credentials are not whole");
}
