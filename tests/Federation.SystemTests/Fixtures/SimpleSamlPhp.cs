namespace Federation.SystemTests.Fixtures;

/// <summary>One person at SimpleSAMLphp, with the attributes that its assertions carry.</summary>
public sealed record SamlPerson(string UserName, string Password, IReadOnlyDictionary<string, string[]> Attributes);

/// <summary>
/// Debian's SimpleSAMLphp as identity provider: PHP's own web server over the package's files, with a configuration made for one test.
/// It checks the signature of every AuthnRequest with the keys of our metadata.
/// </summary>
internal sealed class SimpleSamlPhp : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private ChildProcess? _process;

    private SimpleSamlPhp()
    {
        Url = new Uri($"http://localhost:{Loopback.FreePort()}/");
    }

    public Uri Url { get; }

    public string EntityId => Url + "idp";

    /// <summary>What it logged, for a failure's message.</summary>
    public string Log => File.Exists(_folder.File("log/simplesamlphp.log")) ? File.ReadAllText(_folder.File("log/simplesamlphp.log")) : _process?.Transcript ?? "";

    public static async Task<SimpleSamlPhp> StartAsync(params SamlPerson[] people)
    {
        var idp = new SimpleSamlPhp();
        await idp.ConfigureAsync();
        idp.SetPeople(people);
        idp._process = ChildProcess.Start("php", ["-S", idp.Url.Authority, "-t", Tools.SimpleSamlPhp],
            new Dictionary<string, string?> { ["SIMPLESAMLPHP_CONFIG_DIR"] = idp._folder.File("config") });
        await idp._process.UntilAsync("its metadata", async () =>
        {
            try
            {
                using var answer = await idp._http.GetAsync(new Uri(idp.Url, "saml2/idp/metadata.php"));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return idp;
    }

    public Task<string> MetadataAsync() => _http.GetStringAsync(new Uri(Url, "saml2/idp/metadata.php"));

    /// <summary>Lets a service provider in, by its own metadata document; options of SimpleSAMLphp's own (PHP, such as <c>'assertion.encryption' => true</c>) say how it is answered.</summary>
    public void Trust(string serviceProviderMetadata, string? options = null)
    {
        File.WriteAllText(_folder.File("metadata/sp-options.php"), $"<?php return [{options}];");
        File.WriteAllText(_folder.File("metadata/sp.xml"), serviceProviderMetadata);
    }

    /// <summary>Replaces the people who can sign in; the next sign-in sees them.</summary>
    public void SetPeople(params IEnumerable<SamlPerson> people)
    {
        var users = people.Select(person => $"{Php($"{person.UserName}:{person.Password}")} => [" +
            string.Join(", ", person.Attributes.Select(pair => $"{Php(pair.Key)} => [{string.Join(", ", pair.Value.Select(Php))}]")) + "],");
        File.WriteAllText(_folder.File("config/authsources.php"), $"""
            <?php
            $config = ['people' => ['exampleauth:UserPass', {string.Join('\n', users)}]];
            """);
    }

    /// <summary>PEM of the certificate whose key signs the metadata.</summary>
    public string TrustAnchor => File.ReadAllText(_folder.File("cert/federation.crt"));

    /// <summary>Makes a signing key under a name of its own.</summary>
    public async Task MakeKeyAsync(string name)
    {
        var (code, _, transcript) = await ChildProcess.RunAsync("openssl",
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha256", "-days", "2", "-subj", $"/CN=SimpleSAMLphp under test, {name}",
                "-keyout", _folder.File($"cert/{name}.key"), "-out", _folder.File($"cert/{name}.crt")]);
        code.ShouldBe(0, transcript);
    }

    /// <summary>Signs assertions with the key of a name from now on; the metadata has it, and the next one where it is announced.</summary>
    public void SignWith(string key, string? announced = null) => File.WriteAllText(_folder.File("metadata/saml20-idp-hosted.php"), $$"""
        <?php
        $metadata[{{Php(EntityId)}}] = [
            'host' => '__DEFAULT__',
            'privatekey' => {{Php(key + ".key")}},
            'certificate' => {{Php(key + ".crt")}},
            {{(announced is null ? "" : $"'new_privatekey' => {Php(announced + ".key")}, 'new_certificate' => {Php(announced + ".crt")},")}}
            'auth' => 'people',
            'validate.authnrequest' => true,
            'metadata.sign.enable' => true,
            'metadata.sign.privatekey' => 'federation.key',
            'metadata.sign.certificate' => 'federation.crt',
            'metadata.sign.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
            'NameIDFormat' => ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
            'authproc' => [
                3 => ['class' => 'saml:PersistentNameID', 'attribute' => 'uid'],
            ],
        ];
        """);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _http.Dispose();
        _folder.Dispose();
    }

    private async Task ConfigureAsync()
    {
        foreach (var name in new[] { "config", "metadata", "log", "data", "tmp", "session", "cert" })
        {
            _folder.Folder(name);
        }

        await MakeKeyAsync("idp");
        await MakeKeyAsync("federation");

        File.WriteAllText(_folder.File("config/config.php"), $$"""
            <?php
            $config = [
                'baseurlpath' => {{Php(Url.AbsoluteUri)}},
                'certdir' => {{Php(_folder.File("cert") + "/")}},
                'loggingdir' => {{Php(_folder.File("log") + "/")}},
                'datadir' => {{Php(_folder.File("data") + "/")}},
                'tempdir' => {{Php(_folder.File("tmp"))}},
                'metadatadir' => {{Php(_folder.File("metadata"))}},
                'secretsalt' => {{Php(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)))}},
                'auth.adminpassword' => {{Php(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)))}},
                'technicalcontact_email' => 'nobody@example.com',
                'timezone' => 'UTC',
                'logging.level' => SimpleSAML\Logger::INFO,
                'logging.handler' => 'file',
                'enable.saml20-idp' => true,
                'session.cookie.secure' => false,
                'session.phpsession.savepath' => {{Php(_folder.File("session"))}},
                'store.type' => 'phpsession',
                'language.available' => ['en'],
                'language.default' => 'en',
                'module.enable' => ['exampleauth' => true],
                'metadata.sources' => [['type' => 'flatfile']],
            ];
            """);
        SignWith("idp");
        File.WriteAllText(_folder.File("metadata/saml20-sp-remote.php"), $$"""
            <?php
            if (is_readable({{Php(_folder.File("metadata/sp.xml"))}})) {
                foreach (SimpleSAML\Metadata\SAMLParser::parseDescriptorsFile({{Php(_folder.File("metadata/sp.xml"))}}) as $id => $entity) {
                    $metadata[$id] = (include {{Php(_folder.File("metadata/sp-options.php"))}}) + $entity->getMetadata20SP();
                }
            }
            """);
    }

    private static string Php(string text) => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
