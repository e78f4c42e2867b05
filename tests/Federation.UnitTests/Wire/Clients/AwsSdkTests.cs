using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

using Federation.Wire;
using Federation.Wire.Routing;

namespace Federation.UnitTests.Wire.Clients;

/// <summary>The AWS SDK for .NET signs and reads; this room verifies, binds and writes.</summary>
public sealed class AwsSdkTests
{
    private const string Secret = "wire/secret+of40characters0123456789abcd";
    private const string RoleArn = "arn:aws:iam::123456789012:role/r";
    private static readonly DateTimeOffset Expiration = new(2026, 11, 23, 13, 0, 0, TimeSpan.Zero);

    private static readonly AwsRequestRouter Router = new(
    [
        OperationShape.Create<NoRequest, CallerIdentity>(ServiceModel.Sts, "GetCallerIdentity"),
        OperationShape.Create<AssumeRoleInput, AssumeRoleOutput>(ServiceModel.Sts, "AssumeRole"),
    ]);

    private static AmazonSecurityTokenServiceClient Client(GatewayInMemory gateway, AWSCredentials? credentials = null) => new(
        credentials ?? new BasicAWSCredentials("AKIAQNZGKIQY56JQ7WML", Secret),
        new AmazonSecurityTokenServiceConfig
        {
            ServiceURL = "http://127.0.0.1:5080",
            AuthenticationRegion = "eu-central-1",
            MaxErrorRetry = 0,
            HttpClientFactory = GatewayInMemory.Serve(gateway),
        });

    [Fact]
    public async Task GetCallerIdentity_goes_there_and_back()
    {
        using var gateway = new GatewayInMemory(Secret, Router, (_, _) => new CallerIdentity { UserId = "AIDA1", Account = "123456789012", Arn = "arn:aws:iam::123456789012:user/a&b" });
        using var client = Client(gateway);

        var answer = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken);

        answer.Arn.ShouldBe("arn:aws:iam::123456789012:user/a&b");
        answer.Account.ShouldBe("123456789012");
        answer.UserId.ShouldBe("AIDA1");
        answer.ResponseMetadata.RequestId.ShouldBe(GatewayInMemory.RequestId);
    }

    [Fact]
    public async Task AssumeRole_with_every_kind_of_member_and_a_session_token()
    {
        AssumeRoleInput? input = null;
        var awkward = "s+ é~*'()/?&=%2F🔑";
        using var gateway = new GatewayInMemory(Secret, Router, (_, request) =>
        {
            input = (AssumeRoleInput)request;
            return new AssumeRoleOutput
            {
                Credentials = new Issued { AccessKeyId = "ASIA1", SecretAccessKey = "s<>&", SessionToken = "t+/=", Expiration = Expiration },
                AssumedRoleUser = new Assumed { AssumedRoleId = "AROA1:s", Arn = "arn:aws:sts::123456789012:assumed-role/r/s" },
            };
        });
        using var client = Client(gateway, new SessionAWSCredentials("ASIAQNZGKIQY56JQ7WML", Secret, "session/token+="));

        var answer = await client.AssumeRoleAsync(
            new AssumeRoleRequest
            {
                RoleArn = RoleArn,
                RoleSessionName = awkward,
                DurationSeconds = 900,
                Policy = """{"Version":"2012-10-17"}""",
                Tags = [new Tag { Key = "a", Value = "1" }, new Tag { Key = "ü", Value = string.Empty }],
                TransitiveTagKeys = ["a"],
                PolicyArns = [new PolicyDescriptorType { Arn = "arn:aws:iam::aws:policy/x" }],
            },
            TestContext.Current.CancellationToken);

        input!.RoleSessionName.ShouldBe(awkward);
        input.DurationSeconds.ShouldBe(900);
        input.Policy.ShouldBe("""{"Version":"2012-10-17"}""");
        input.Tags!.Select(tag => (tag.Key, tag.Value)).ShouldBe([("a", "1"), ("ü", string.Empty)]);
        input.TransitiveTagKeys.ShouldBe(["a"]);
        input.PolicyArns!.Single().Arn.ShouldBe("arn:aws:iam::aws:policy/x");
        answer.Credentials.SecretAccessKey.ShouldBe("s<>&");
        answer.Credentials.Expiration!.Value.ToUniversalTime().ShouldBe(Expiration.UtcDateTime);
        answer.AssumedRoleUser.Arn.ShouldBe("arn:aws:sts::123456789012:assumed-role/r/s");
    }

    [Fact]
    public async Task A_wrong_secret_is_the_error_that_clients_know()
    {
        using var gateway = new GatewayInMemory("another", Router, (_, _) => throw new InvalidOperationException("not reached"));
        using var client = Client(gateway);

        var error = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => client.GetCallerIdentityAsync(new GetCallerIdentityRequest()));

        error.ErrorCode.ShouldBe("SignatureDoesNotMatch");
        error.ErrorType.ShouldBe(ErrorType.Sender);
        error.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        error.Message.ShouldStartWith("The request signature we calculated does not match");
        error.RequestId.ShouldBe(GatewayInMemory.RequestId);
    }

    [Fact]
    public async Task A_modelled_error_becomes_its_exception()
    {
        using var gateway = new GatewayInMemory(Secret, Router, (_, _) => new WireError("ExpiredTokenException", 400, "Token expired: <x>"));
        using var client = Client(gateway);

        var error = await Should.ThrowAsync<ExpiredTokenException>(() => client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "session" }));

        error.Message.ShouldBe("Token expired: <x>");
    }

    private sealed record NoRequest;

    private sealed record CallerIdentity
    {
        public string? UserId { get; init; }

        public string? Account { get; init; }

        public string? Arn { get; init; }
    }

    private sealed record KeyValue
    {
        public string? Key { get; init; }

        public string? Value { get; init; }
    }

    private sealed record PolicyArn
    {
        [System.Runtime.Serialization.DataMember(Name = "arn")]
        public string? Arn { get; init; }
    }

    private sealed record AssumeRoleInput
    {
        public string? RoleArn { get; init; }

        public string? RoleSessionName { get; init; }

        public int? DurationSeconds { get; init; }

        public string? Policy { get; init; }

        public IReadOnlyList<KeyValue>? Tags { get; init; }

        public IReadOnlyList<string>? TransitiveTagKeys { get; init; }

        public IReadOnlyList<PolicyArn>? PolicyArns { get; init; }
    }

    private sealed record AssumeRoleOutput
    {
        public Issued? Credentials { get; init; }

        public Assumed? AssumedRoleUser { get; init; }
    }

    private sealed record Issued
    {
        public string? AccessKeyId { get; init; }

        public string? SecretAccessKey { get; init; }

        public string? SessionToken { get; init; }

        public DateTimeOffset? Expiration { get; init; }
    }

    private sealed record Assumed
    {
        public string? AssumedRoleId { get; init; }

        public string? Arn { get; init; }
    }
}
