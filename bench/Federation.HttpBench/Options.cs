using System.Globalization;

namespace Federation.HttpBench;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: Federation.HttpBench [--rounds N] [--requests N] [--warm N] [--most-warm N] [--connections N] [--core N|none] [--only TEXT] [--latency] [--providers N] [--users N] [--roles N] [--policies N] [--environment NAME=VALUE] [--against PATH] [--against-environment NAME=VALUE]
          --rounds       interleaved rounds of every case; medians are printed (7)
          --requests     requests of a case in a round, scaled by what a request costs (1500)
          --warm         least unmeasured rounds before; they go on until the runtime has compiled what it sees (4)
          --most-warm    most unmeasured rounds (40)
          --connections  kept-alive connections of the generator (64)
          --core         the core that each server is bound to (0)
          --only         the cases whose name contains the text (=TEXT: is the text), and the bare endpoint
          --latency      measure p50 and p99 at half load afterwards
          --providers    SAML providers in the store beside the one that is used (0)
          --users        users in the store (0)
          --policies     managed policies in the store (0)
          --roles        roles with an inline policy in the store beside those that are used (0)
          --environment  a variable for the gateway
          --against      Federation.Gateway.dll of another build, measured in the same rounds on a store of its own
          --against-environment  a variable for the other build (without --against: for another process of this one)
        """;

    public int Rounds { get; private init; } = 7;

    public int Requests { get; private init; } = 1500;

    public int Warm { get; private init; } = 4;

    public int MostWarm { get; private init; } = 40;

    public int Connections { get; private init; } = 64;

    public int? Core { get; private init; } = 0;

    public string Only { get; private init; } = string.Empty;

    public bool Latency { get; private init; }

    public int Providers { get; private init; }

    public int Roles { get; private init; }

    public int Users { get; private init; }

    public int Policies { get; private init; }

    public bool IsScaled => Providers + Roles + Users + Policies > 0;

    public IReadOnlyDictionary<string, string> Environment { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The other gateway's assembly; null: none is measured.</summary>
    public string? Against { get; private init; }

    public IReadOnlyDictionary<string, string> AgainstEnvironment { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Null where the line is not one.</summary>
    public static Options? Read(ReadOnlySpan<string> args)
    {
        var options = new Options();
        while (!args.IsEmpty)
        {
            if (args[0] == "--latency")
            {
                options = options with { Latency = true };
                args = args[1..];
                continue;
            }

            if (args.Length < 2 || options.With(args[0], args[1]) is not { } read)
            {
                return null;
            }

            options = read;
            args = args[2..];
        }

        return options;
    }

    private Options? With(string name, string value) => (name, Number(value)) switch
    {
        ("--rounds", { } number) => this with { Rounds = number },
        ("--requests", { } number) => this with { Requests = number },
        ("--warm", { } number) => this with { Warm = number },
        ("--most-warm", { } number) => this with { MostWarm = number },
        ("--connections", { } number) => this with { Connections = number },
        ("--providers", { } number) => this with { Providers = number },
        ("--users", { } number) => this with { Users = number },
        ("--policies", { } number) => this with { Policies = number },
        ("--roles", { } number) => this with { Roles = number },
        ("--core", { } number) => this with { Core = number },
        ("--core", null) when value == "none" => this with { Core = null },
        ("--only", _) => this with { Only = value },
        ("--environment", _) when value.Split('=', 2) is [var key, var text] => this with { Environment = With(Environment, key, text) },
        ("--against", _) => this with { Against = value },
        ("--against-environment", _) when value.Split('=', 2) is [var key, var text] => this with { Against = Against ?? Gateway.Assembly, AgainstEnvironment = With(AgainstEnvironment, key, text) },
        _ => null,
    };

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> variables, string key, string text) =>
        new(variables, StringComparer.Ordinal) { [key] = text };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
