using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Federation.UnitTests.Repository;

/// <summary>Dockerfile and docker-compose.yml, held against what the gateway reads and against each other.</summary>
public sealed class ContainerTests
{
    private readonly Dictionary<string, object> _compose = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(RepositoryFiles.Read("docker-compose.yml"));
    private readonly string[] _dockerfile = Regex.Replace(RepositoryFiles.Read("Dockerfile"), @"\\\n\s*", " ").Split('\n');

    [Fact]
    public void Services_are_the_gateway_redis_and_sql_server()
    {
        Map(_compose["services"]).Keys.Order(StringComparer.Ordinal).ShouldBe(["gateway", "redis", "sqlserver"]);
        Service("gateway")["build"].ShouldBe(".");
        Service("redis")["image"].ShouldBeOfType<string>().ShouldStartWith("redis:");
        Service("sqlserver")["image"].ShouldBeOfType<string>().ShouldContain("/mssql/server:20");
    }

    [Fact]
    public void Images_are_pinned_to_a_version()
    {
        var images = _dockerfile.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1])
            .Append((string)Service("redis")["image"]).Append((string)Service("sqlserver")["image"]);
        foreach (var image in images)
        {
            image.ShouldMatch(@":\d+[\w.-]*$");
        }
    }

    [Fact]
    public void Every_setting_of_the_gateway_is_one_that_it_reads()
    {
        var settings = Map(Service("gateway")["environment"]).Keys.Concat(DockerfileEnvironment().Keys);
        foreach (var setting in settings)
        {
            GatewaySettings.IsKnown(setting).ShouldBeTrue(setting);
        }
    }

    [Fact]
    public void The_settings_that_sql_server_makes_compulsory_are_there()
    {
        var environment = Map(Service("gateway")["environment"]);
        environment["Federation__Database__Provider"].ShouldBe("SqlServer");
        environment["Federation__Database__ConnectionString"].ShouldBeOfType<string>().ShouldContain("Server=sqlserver;");
        environment["Federation__Redis__Configuration"].ShouldBeOfType<string>().ShouldStartWith("redis:6379,");
        foreach (var name in new[] { "AccountId", "RootAccessKeyId", "RootSecretAccessKey" })
        {
            environment.ShouldContainKey("Federation__Bootstrap__" + name);
        }
    }

    [Fact]
    public void The_public_address_is_the_published_port_and_the_published_port_is_the_one_that_is_served()
    {
        var port = List(Service("gateway")["ports"]).Cast<string>().ShouldHaveSingleItem();
        var match = Regex.Match(port, @"^127\.0\.0\.1:(\d+):(\d+)$");
        match.Success.ShouldBeTrue(port);
        Map(Service("gateway")["environment"])["Federation__PublicUrl"].ShouldBe($"https://localhost:{match.Groups[1].Value}");
        _dockerfile.ShouldContain($"EXPOSE {match.Groups[2].Value}");
        DockerfileEnvironment()["ASPNETCORE_URLS"].ShouldContain($"https://+:{match.Groups[2].Value}");
        Service("redis").ShouldNotContainKey("ports");
        Service("sqlserver").ShouldNotContainKey("ports");
    }

    [Fact]
    public void Each_key_file_is_a_secret_that_the_key_script_makes()
    {
        var secrets = Map(_compose["secrets"]);
        var mounted = List(Service("gateway")["secrets"]).Cast<string>().ToArray();
        var used = Map(Service("gateway")["environment"]).Values.OfType<string>().Where(value => value.StartsWith("/run/secrets/", StringComparison.Ordinal));
        used.Select(value => value["/run/secrets/".Length..]).Order(StringComparer.Ordinal).ShouldBe(mounted.Order(StringComparer.Ordinal));
        mounted.Order(StringComparer.Ordinal).ShouldBe(secrets.Keys.Order(StringComparer.Ordinal));

        var script = RepositoryFiles.Read("scripts/dev-certs");
        foreach (var file in secrets.Values.Select(secret => (string)Map(secret)["file"]))
        {
            file.ShouldStartWith("certs-dev/");
            script.ShouldContain(Path.GetFileName(file));
        }
    }

    [Fact]
    public void No_secret_is_written_down_and_each_variable_comes_from_the_key_script()
    {
        var text = RepositoryFiles.Read("docker-compose.yml");
        var script = RepositoryFiles.Read("scripts/dev-certs");
        var variables = Regex.Matches(text, @"(?<!\$)\$\{(\w+)(:\?[^}]*)?\}");
        variables.Count.ShouldBeGreaterThan(0);
        foreach (Match variable in variables)
        {
            // Without a value compose must stop, not start with an empty password.
            variable.Groups[2].Success.ShouldBeTrue(variable.Value);
            script.ShouldContain(variable.Groups[1].Value + "=");
        }

        foreach (Match secret in Regex.Matches(text, @"(?:[Pp]assword=|PASSWORD: |AUTH: |SecretAccessKey: )""?(?<value>[^\s"";]+)"))
        {
            secret.Groups["value"].Value.ShouldStartWith("$", customMessage: secret.Value);
        }
    }

    [Fact]
    public void Every_service_is_watched_and_the_gateway_waits_for_the_others()
    {
        foreach (var name in Map(_compose["services"]).Keys)
        {
            Service(name).ShouldContainKey("healthcheck");
        }

        Map(Service("gateway")["depends_on"]).Keys.Order(StringComparer.Ordinal).ShouldBe(["redis", "sqlserver"]);
        Map(Service("gateway")["depends_on"]).Values.ShouldAllBe(condition => (string)Map(condition)["condition"] == "service_healthy");
        string.Concat(List(Map(Service("gateway")["healthcheck"])["test"])).ShouldContain("/healthz/ready");
    }

    [Fact]
    public void The_image_runs_the_published_gateway_without_root()
    {
        var last = Array.FindLastIndex(_dockerfile, line => line.StartsWith("FROM ", StringComparison.Ordinal));
        var stage = _dockerfile[last..];
        _dockerfile.Count(line => line.StartsWith("FROM ", StringComparison.Ordinal)).ShouldBe(2);
        stage.ShouldContain("USER $APP_UID");
        stage.ShouldContain("ENTRYPOINT [\"dotnet\", \"Federation.Gateway.dll\"]");
        Service("gateway")["read_only"].ShouldBe("true");
    }

    [Fact]
    public void The_image_is_restored_from_every_project_that_the_gateway_needs()
    {
        var copied = Regex.Matches(string.Join('\n', _dockerfile), @"COPY src/Federation\.(\w+)/\*\.csproj").Select(match => match.Groups[1].Value);
        copied.Order(StringComparer.Ordinal).ShouldBe(["Gateway", "Model", "Policy", "Saml", "Services", "Storage", "Wire"]);
    }

    private Dictionary<string, string> DockerfileEnvironment() => _dockerfile.Where(line => line.StartsWith("ENV ", StringComparison.Ordinal))
        .SelectMany(line => line[4..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1].Trim('"'), StringComparer.Ordinal);

    private Dictionary<string, object> Service(string name) => Map(Map(_compose["services"])[name]);

    private static Dictionary<string, object> Map(object node) =>
        ((IDictionary<object, object>)((node as Dictionary<string, object>)?.ToDictionary(pair => (object)pair.Key, pair => pair.Value) ?? node))
            .ToDictionary(pair => (string)pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private static List<object> List(object node) => (List<object>)node;
}
