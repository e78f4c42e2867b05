using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>STS by the AWS SDK for .NET: credentials of every kind, and errors by the exception that the SDK makes of them.</summary>
public sealed class DotNetSdkTests(OidcGateway world) : IClassFixture<OidcGateway>
{
    private const string Trail = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["cloudtrail:DescribeTrails","sts:GetWebIdentityToken"],"Resource":"*"}}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gets_credentials_of_every_kind_and_is_who_they_say()
    {
        using var root = world.Gateway.As(world.Gateway.Root());
        var key = await UserAsync(root, "dot");
        var role = await RoleAsync(root, "Dot");
        using var dot = Sdk(key);
        (await dot.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancel)).Arn.ShouldBe($"arn:aws:iam::{world.Account}:user/dot");
        (await dot.GetAccessKeyInfoAsync(new GetAccessKeyInfoRequest { AccessKeyId = key.GetCredentials().AccessKey }, Cancel)).Account.ShouldBe(world.Account);

        var assumed = await dot.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = role,
            RoleSessionName = "net",
            DurationSeconds = 900,
            Policy = Trail,
            PolicyArns = [new PolicyDescriptorType { Arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
            Tags = [new Tag { Key = "cost", Value = "a + b/é" }],
            TransitiveTagKeys = ["cost"],
            SourceIdentity = "dot",
        }, Cancel);
        assumed.AssumedRoleUser.Arn.ShouldBe($"arn:aws:sts::{world.Account}:assumed-role/Dot/net");
        assumed.SourceIdentity.ShouldBe("dot");
        (assumed.Credentials.Expiration!.Value.ToUniversalTime() - TimeProvider.System.GetUtcNow().UtcDateTime).TotalSeconds.ShouldBeInRange(800, 900);
        (await ArnAsync(assumed.Credentials)).ShouldBe(assumed.AssumedRoleUser.Arn);

        var session = await dot.GetSessionTokenAsync(new GetSessionTokenRequest { DurationSeconds = 900 }, Cancel);
        (await ArnAsync(session.Credentials)).ShouldBe($"arn:aws:iam::{world.Account}:user/dot");
        var federated = await dot.GetFederationTokenAsync(new GetFederationTokenRequest { Name = "fay", Policy = Trail }, Cancel);
        federated.FederatedUser.FederatedUserId.ShouldBe($"{world.Account}:fay");
        (await ArnAsync(federated.Credentials)).ShouldBe(federated.FederatedUser.Arn);
    }

    [Fact]
    public async Task Refusals_of_assumed_and_tagged_sessions_become_their_exceptions()
    {
        using var root = world.Gateway.As(world.Gateway.Root());
        var key = await UserAsync(root, "dora");
        using var dora = Sdk(key);
        var request = new AssumeRoleRequest { RoleArn = await RoleAsync(root, "Refusing"), RoleSessionName = "net", Policy = "{" };
        await ThrowsAsync<MalformedPolicyDocumentException>(() => dora.AssumeRoleAsync(request, Cancel), ("MalformedPolicyDocument", 400));
        request.Policy = null;
        request.Tags = Unpackable();
        await ThrowsAsync<PackedPolicyTooLargeException>(() => dora.AssumeRoleAsync(request, Cancel), ("PackedPolicyTooLarge", 400));
        request.Tags = [new Tag { Key = "a", Value = "1" }, new Tag { Key = "A", Value = "2" }];
        await ThrowsAsync<AmazonSecurityTokenServiceException>(() => dora.AssumeRoleAsync(request, Cancel), ("InvalidParameterValue", 400));
        request.Tags = null;
        request.RoleArn += "s";
        await ThrowsAsync<AmazonSecurityTokenServiceException>(() => dora.AssumeRoleAsync(request, Cancel), ("AccessDenied", 403));
        await ThrowsAsync<InvalidAuthorizationMessageException>(
            () => dora.DecodeAuthorizationMessageAsync(new DecodeAuthorizationMessageRequest { EncodedMessage = "bm9uZQ" }, Cancel), ("InvalidAuthorizationMessageException", 400));

        using var forged = Sdk(new BasicAWSCredentials(key.GetCredentials().AccessKey, new string('x', 40)));
        await ThrowsAsync<AmazonSecurityTokenServiceException>(() => forged.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancel), ("SignatureDoesNotMatch", 403));
        request.RoleArn = request.RoleArn[..^1];
        using var session = Sdk((await dora.AssumeRoleAsync(request, Cancel)).Credentials);
        await session.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancel);
        (await root.JsonAsync("federation", "RevokeSessions", new { request.RoleArn })).Succeeded();
        await ThrowsAsync<AmazonSecurityTokenServiceException>(() => session.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancel), ("ExpiredToken", 403));
    }

    [Fact]
    public async Task Refusals_of_web_identity_become_their_exceptions()
    {
        using var root = world.Gateway.As(world.Gateway.Root());
        (await root.QueryAsync("iam", "CreateOpenIDConnectProvider", ("Url", world.Issuer.Url), ("ClientIDList.member.1", TlsIssuer.Audience), ("ThumbprintList.member.1", world.Issuer.Thumbprint))).Succeeded();
        using var anonymous = Sdk(new AnonymousAWSCredentials());
        var request = new AssumeRoleWithWebIdentityRequest { RoleArn = await world.RoleAsync("Tokens", "net", "sts:GetAccessKeyInfo"), RoleSessionName = "net" };
        Func<Task> Trade(params (string, object)[] claims)
        {
            request.WebIdentityToken = world.Issuer.Token("net", claims);
            return () => anonymous.AssumeRoleWithWebIdentityAsync(request, Cancel);
        }

        await Trade()();
        var past = TimeProvider.System.GetUtcNow().AddHours(-2).ToUnixTimeSeconds();
        await ThrowsAsync<ExpiredTokenException>(Trade(("iat", past), ("exp", past + 600)), ("ExpiredTokenException", 400));
        await ThrowsAsync<InvalidIdentityTokenException>(Trade(("aud", "somebody else")), ("InvalidIdentityToken", 400));
        await ThrowsAsync<IDPRejectedClaimException>(Trade(("https://aws.amazon.com/source_identity", "no blanks")), ("IDPRejectedClaim", 403));

        var silent = $"https://127.0.0.1:{Loopback.FreePort()}/silent";
        (await root.QueryAsync("iam", "CreateOpenIDConnectProvider", ("Url", silent), ("ClientIDList.member.1", TlsIssuer.Audience))).Succeeded();
        await ThrowsAsync<IDPCommunicationErrorException>(Trade(("iss", silent)), ("IDPCommunicationError", 400));
    }

    [Fact]
    public async Task Refusals_of_tokens_about_the_caller_become_their_exceptions()
    {
        using var root = world.Gateway.As(world.Gateway.Root());
        using var dagny = Sdk(await UserAsync(root, "dagny"));
        var request = new GetWebIdentityTokenRequest { Audience = ["https://api.example.com"], SigningAlgorithm = "ES384", DurationSeconds = 3600 };
        await ThrowsAsync<OutboundWebIdentityFederationDisabledException>(() => dagny.GetWebIdentityTokenAsync(request, Cancel), ("OutboundWebIdentityFederationDisabledException", 403));
        (await root.QueryAsync("iam", "EnableOutboundWebIdentityFederation")).Succeeded();
        var assumed = await dagny.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = await RoleAsync(root, "Outbound"), RoleSessionName = "net", DurationSeconds = 900 }, Cancel);
        using var session = Sdk(assumed.Credentials);
        await ThrowsAsync<SessionDurationEscalationException>(() => session.GetWebIdentityTokenAsync(request, Cancel), ("SessionDurationEscalationException", 403));
        request.Tags = Unpackable();
        await ThrowsAsync<JWTPayloadSizeExceededException>(() => dagny.GetWebIdentityTokenAsync(request, Cancel), ("JWTPayloadSizeExceededException", 400));
    }

    /// <summary>Fifty tags that neither fit into a session token nor into a JSON Web Token: what repeats would pack well.</summary>
    private static List<Tag> Unpackable() => [.. Enumerable.Range(0, 50).Select(number => new Tag { Key = $"tag{number}", Value = RandomNumberGenerator.GetHexString(200) })];

    /// <summary>The exception is of just this type, and says the code and the status that came over the wire.</summary>
    private static async Task ThrowsAsync<TException>(Func<Task> call, (string Code, int Status) expected)
        where TException : AmazonSecurityTokenServiceException
    {
        var error = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(call);
        error.GetType().ShouldBe(typeof(TException), error.Message);
        (error.ErrorCode, error.StatusCode, error.ErrorType).ShouldBe((expected.Code, (HttpStatusCode)expected.Status, ErrorType.Sender));
        error.RequestId.ShouldNotBeNullOrEmpty();
    }

    private static async Task<BasicAWSCredentials> UserAsync(GatewayClient root, string name)
    {
        (await root.QueryAsync("iam", "CreateUser", ("UserName", name))).Succeeded();
        (await root.QueryAsync("iam", "AttachUserPolicy", ("UserName", name), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"))).Succeeded();
        var key = (await root.QueryAsync("iam", "CreateAccessKey", ("UserName", name))).Succeeded();
        return new BasicAWSCredentials(key.Value("AccessKeyId"), key.Value("SecretAccessKey"));
    }

    private async Task<string> RoleAsync(GatewayClient root, string name)
    {
        var trust = JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new { Effect = "Allow", Principal = new { AWS = world.Account }, Action = new[] { "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity" } },
        });
        var made = (await root.QueryAsync("iam", "CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust))).Succeeded();
        (await root.QueryAsync("iam", "PutRolePolicy", ("RoleName", name), ("PolicyName", "own"), ("PolicyDocument", Trail))).Succeeded();
        return made.Value("Arn");
    }

    private async Task<string> ArnAsync(AWSCredentials credentials)
    {
        using var client = Sdk(credentials);
        return (await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancel)).Arn;
    }

    private AmazonSecurityTokenServiceClient Sdk(AWSCredentials credentials) => new(credentials, new AmazonSecurityTokenServiceConfig
    {
        ServiceURL = world.Gateway.Url.GetLeftPart(UriPartial.Authority),
        AuthenticationRegion = "us-east-1",
        MaxErrorRetry = 0,
    });
}
