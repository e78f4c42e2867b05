using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Clients that none of us wrote, unmodified, with credentials that came out of a SAML sign-in.</summary>
public sealed class AwsClientTests(CorporateGateway corporate) : IClassFixture<CorporateGateway>
{
    [Fact]
    public async Task The_AWS_CLI_is_who_the_portal_said()
    {
        Tools.NeedAws();
        using var cli = new AwsCli(corporate.Url, await corporate.CredentialsAsync("bob", GatewaySetup.Developer));
        var identity = await cli.JsonAsync("sts", "get-caller-identity");
        identity.GetProperty("Arn").GetString().ShouldBe($"arn:aws:sts::{corporate.Account}:assumed-role/Developer/bob");
        identity.GetProperty("Account").GetString().ShouldBe(corporate.Account);
        identity.GetProperty("UserId").GetString()!.ShouldMatch("^AROA[A-Z2-7]{16,17}:bob$");
    }

    [Fact]
    public async Task The_AWS_CLI_administers_roles_and_reads_their_policies_back()
    {
        Tools.NeedAws();
        using var cli = new AwsCli(corporate.Url, await corporate.CredentialsAsync("alice", GatewaySetup.Administrator));
        var trust = GatewaySetup.Trust(corporate.Account, corporate.Gateway);
        var made = await cli.JsonAsync("iam", "create-role", "--role-name", "ByCli", "--path", "/team/", "--assume-role-policy-document", trust);
        made.GetProperty("Role").GetProperty("Arn").GetString().ShouldBe($"arn:aws:iam::{corporate.Account}:role/team/ByCli");

        var read = await cli.JsonAsync("iam", "get-role", "--role-name", "ByCli");
        var document = read.GetProperty("Role").GetProperty("AssumeRolePolicyDocument");
        JsonElement.DeepEquals(document, JsonSerializer.Deserialize<JsonElement>(trust)).ShouldBeTrue(document.ToString());
        var names = (await cli.JsonAsync("iam", "list-roles")).GetProperty("Roles").EnumerateArray().Select(role => role.GetProperty("RoleName").GetString());
        names.ShouldContain("ByCli");
        (await cli.RunAsync("iam", "delete-role", "--role-name", "ByCli")).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("NoSuchEntity", "iam", "get-role", "--role-name", "Nobody")]
    [InlineData("EntityAlreadyExists", "iam", "create-role", "--role-name", "Developer", "--assume-role-policy-document", "TRUST")]
    [InlineData("MalformedPolicyDocument", "iam", "create-role", "--role-name", "Broken", "--assume-role-policy-document", "{")]
    [InlineData("AWSOrganizationsNotInUseException", "organizations", "describe-organization")]
    public async Task The_AWS_CLI_reads_our_errors(string code, params string[] arguments)
    {
        Tools.NeedAws();
        using var cli = new AwsCli(corporate.Url, await corporate.CredentialsAsync("alice", GatewaySetup.Administrator));
        var trust = GatewaySetup.Trust(corporate.Account, corporate.Gateway);
        var (exit, _, transcript) = await cli.RunAsync([.. arguments.Select(argument => argument == "TRUST" ? trust : argument)]);
        exit.ShouldNotBe(0);
        transcript.ShouldContain($"An error occurred ({code})");
    }

    [Fact]
    public async Task The_AWS_CLI_is_told_what_a_developer_may_not_do()
    {
        Tools.NeedAws();
        using var cli = new AwsCli(corporate.Url, await corporate.CredentialsAsync("bob", GatewaySetup.Developer));
        var (exit, _, transcript) = await cli.RunAsync("iam", "delete-role", "--role-name", "Developer");
        exit.ShouldNotBe(0);
        transcript.ShouldContain("An error occurred (AccessDenied)");
        transcript.ShouldContain($"arn:aws:sts::{corporate.Account}:assumed-role/Developer/bob is not authorized to perform: iam:DeleteRole");
    }

    [Fact]
    public async Task The_AWS_CLI_trades_an_assertion_for_credentials_without_any_of_its_own()
    {
        Tools.NeedAws();
        using var nobody = new AwsCli(corporate.Url, new Credentials("", "", null));
        var answer = await nobody.JsonAsync("sts", "assume-role-with-saml", "--no-sign-request", "--role-arn", corporate.RoleArn(GatewaySetup.Developer),
            "--principal-arn", GatewaySetup.ProviderArn(corporate.Account), "--saml-assertion", await corporate.UnsolicitedAssertionAsync("bob"));
        answer.GetProperty("AssumedRoleUser").GetProperty("Arn").GetString().ShouldBe($"arn:aws:sts::{corporate.Account}:assumed-role/Developer/bob");
        answer.GetProperty("Audience").GetString().ShouldBe(corporate.Gateway.AssertionConsumerService.AbsoluteUri);

        using var cli = new AwsCli(corporate.Url, Credentials.Read(answer.GetProperty("Credentials")));
        (await cli.JsonAsync("sts", "get-caller-identity")).GetProperty("Account").GetString().ShouldBe(corporate.Account);
    }

    [Fact]
    public async Task Boto3_signs_in_header_and_query_and_pages_and_reads_errors()
    {
        Tools.NeedBoto3();
        using var python = new AwsCli(corporate.Url, await corporate.CredentialsAsync("alice", GatewaySetup.Administrator));
        var answer = await python.PythonAsync("""
            import urllib.error, urllib.request
            sts = boto3.client('sts', endpoint_url=endpoint)
            iam = boto3.client('iam', endpoint_url=endpoint)
            url = sts.generate_presigned_url('get_caller_identity', Params={}, ExpiresIn=60, HttpMethod='GET')
            try:
                with urllib.request.urlopen(url) as response:
                    presigned = response.read().decode()
            except urllib.error.HTTPError as error:
                presigned = error.read().decode()
            pages = [page['Roles'] for page in iam.get_paginator('list_roles').paginate(PaginationConfig={'PageSize': 1})]
            try:
                iam.get_role(RoleName='Nobody')
            except iam.exceptions.NoSuchEntityException as error:
                code = error.response['Error']
            try:
                iam.create_role(RoleName='no spaces', AssumeRolePolicyDocument='{}')
            except botocore.exceptions.ClientError as error:
                invalid = error.response
            print(json.dumps({'arn': sts.get_caller_identity()['Arn'], 'presigned': presigned, 'pages': [len(page) for page in pages],
                'message': code['Message'], 'type': code.get('Type'), 'invalid': invalid['Error']['Code'], 'status': invalid['ResponseMetadata']['HTTPStatusCode'],
                'request': invalid['ResponseMetadata'].get('RequestId')}))
            """);
        answer.GetProperty("arn").GetString().ShouldBe($"arn:aws:sts::{corporate.Account}:assumed-role/FederationAdministrator/alice");
        answer.GetProperty("presigned").GetString()!.ShouldContain("assumed-role/FederationAdministrator/alice");
        var pages = answer.GetProperty("pages").EnumerateArray().Select(page => page.GetInt32()).ToArray();
        pages.Length.ShouldBeGreaterThanOrEqualTo(2);
        pages.ShouldAllBe(page => page <= 1);
        answer.GetProperty("message").GetString().ShouldBe("The role with name Nobody cannot be found.");
        answer.GetProperty("type").GetString().ShouldBe("Sender");
        answer.GetProperty("invalid").GetString().ShouldBe("ValidationError");
        answer.GetProperty("status").GetInt32().ShouldBe(400);
        answer.GetProperty("request").GetString().ShouldNotBeNullOrEmpty();
    }
}
