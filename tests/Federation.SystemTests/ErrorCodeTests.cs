using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Error codes as boto3 reads them, each with its HTTP status. What a call needs that a client does not let through is changed on its way out.</summary>
public sealed class ErrorCodeTests(RootGateway fixture) : IClassFixture<RootGateway>
{
    private const string Helpers = """
        import datetime, secrets
        from botocore import UNSIGNED
        from botocore.config import Config
        once = {'retries': {'max_attempts': 0}}
        def client(service, key=None, **config):
            own = {} if key is None else {'aws_access_key_id': key['AccessKeyId'], 'aws_secret_access_key': key['SecretAccessKey'], 'aws_session_token': key.get('SessionToken')}
            return boto3.client(service, endpoint_url=endpoint, config=Config(**once, **config), **own)
        iam, sts, trail, organizations = (client(service) for service in ('iam', 'sts', 'cloudtrail', 'organizations'))
        account = sts.get_caller_identity()['Account']
        seen = {}
        def error(name, call, **arguments):
            try:
                call(**arguments)
                seen[name] = None
            except botocore.exceptions.ClientError as refused:
                seen[name] = [refused.response['Error']['Code'], refused.response['ResponseMetadata']['HTTPStatusCode']]
        def changed(service, event, change):
            altered = client(service)
            altered.meta.events.register(event, change)
            return altered
        def allow(*actions):
            return json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': actions, 'Resource': '*'}]})
        trust = json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': account}, 'Action': ['sts:AssumeRole', 'sts:TagSession']}]})
        def user(name, policy=None):
            iam.create_user(UserName=name)
            if policy:
                iam.attach_user_policy(UserName=name, PolicyArn='arn:aws:iam::aws:policy/' + policy)
            return iam.create_access_key(UserName=name)['AccessKey']

        """;

    [Fact]
    public async Task Boto3_reads_the_codes_of_every_query_service_and_of_STS()
    {
        await ShouldSeeAsync("""
            able, unable = user('able', 'AdministratorAccess'), user('unable')
            role = iam.create_role(RoleName='errors', AssumeRolePolicyDocument=trust)['Role']['Arn']
            assume = lambda name, **arguments: error(name, client('sts', able).assume_role, RoleArn=role, RoleSessionName='errors', **arguments)
            error('shape', iam.create_user, UserName='no blanks')
            assume('value', TransitiveTagKeys=['missing'])
            error('unserved', iam.create_instance_profile, InstanceProfileName='x')
            error('no action', changed('sts', 'before-call.sts', lambda params, **_: params['body'].pop('Action') and None).get_caller_identity)
            error('two actions', changed('sts', 'before-call.sts', lambda params, **_: params.update(url=params['url'] + '?Action=ListUsers')).get_caller_identity)
            error('denied', client('iam', unable).list_users)
            error('no such key', client('sts', {**able, 'AccessKeyId': 'AKIAAAAAAAAAAAAAAAAA'}).get_caller_identity)
            error('wrong secret', client('sts', {**able, 'SecretAccessKey': 'x' * 40}).get_caller_identity)
            error('unsigned', client('sts', signature_version=UNSIGNED).get_caller_identity)
            def cut(request, **_):
                request.headers['Authorization'] = request.headers['Authorization'].decode().split(', Signature')[0]
            error('half signed', changed('sts', 'before-send.sts', cut).get_caller_identity)
            iam.create_login_profile(UserName='able', Password='Correct-Horse-7')
            seen['guessed'] = None
            while seen['guessed'] in (None, ['AccessDenied', 403]):
                error('guessed', client('iam', able).change_password, OldPassword='Wrong-Horse-7', NewPassword='Another-Horse-8')
            assume('policy', Policy='{')
            assume('tags', Tags=[{'Key': 'tag%d' % i, 'Value': secrets.token_hex(100)} for i in range(50)])
            error('assertion', sts.assume_role_with_saml, RoleArn=role, PrincipalArn='arn:aws:iam::%s:saml-provider/none' % account, SAMLAssertion='bm9uZQ==')
            error('message', sts.decode_authorization_message, EncodedMessage='bm9uZQ')
            """, new()
        {
            ["shape"] = ("ValidationError", 400),
            ["value"] = ("InvalidParameterValue", 400),
            ["unserved"] = ("InvalidAction", 400),
            ["no action"] = ("MissingAction", 400),
            ["two actions"] = ("InvalidQueryParameter", 400),
            ["denied"] = ("AccessDenied", 403),
            ["no such key"] = ("InvalidClientTokenId", 403),
            ["wrong secret"] = ("SignatureDoesNotMatch", 403),
            ["unsigned"] = ("MissingAuthenticationToken", 403),
            ["half signed"] = ("IncompleteSignature", 400),
            ["guessed"] = ("Throttling", 400),
            ["policy"] = ("MalformedPolicyDocument", 400),
            ["tags"] = ("PackedPolicyTooLarge", 400),
            ["assertion"] = ("InvalidIdentityToken", 400),
            ["message"] = ("InvalidAuthorizationMessageException", 400),
        });
    }

