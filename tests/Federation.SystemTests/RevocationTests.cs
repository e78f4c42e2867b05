using System.Net;
using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Credentials that are out are taken back: by the policy that AWS documents for it, and by <c>federation:RevokeSessions</c>.</summary>
public sealed class RevocationTests(CorporateGateway corporate) : IClassFixture<CorporateGateway>
{
    [Fact]
    public async Task AWSRevokeOlderSessions_ends_what_was_issued_before_and_nothing_that_comes_later()
    {
        Tools.NeedBoto3();
        using var root = new AwsCli(corporate.Url, corporate.Gateway.Root());
        var seen = await root.PythonAsync("""
            import datetime
            iam, sts = (boto3.client(name, endpoint_url=endpoint) for name in ('iam', 'sts'))
            account = sts.get_caller_identity()['Account']
            def client(service, key):
                return boto3.client(service, endpoint_url=endpoint, aws_access_key_id=key['AccessKeyId'], aws_secret_access_key=key['SecretAccessKey'], aws_session_token=key.get('SessionToken'))
            def error(call, **arguments):
                try:
                    call(**arguments)
                    return None
                except botocore.exceptions.ClientError as refused:
                    return [refused.response['Error']['Code'], refused.response['Error']['Message']]
            user = iam.create_user(UserName='rita')['User']
            statement = lambda effect, action, **more: json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': effect, 'Action': [action], **more}]})
            role = iam.create_role(RoleName='breached', AssumeRolePolicyDocument=statement('Allow', 'sts:AssumeRole', Principal={'AWS': user['Arn']}))['Role']['Arn']
            iam.put_role_policy(RoleName='breached', PolicyName='read', PolicyDocument=statement('Allow', 'iam:*', Resource=['*']))
            own = client('sts', iam.create_access_key(UserName='rita')['AccessKey'])
            assume = lambda: own.assume_role(RoleArn=role, RoleSessionName='rita')['Credentials']
            old = assume()
            seen = {'before': error(client('iam', old).list_users)}
            now = datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.%fZ')
            iam.put_role_policy(RoleName='breached', PolicyName='AWSRevokeOlderSessions', PolicyDocument=statement(
                'Deny', '*', Resource=['*'], Condition={'DateLessThan': {'aws:TokenIssueTime': now}}))
            seen['old'] = error(client('iam', old).list_users)
            seen['chain'] = error(client('sts', old).assume_role, RoleArn=role, RoleSessionName='further')[0]
            seen['who'] = client('sts', old).get_caller_identity()['Arn']
            new = assume()
            seen['new'] = error(client('iam', new).list_users)
            seen['still'] = error(client('iam', old).list_users)[0]
            iam.delete_role_policy(RoleName='breached', PolicyName='AWSRevokeOlderSessions')
            seen['lifted'] = error(client('iam', old).list_users)
            print(json.dumps(seen))
            """);
        var arn = $"arn:aws:sts::{corporate.Account}:assumed-role/breached/rita";
        (Text(seen, "before"), Text(seen, "new"), Text(seen, "lifted")).ShouldBe(("null", "null", "null"));
        seen.GetProperty("old")[0].GetString().ShouldBe("AccessDenied");
        seen.GetProperty("old")[1].GetString().ShouldBe(
            $"User: {arn} is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::{corporate.Account}:user/ with an explicit deny in an identity-based policy");
        (Text(seen, "chain"), Text(seen, "still"), Text(seen, "who")).ShouldBe(("\"AccessDenied\"", "\"AccessDenied\"", $"\"{arn}\""));
    }

