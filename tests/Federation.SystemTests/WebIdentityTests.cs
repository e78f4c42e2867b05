using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Federation.SystemTests.Fixtures;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Credentials = Federation.SystemTests.Fixtures.Credentials;

namespace Federation.SystemTests;

/// <summary>Tokens in and out, federated users and decoded denials, each through a client that none of us wrote.</summary>
public sealed class WebIdentityTests(OidcGateway world) : IClassFixture<OidcGateway>
{
    [Fact]
    public async Task The_AWS_CLI_registers_an_issuer_and_trades_its_token_for_credentials()
    {
        Tools.NeedAws();
        using var cli = new AwsCli(world.Gateway.Url, world.Gateway.Root());
        var made = await cli.JsonAsync("iam", "create-open-id-connect-provider", "--url", world.Issuer.Url, "--client-id-list", "first", "--thumbprint-list", new string('0', 40), "--tags", "Key=team,Value=id");
        made.GetProperty("OpenIDConnectProviderArn").GetString().ShouldBe(world.ProviderArn);
        (await cli.RunAsync("iam", "add-client-id-to-open-id-connect-provider", "--open-id-connect-provider-arn", world.ProviderArn, "--client-id", TlsIssuer.Audience)).ExitCode.ShouldBe(0);
        (await cli.RunAsync("iam", "remove-client-id-from-open-id-connect-provider", "--open-id-connect-provider-arn", world.ProviderArn, "--client-id", "first")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("iam", "tag-open-id-connect-provider", "--open-id-connect-provider-arn", world.ProviderArn, "--tags", "Key=site,Value=north")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("iam", "untag-open-id-connect-provider", "--open-id-connect-provider-arn", world.ProviderArn, "--tag-keys", "team")).ExitCode.ShouldBe(0);
        var tags = await cli.JsonAsync("iam", "list-open-id-connect-provider-tags", "--open-id-connect-provider-arn", world.ProviderArn);
        tags.GetProperty("Tags").EnumerateArray().Select(tag => tag.GetProperty("Key").GetString()).ShouldBe(["site"]);
        var role = await world.RoleAsync("ByCli", "cli-job", "iam:ListRoles");
        string[] assume = ["sts", "assume-role-with-web-identity", "--no-sign-request", "--role-arn", role, "--role-session-name", "job-7", "--web-identity-token"];

        using var nobody = new AwsCli(world.Gateway.Url, new Credentials("", "", null));
        var unpinned = await nobody.RunAsync([.. assume, world.Issuer.Token("cli-job")]);
        unpinned.Transcript.ShouldContain("An error occurred (InvalidIdentityToken)");
        unpinned.Transcript.ShouldContain("OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint");
        (await cli.RunAsync("iam", "update-open-id-connect-provider-thumbprint", "--open-id-connect-provider-arn", world.ProviderArn, "--thumbprint-list", world.Issuer.Thumbprint)).ExitCode.ShouldBe(0);
        var shown = await cli.JsonAsync("iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", world.ProviderArn);
        shown.GetProperty("ClientIDList").EnumerateArray().Single().GetString().ShouldBe(TlsIssuer.Audience);
        shown.GetProperty("Url").GetString().ShouldBe(world.Issuer.Name);
        (await cli.JsonAsync("iam", "list-open-id-connect-providers")).GetProperty("OpenIDConnectProviderList").GetArrayLength().ShouldBe(1);

        var answer = await nobody.JsonAsync([.. assume, world.Issuer.Token("cli-job")]);
        answer.GetProperty("SubjectFromWebIdentityToken").GetString().ShouldBe("cli-job");
        answer.GetProperty("Provider").GetString().ShouldBe(world.ProviderArn);
        (await nobody.RunAsync([.. assume, world.Issuer.Token("other-job")])).Transcript.ShouldContain("An error occurred (AccessDenied)");
        using var session = new AwsCli(world.Gateway.Url, Credentials.Read(answer.GetProperty("Credentials")));
        (await session.JsonAsync("sts", "get-caller-identity")).GetProperty("Arn").GetString().ShouldBe($"arn:aws:sts::{world.Account}:assumed-role/ByCli/job-7");

        await TradeWithTheSdkAsync();
        (await cli.RunAsync("iam", "delete-open-id-connect-provider", "--open-id-connect-provider-arn", world.ProviderArn)).ExitCode.ShouldBe(0);
        (await nobody.RunAsync([.. assume, world.Issuer.Token("cli-job")])).Transcript.ShouldContain("No OpenIDConnect provider found in your account");
        world.Issuer.Requests.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task The_AWS_CLI_tags_a_SAML_provider()
    {
        Tools.NeedAws();
        await using var corporate = new CorporateGateway();
        await corporate.StartAsync();
        using var cli = new AwsCli(corporate.Url, corporate.Gateway.Root());
        var arn = GatewaySetup.ProviderArn(corporate.Account);
        (await cli.RunAsync("iam", "tag-saml-provider", "--saml-provider-arn", arn, "--tags", "Key=a,Value=1", "Key=b,Value=2")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("iam", "untag-saml-provider", "--saml-provider-arn", arn, "--tag-keys", "a")).ExitCode.ShouldBe(0);
        (await cli.JsonAsync("iam", "list-saml-provider-tags", "--saml-provider-arn", arn)).GetProperty("Tags").EnumerateArray().Single().GetProperty("Key").GetString().ShouldBe("b");
    }

    [Fact]
    public async Task The_AWS_CLI_gets_a_federation_token()
    {
        Tools.NeedAws();
        using var cli = new AwsCli(world.Gateway.Url, world.Gateway.Root());
        var answer = await cli.JsonAsync("sts", "get-federation-token", "--name", "bob", "--policy",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"cloudtrail:DescribeTrails","Resource":"*"}}""");
        answer.GetProperty("FederatedUser").GetProperty("Arn").GetString().ShouldBe($"arn:aws:sts::{world.Account}:federated-user/bob");
        using var bob = new AwsCli(world.Gateway.Url, Credentials.Read(answer.GetProperty("Credentials")));
        (await bob.JsonAsync("sts", "get-caller-identity")).GetProperty("UserId").GetString().ShouldBe($"{world.Account}:bob");
        (await bob.RunAsync("cloudtrail", "describe-trails")).ExitCode.ShouldBe(0);
        (await bob.RunAsync("iam", "list-roles")).Transcript.ShouldContain("An error occurred (AccessDenied)");
    }

    [Fact]
    public async Task Boto3_finds_the_reason_of_a_denial_and_has_it_decoded()
    {
        Tools.NeedBoto3();
        using var python = new AwsCli(world.Gateway.Url, world.Gateway.Root());
        var answer = await python.PythonAsync("""
            sts = boto3.client('sts', endpoint_url=endpoint)
            given = sts.get_federation_token(Name='carol')['Credentials']
            carol = boto3.client('cloudtrail', endpoint_url=endpoint, aws_access_key_id=given['AccessKeyId'],
                aws_secret_access_key=given['SecretAccessKey'], aws_session_token=given['SessionToken'])
            try:
                carol.describe_trails()
            except botocore.exceptions.ClientError as error:
                message = error.response['ResponseMetadata']['HTTPHeaders']['x-federation-authorization-message']
            try:
                sts.decode_authorization_message(EncodedMessage=message[:-8] + 'AAAAAAAA')
            except sts.exceptions.InvalidAuthorizationMessageException as error:
                invalid = error.response['Error']['Code']
            print(json.dumps({'decoded': json.loads(sts.decode_authorization_message(EncodedMessage=message)['DecodedMessage']), 'invalid': invalid}))
            """);
        answer.GetProperty("invalid").GetString().ShouldBe("InvalidAuthorizationMessageException");
        var decoded = answer.GetProperty("decoded");
        decoded.GetProperty("allowed").GetBoolean().ShouldBeFalse();
        decoded.GetProperty("context").GetProperty("action").GetString().ShouldBe("cloudtrail:DescribeTrails");
        decoded.GetProperty("lackingPolicyType").GetString().ShouldBe("Session");
    }

    [Fact]
    public async Task A_token_about_the_caller_is_validated_by_an_OpenID_Connect_library()
    {
        using var root = world.Gateway.As(world.Gateway.Root());
        using var sts = Sdk(new BasicAWSCredentials(world.Gateway.Root().AccessKeyId, world.Gateway.Root().SecretAccessKey));
        var request = new GetWebIdentityTokenRequest { Audience = ["https://api.example.com"], SigningAlgorithm = "ES384", DurationSeconds = 60, Tags = [new Tag { Key = "job", Value = "7" }] };
        await Should.ThrowAsync<OutboundWebIdentityFederationDisabledException>(() => sts.GetWebIdentityTokenAsync(request, TestContext.Current.CancellationToken));
        var issuer = (await root.QueryAsync("iam", "EnableOutboundWebIdentityFederation")).Succeeded().Value("IssuerIdentifier");
        issuer.ShouldBe($"{world.Gateway.Url.GetLeftPart(UriPartial.Authority)}/oidc/{world.Account}");
        (await root.QueryAsync("iam", "EnableOutboundWebIdentityFederation")).ShouldBeError(HttpStatusCode.Conflict, "FeatureEnabled");
        (await root.QueryAsync("iam", "GetOutboundWebIdentityFederationInfo")).Succeeded().Value("JwtVendingEnabled").ShouldBe("true");

        var discovery = new ConfigurationManager<OpenIdConnectConfiguration>(
            issuer + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = false });
        foreach (var algorithm in new[] { "ES384", "RS256" })
        {
            request.SigningAlgorithm = algorithm;
            var token = (await sts.GetWebIdentityTokenAsync(request, TestContext.Current.CancellationToken)).WebIdentityToken;
            var parameters = new TokenValidationParameters { ConfigurationManager = discovery, ValidIssuer = issuer, ValidAudience = "https://api.example.com", ValidAlgorithms = [algorithm] };
            var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, parameters);
            result.IsValid.ShouldBeTrue(result.Exception?.Message);
            result.Claims["sub"].ShouldBe($"arn:aws:iam::{world.Account}:root");
            (await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters { ConfigurationManager = discovery, ValidIssuer = issuer, ValidAudience = "https://other.example.com" })).IsValid.ShouldBeFalse();
        }

        using var http = new HttpClient();
        (await http.GetAsync(new Uri($"{world.Gateway.Url}oidc/999999999999/.well-known/openid-configuration"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var keys = await http.GetStringAsync(new Uri(issuer + "/.well-known/jwks.json"), TestContext.Current.CancellationToken);
        keys.ShouldNotContain("\"d\"");
        (await root.QueryAsync("iam", "DisableOutboundWebIdentityFederation")).Succeeded();
        (await root.QueryAsync("iam", "DisableOutboundWebIdentityFederation")).ShouldBeError(HttpStatusCode.NotFound, "FeatureDisabled");
        (await http.GetStringAsync(new Uri(issuer + "/.well-known/jwks.json"), TestContext.Current.CancellationToken)).ShouldBe(keys);
    }

    private async Task TradeWithTheSdkAsync()
    {
        var role = await world.RoleAsync("BySdk", "sdk-job", "sts:GetAccessKeyInfo");
        using var anonymous = Sdk(new AnonymousAWSCredentials());
        var request = new AssumeRoleWithWebIdentityRequest { RoleArn = role, RoleSessionName = "sdk", WebIdentityToken = world.Issuer.Token("sdk-job") };
        var answer = await anonymous.AssumeRoleWithWebIdentityAsync(request, TestContext.Current.CancellationToken);
        answer.AssumedRoleUser.Arn.ShouldBe($"arn:aws:sts::{world.Account}:assumed-role/BySdk/sdk");
        request.WebIdentityToken = "eyJhbGciOiJub25lIn0.e30.";
        await Should.ThrowAsync<InvalidIdentityTokenException>(() => anonymous.AssumeRoleWithWebIdentityAsync(request, TestContext.Current.CancellationToken));
        using var session = Sdk(answer.Credentials);
        (await session.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken)).Account.ShouldBe(world.Account);
    }

    private AmazonSecurityTokenServiceClient Sdk(AWSCredentials credentials) => new(credentials, new AmazonSecurityTokenServiceConfig
    {
        ServiceURL = world.Gateway.Url.GetLeftPart(UriPartial.Authority),
        AuthenticationRegion = "us-east-1",
        MaxErrorRetry = 0,
    });
}