    [Fact]
    public async Task Boto3_reads_the_codes_of_IAM()
    {
        await ShouldSeeAsync("""
            user('ira')
            serial = iam.create_virtual_mfa_device(VirtualMFADeviceName='ira')['VirtualMFADevice']['SerialNumber']
            error('nobody', iam.get_user, UserName='nobody')
            error('taken', iam.create_user, UserName='IRA')
            error('held', iam.delete_user, UserName='ira')
            error('third key', lambda: [iam.create_access_key(UserName='ira') for _ in range(2)])
            error('twice', iam.tag_user, UserName='ira', Tags=[{'Key': 'a', 'Value': '1'}, {'Key': 'A', 'Value': '2'}])
            error('no json', iam.put_user_policy, UserName='ira', PolicyName='p', PolicyDocument='{')
            error('short', iam.create_login_profile, UserName='ira', Password='short')
            error('not a user', iam.change_password, OldPassword='a', NewPassword='b')
            error('codes', iam.enable_mfa_device, UserName='ira', SerialNumber=serial, AuthenticationCode1='000000', AuthenticationCode2='000000')
            """, new()
        {
            ["nobody"] = ("NoSuchEntity", 404),
            ["taken"] = ("EntityAlreadyExists", 409),
            ["held"] = ("DeleteConflict", 409),
            ["third key"] = ("LimitExceeded", 409),
            ["twice"] = ("InvalidInput", 400),
            ["no json"] = ("MalformedPolicyDocument", 400),
            ["short"] = ("PasswordPolicyViolation", 400),
            ["not a user"] = ("InvalidUserType", 400),
            ["codes"] = ("InvalidAuthenticationCode", 403),
        });
    }

    [Fact]
    public async Task Boto3_reads_the_codes_of_services_that_speak_JSON()
    {
        await ShouldSeeAsync("""
            unable, jay = user('jane'), user('jay', 'AdministratorAccess')
            instant = lambda second: datetime.datetime.fromtimestamp(second, datetime.timezone.utc)
            attribute = {'AttributeKey': 'EventName', 'AttributeValue': 'CreateUser'}
            error('two attributes', trail.lookup_events, LookupAttributes=[attribute, attribute])
            error('backwards', trail.lookup_events, StartTime=instant(2000000000), EndTime=instant(1900000000))
            error('too many', trail.lookup_events, MaxResults=51)
            error('token', trail.lookup_events, NextToken='none of ours')
            error('category', trail.lookup_events, EventCategory='other')
            error('no trail', trail.get_trail, Name='nothing')
            error('no name', trail.get_trail, Name='!!!')
            error('no ARN', trail.get_trail, Name='arn:aws:iam::1:user/x')
            error('unserved', trail.list_queries, EventDataStore='abc')
            error('denied', client('cloudtrail', unable).lookup_events)
            error('no such key', client('cloudtrail', {**jay, 'AccessKeyId': 'AKIAAAAAAAAAAAAAAAAA'}).lookup_events)
            error('wrong secret', client('cloudtrail', {**jay, 'SecretAccessKey': 'x' * 40}).lookup_events)
            error('unsigned', client('cloudtrail', signature_version=UNSIGNED).lookup_events)
            error('no JSON', changed('cloudtrail', 'before-call.cloudtrail', lambda params, **_: params.update(body=b'{')).lookup_events)

            error('none yet', organizations.describe_organization)
            organizations.create_organization()
            error('second', organizations.create_organization)
            error('no account', organizations.describe_account, AccountId='999999999999')
            error('no request', organizations.describe_create_account_status, CreateAccountRequestId='car-' + '0' * 32)
            error('page', organizations.list_accounts, NextToken='none of ours')
            made = organizations.create_account(Email='member@example.com', AccountName='member')['CreateAccountStatus']
            inside = client('sts', jay).assume_role(RoleArn='arn:aws:iam::%s:role/OrganizationAccountAccessRole' % made['AccountId'], RoleSessionName='jay')['Credentials']
            error('member', client('organizations', inside).create_account, Email='other@example.com', AccountName='other')
            """, new()
        {
            ["two attributes"] = ("InvalidLookupAttributesException", 400),
            ["backwards"] = ("InvalidTimeRangeException", 400),
            ["too many"] = ("InvalidMaxResultsException", 400),
            ["token"] = ("InvalidNextTokenException", 400),
            ["category"] = ("InvalidEventCategoryException", 400),
            ["no trail"] = ("TrailNotFoundException", 400),
            ["no name"] = ("InvalidTrailNameException", 400),
            ["no ARN"] = ("CloudTrailARNInvalidException", 400),
            ["unserved"] = ("UnknownOperationException", 400),
            ["denied"] = ("AccessDeniedException", 400),
            ["no such key"] = ("UnrecognizedClientException", 400),
            ["wrong secret"] = ("InvalidSignatureException", 400),
            ["unsigned"] = ("MissingAuthenticationTokenException", 400),
            ["no JSON"] = ("SerializationException", 400),
            ["none yet"] = ("AWSOrganizationsNotInUseException", 400),
            ["second"] = ("AlreadyInOrganizationException", 400),
            ["no account"] = ("AccountNotFoundException", 400),
            ["no request"] = ("CreateAccountStatusNotFoundException", 400),
            ["page"] = ("InvalidInputException", 400),
            ["member"] = ("AccessDeniedException", 400),
        });
    }

    private async Task ShouldSeeAsync(string program, Dictionary<string, (string Code, int Status)> expected)
    {
        Tools.NeedBoto3();
        using var root = fixture.Client();
        var seen = await root.PythonAsync(Helpers + program + "\nprint(json.dumps(seen))");
        seen.EnumerateObject().ToDictionary(call => call.Name, call => call.Value.ToString())
            .ShouldBe(expected.ToDictionary(call => call.Key, call => JsonSerializer.Serialize(new object[] { call.Value.Code, call.Value.Status }).Replace(",", ", ", StringComparison.Ordinal)), ignoreOrder: true);
    }
}