    [Fact]
    public async Task A_portal_session_is_revoked_by_the_id_that_the_trail_gives_with_everything_that_came_from_it()
    {
        Tools.NeedAws();
        using var root = corporate.Gateway.As(corporate.Gateway.Root());
        using var bob = await corporate.SignInWithSamlAsync("bob");
        using var elsewhere = await corporate.SignInWithSamlAsync("bob");
        var credentials = Credentials.Read(await bob.CredentialsAsync(corporate.Url, corporate.RoleArn(GatewaySetup.Developer)));
        var others = Credentials.Read(await elsewhere.CredentialsAsync(corporate.Url, corporate.RoleArn(GatewaySetup.Developer)));

        var sessionId = await SessionIdAsync(credentials);
        await IdentityAsync(credentials);
        (await RevokeAsync(root, new { SessionId = sessionId })).Succeeded();
        await EndedAsync(credentials);
        (await bob.PostJsonAsync(new Uri(corporate.Url, "/portal/credentials"), new { roleArn = corporate.RoleArn(GatewaySetup.Developer) })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await IdentityAsync(others);
        (await elsewhere.GetJsonAsync(new Uri(corporate.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_browsers_session_is_revoked_with_what_a_program_was_given_by_it_and_a_sign_out_leaves_that()
    {
        Tools.NeedAws();
        using var root = corporate.Gateway.As(corporate.Gateway.Root());
        using var bob = await corporate.SignInWithSamlAsync("bob");
        using var terminal = new Terminal();
        await terminal.LoginAsync(corporate.Url, bob);
        var own = Credentials.Read(await bob.CredentialsAsync(corporate.Url, corporate.RoleArn(GatewaySetup.Developer)));
        var programs = Credentials.Read(await terminal.JsonAsync(null, "credentials", "--role", GatewaySetup.Developer));
        var sessionId = await SessionIdAsync(own);
        sessionId.ShouldNotBe(await SessionIdAsync(programs));

        using var elsewhere = await corporate.SignInWithSamlAsync("bob");
        using var further = new Terminal();
        await further.LoginAsync(corporate.Url, elsewhere);
        var kept = Credentials.Read(await further.JsonAsync(null, "credentials", "--role", GatewaySetup.Developer));
        var token = (await elsewhere.OpenAsync(corporate.Url)).Form("__RequestVerificationToken").Fields["__RequestVerificationToken"];
        (await elsewhere.PostAsync(new Uri(corporate.Url, "/sign-out"), new Dictionary<string, string> { ["__RequestVerificationToken"] = token })).Status.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.GetJsonAsync(new Uri(corporate.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.Unauthorized);

        await IdentityAsync(programs);
        (await RevokeAsync(root, new { SessionId = sessionId })).Succeeded();
        await EndedAsync(own);
        await EndedAsync(programs);
        (await terminal.FedAsync("credentials", "--role", GatewaySetup.Developer)).Transcript.ShouldContain("your session has ended: run `fed login` again");
        await IdentityAsync(kept);
        (await further.FedAsync("whoami")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_role_or_a_person_is_revoked_up_to_an_instant_and_who_signs_in_again_goes_on()
    {
        using var root = corporate.Gateway.As(corporate.Gateway.Root());
        var (alice, bob) = (await corporate.CredentialsAsync("alice", GatewaySetup.Administrator), await corporate.CredentialsAsync("bob", GatewaySetup.Developer));
        (await RevokeAsync(root, new { RoleArn = corporate.RoleArn(GatewaySetup.Administrator), IssuedBefore = TimeProvider.System.GetUtcNow().AddMinutes(-5).ToUnixTimeSeconds() })).Succeeded();
        await IdentityAsync(alice);
        (await RevokeAsync(root, new { RoleArn = corporate.RoleArn(GatewaySetup.Administrator) })).Succeeded();
        await EndedAsync(alice);
        await IdentityAsync(bob);

        using var browser = await corporate.SignInWithSamlAsync("bob");
        var subject = (await browser.GetJsonAsync(new Uri(corporate.Url, "/portal/session"))).Body.GetProperty("subject").GetString();
        (await RevokeAsync(root, new { PrincipalArn = $"{GatewaySetup.ProviderArn(corporate.Account)}/{subject}" })).Succeeded();
        await EndedAsync(bob);
        (await browser.GetJsonAsync(new Uri(corporate.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await IdentityAsync(await corporate.CredentialsAsync("bob", GatewaySetup.Developer));
        await IdentityAsync(await corporate.CredentialsAsync("alice", GatewaySetup.Administrator));
    }

    [Fact]
    public async Task Revoking_takes_one_name_that_is_there_and_the_permission()
    {
        using var root = corporate.Gateway.As(corporate.Gateway.Root());
        (await RevokeAsync(root, new { })).ErrorCode.ShouldBe("ValidationException");
        (await RevokeAsync(root, new { SessionId = "a", RoleArn = corporate.RoleArn(GatewaySetup.Developer) })).ErrorCode.ShouldBe("ValidationException");
        (await RevokeAsync(root, new { RoleArn = corporate.RoleArn("nobody") })).ErrorCode.ShouldBe("NoSuchEntityException");
        (await RevokeAsync(root, new { RoleArn = corporate.RoleArn(GatewaySetup.Developer), IssuedBefore = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds() })).ErrorCode.ShouldBe("ValidationException");
        using var bob = corporate.Gateway.As(await corporate.CredentialsAsync("bob", GatewaySetup.Developer));
        (await RevokeAsync(bob, new { RoleArn = corporate.RoleArn(GatewaySetup.Administrator) })).ShouldBeError(HttpStatusCode.BadRequest, "AccessDeniedException");
    }

    private static Task<WireAnswer> RevokeAsync(GatewayClient client, object request) => client.JsonAsync("federation", "RevokeSessions", request);

    private static string Text(JsonElement seen, string name) => seen.GetProperty(name).GetRawText();

    /// <summary>The session that credentials came from, as the trail has it.</summary>
    private async Task<string?> SessionIdAsync(Credentials credentials)
    {
        using var cli = new AwsCli(corporate.Url, corporate.Gateway.Root());
        var events = (await cli.JsonAsync("cloudtrail", "lookup-events", "--lookup-attributes", "AttributeKey=EventName,AttributeValue=CreatePortalCredentials")).GetProperty("Events");
        var issued = events.EnumerateArray().Select(found => JsonSerializer.Deserialize<JsonElement>(found.GetProperty("CloudTrailEvent").GetString()!))
            .Single(found => found.GetProperty("responseElements").GetProperty("credentials").GetProperty("accessKeyId").GetString() == credentials.AccessKeyId);
        return issued.GetProperty("additionalEventData").GetProperty("sessionId").GetString();
    }

    private async Task IdentityAsync(Credentials credentials)
    {
        using var client = corporate.Gateway.As(credentials);
        (await client.QueryAsync("sts", "GetCallerIdentity")).Succeeded();
    }

    private async Task EndedAsync(Credentials credentials)
    {
        using var client = corporate.Gateway.As(credentials);
        (await client.QueryAsync("sts", "GetCallerIdentity")).ShouldBeError(HttpStatusCode.Forbidden, "ExpiredToken");
    }
}
