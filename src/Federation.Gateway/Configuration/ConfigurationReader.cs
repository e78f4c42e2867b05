using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using Federation.Model.Identifiers;

namespace Federation.Gateway.Configuration;

/// <summary>Reads configuration values and gathers every problem. A problem names its key and, but for networks, not the value: it may be a secret.</summary>
internal sealed class ConfigurationReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];

    internal string? Text(string key) => string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key];

    internal void Problem(string key, string text) => _problems.Add($"{key}: {text}");

    internal IReadOnlyList<string> List(string key)
    {
        var section = configuration.GetSection(key);
        return section.Value is { } joined
            ? joined.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. section.GetChildren().Select(child => child.Value).OfType<string>()];
    }

    internal int Number(string key, int whenAbsent, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return whenAbsent;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Problem(key, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"));
        return whenAbsent;
    }

    internal bool Flag(string key, bool whenAbsent)
    {
        if (Text(key) is not { } text)
        {
            return whenAbsent;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Problem(key, "must be true or false");
        return whenAbsent;
    }

    internal string OneOf(string key, params IReadOnlyList<string> choices)
    {
        if (Text(key) is not { } text)
        {
            return choices[0];
        }

        var choice = choices.FirstOrDefault(candidate => string.Equals(candidate, text, StringComparison.OrdinalIgnoreCase));
        if (choice is null)
        {
            Problem(key, $"must be one of {string.Join(", ", choices)}");
        }

        return choice ?? choices[0];
    }

    internal AccountId? Account(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (AccountId.TryCreate(text, out var account))
        {
            return account;
        }

        Problem(key, "must be twelve digits");
        return null;
    }

    internal Uri? BaseUrl(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            && url is { Query: "", Fragment: "", UserInfo: "", AbsolutePath: "/" } && (url.Scheme == "https" || Loopback.IsLoopback(url.IdnHost)))
        {
            return url;
        }

        Problem(key, "must be an https URL without path, query or user, such as https://sso.example.com (http on loopback addresses only)");
        return null;
    }

    internal Uri? HttpsUrl(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { UserInfo: "", Fragment: "" } && (url.Scheme == "https" || (url.Scheme == "http" && Loopback.IsLoopback(url.IdnHost))))
        {
            return url;
        }

        Problem(key, "must be an https URL without user and fragment (http on loopback addresses only)");
        return null;
    }

    internal IReadOnlyList<IPNetwork> Networks(string key)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in List(key))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128));
            }
            else
            {
                Problem(key, $"`{text}` is no CIDR");
            }
        }

        return networks;
    }

    internal void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new ValidationException("the configuration is not usable:\n  " + string.Join("\n  ", _problems));
        }
    }
}
