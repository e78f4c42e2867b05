using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Users, groups, inline policies, access keys and tags by boto3 and the AWS CLI: each operation, and each error that these operations give.</summary>
public sealed class IamUsersByCliTests(RootGateway fixture) : IClassFixture<RootGateway>
{
    private const string Helpers = """
        from botocore.config import Config
        once = Config(retries={'max_attempts': 0}, max_pool_connections=32)
        def client(service, key=None):
            own = {} if key is None else {'aws_access_key_id': key['AccessKeyId'], 'aws_secret_access_key': key['SecretAccessKey']}
            return boto3.client(service, endpoint_url=endpoint, config=once, **own)
        iam = client('iam')
        seen = {}
        def error(call, **arguments):
            try:
                call(**arguments)
                return [None, None, None]
            except botocore.exceptions.ClientError as refused:
                answer = refused.response
                return [answer['Error']['Code'], answer['ResponseMetadata']['HTTPStatusCode'], answer['Error']['Message']]
        def allow(action, resource='*'):
            return json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': action, 'Resource': resource}]})
        def show():
            print(json.dumps(seen, default=lambda value: value.isoformat()))

        """;

    [Fact]
    public async Task Boto3_makes_changes_tags_lists_and_removes_users()
    {
        Tools.NeedBoto3();
        using var root = fixture.Client();
        var seen = await root.PythonAsync(Helpers + """
            seen['made'] = iam.create_user(UserName='Ulla', Path='/team/', Tags=[{'Key': 'Team', 'Value': 'blue'}],
                PermissionsBoundary='arn:aws:iam::aws:policy/AdministratorAccess')['User']
            for name in ('umar', 'una', 'uwe'):
                iam.create_user(UserName=name, Path='/list/')
            seen['pages'] = [[user['UserName'] for user in page['Users']] for page in iam.get_paginator('list_users').paginate(PathPrefix='/list/', PaginationConfig={'PageSize': 2})]
            seen['taken'] = error(iam.create_user, UserName='ULLA')
            seen['invalid'] = error(iam.create_user, UserName='no blanks')
            seen['duplicate'] = error(iam.tag_user, UserName='ulla', Tags=[{'Key': 'a', 'Value': '1'}, {'Key': 'A', 'Value': '2'}])
            iam.tag_user(UserName='ulla', Tags=[{'Key': 'TEAM', 'Value': 'red'}, {'Key': 'Cost', 'Value': ''}])
            seen['tags'] = [tag for page in iam.get_paginator('list_user_tags').paginate(UserName='ulla', PaginationConfig={'PageSize': 1}) for tag in page['Tags']]
            seen['many'] = error(iam.tag_user, UserName='ulla', Tags=[{'Key': 'k%d' % i, 'Value': 'v'} for i in range(49)])
            iam.untag_user(UserName='ulla', TagKeys=['cost', 'not there'])
            iam.update_user(UserName='ulla', NewUserName='Ursula', NewPath='/')
            seen['moved'] = iam.get_user(UserName='URSULA')['User']
            seen['gone'] = error(iam.get_user, UserName='Ulla')
            seen['renamed'] = error(iam.update_user, UserName='ursula', NewUserName='UWE')
            seen['root'] = iam.get_user()['User']
            for name in ('ursula', 'umar', 'una', 'uwe'):
                iam.delete_user(UserName=name)
            seen['deleted'] = error(iam.delete_user, UserName='ursula')
            show()
            """);
        Member(seen, "made", "Arn").ShouldBe($"arn:aws:iam::{fixture.Account}:user/team/Ulla");
        Member(seen, "made", "PermissionsBoundary", "PermissionsBoundaryArn").ShouldBe("arn:aws:iam::aws:policy/AdministratorAccess");
        Text(seen, "pages").ShouldBe("""[["umar", "una"], ["uwe"]]""");
        Text(seen, "taken").ShouldBe("""["EntityAlreadyExists", 409, "User with name ULLA already exists."]""");
        Member(seen, "invalid").ShouldStartWith("""["ValidationError", 400, "1 validation error detected: Value 'no blanks' at 'userName' failed to satisfy constraint""");
        Text(seen, "duplicate").ShouldBe("""["InvalidInput", 400, "Duplicate tag keys found. Please note that Tag keys are case insensitive."]""");
        Text(seen, "tags").ShouldBe("""[{"Key": "Cost", "Value": ""}, {"Key": "TEAM", "Value": "red"}]""");
        Code(seen, "many").ShouldBe(("LimitExceeded", 409));
        (Member(seen, "moved", "Arn"), Member(seen, "moved", "UserId")).ShouldBe(($"arn:aws:iam::{fixture.Account}:user/Ursula", Member(seen, "made", "UserId")));
        Text(seen, "gone").ShouldBe("""["NoSuchEntity", 404, "The user with name Ulla cannot be found."]""");
        Text(seen, "renamed").ShouldBe("""["EntityAlreadyExists", 409, "User with name UWE already exists."]""");
        (Member(seen, "root", "Arn"), Member(seen, "root", "UserId")).ShouldBe(($"arn:aws:iam::{fixture.Account}:root", fixture.Account));
        Code(seen, "deleted").ShouldBe(("NoSuchEntity", 404));
    }

    [Fact]
    public async Task Boto3_fills_and_empties_groups_and_is_told_what_hangs_on_what()
    {
        Tools.NeedBoto3();
        using var root = fixture.Client();
        var seen = await root.PythonAsync(Helpers + """
            iam.create_user(UserName='gina')
            seen['made'] = iam.create_group(GroupName='Guides', Path='/g/')['Group']
            seen['taken'] = error(iam.create_group, GroupName='GUIDES')
            iam.add_user_to_group(GroupName='guides', UserName='gina')
            iam.add_user_to_group(GroupName='guides', UserName='GINA')
            seen['nobody'] = error(iam.add_user_to_group, GroupName='guides', UserName='nobody')
            seen['members'] = [user['UserName'] for page in iam.get_paginator('get_group').paginate(GroupName='guides') for user in page['Users']]
            seen['groups'] = [group['GroupName'] for page in iam.get_paginator('list_groups_for_user').paginate(UserName='gina') for group in page['Groups']]
            seen['listed'] = [group['Arn'] for page in iam.get_paginator('list_groups').paginate(PathPrefix='/g/') for group in page['Groups']]
            for i in range(9):
                iam.create_group(GroupName='more%d' % i)
                iam.add_user_to_group(GroupName='more%d' % i, UserName='gina')
            iam.create_group(GroupName='last')
            seen['full'] = error(iam.add_user_to_group, GroupName='last', UserName='gina')
            iam.update_group(GroupName='guides', NewGroupName='Leads', NewPath='/')
            iam.put_group_policy(GroupName='leads', PolicyName='Read', PolicyDocument=allow('iam:ListUsers'))
            seen['policies'] = [name for page in iam.get_paginator('list_group_policies').paginate(GroupName='leads') for name in page['PolicyNames']]
            seen['document'] = iam.get_group_policy(GroupName='leads', PolicyName='read')['PolicyDocument']
            seen['broken'] = error(iam.put_group_policy, GroupName='leads', PolicyName='p', PolicyDocument='{')
            seen['large'] = error(iam.put_group_policy, GroupName='leads', PolicyName='p', PolicyDocument=allow('iam:' + 'x' * 5120))
            seen['userHeld'] = error(iam.delete_user, UserName='gina')
            seen['groupHeld'] = error(iam.delete_group, GroupName='leads')
            for group in iam.list_groups_for_user(UserName='gina')['Groups']:
                iam.remove_user_from_group(GroupName=group['GroupName'], UserName='gina')
            iam.remove_user_from_group(GroupName='leads', UserName='gina')
            seen['policyHeld'] = error(iam.delete_group, GroupName='leads')
            iam.delete_group_policy(GroupName='leads', PolicyName='READ')
            seen['noPolicy'] = error(iam.delete_group_policy, GroupName='leads', PolicyName='Read')
            for name in ['leads', 'last'] + ['more%d' % i for i in range(9)]:
                iam.delete_group(GroupName=name)
            seen['noGroup'] = error(iam.get_group, GroupName='leads')
            iam.delete_user(UserName='gina')
            show()
            """);
        Member(seen, "made", "Arn").ShouldBe($"arn:aws:iam::{fixture.Account}:group/g/Guides");
        Text(seen, "taken").ShouldBe("""["EntityAlreadyExists", 409, "Group with name GUIDES already exists."]""");
        Text(seen, "nobody").ShouldBe("""["NoSuchEntity", 404, "The user with name nobody cannot be found."]""");
        Text(seen, "members").ShouldBe("""["gina"]""");
        Text(seen, "groups").ShouldBe("""["Guides"]""");
        Text(seen, "listed").ShouldBe($"[\"arn:aws:iam::{fixture.Account}:group/g/Guides\"]");
        Text(seen, "full").ShouldBe("""["LimitExceeded", 409, "Cannot exceed quota for GroupsPerUser: 10"]""");
        Text(seen, "policies").ShouldBe("""["Read"]""");
        seen.GetProperty("document").GetProperty("Statement")[0].GetProperty("Action").GetString().ShouldBe("iam:ListUsers");
        Code(seen, "broken").ShouldBe(("MalformedPolicyDocument", 400));
        Text(seen, "large").ShouldBe("""["LimitExceeded", 409, "Maximum policy size of 5120 bytes exceeded for group Leads"]""");
        Text(seen, "userHeld").ShouldBe("""["DeleteConflict", 409, "Cannot delete entity, must remove users from group first."]""");
        Text(seen, "groupHeld").ShouldBe("""["DeleteConflict", 409, "Cannot delete entity, must remove users from group first."]""");
        Text(seen, "policyHeld").ShouldBe("""["DeleteConflict", 409, "Cannot delete entity, must delete policies first."]""");
        Text(seen, "noPolicy").ShouldBe("""["NoSuchEntity", 404, "The group policy with name Read cannot be found."]""");
        Text(seen, "noGroup").ShouldBe("""["NoSuchEntity", 404, "The group with name leads cannot be found."]""");
    }

    [Fact]
    public async Task Boto3_gives_a_user_permissions_that_count_at_the_next_call()
    {
        Tools.NeedBoto3();
        using var root = fixture.Client();
        var seen = await root.PythonAsync(Helpers + """
            iam.create_user(UserName='paul')
            key = iam.create_access_key(UserName='paul')['AccessKey']
            own = client('iam', key)
            seen['before'] = error(own.list_users)
            iam.put_user_policy(UserName='paul', PolicyName='Own', PolicyDocument=allow('iam:ListUsers'))
            seen['with'] = error(own.list_users)
            seen['document'] = iam.get_user_policy(UserName='PAUL', PolicyName='own')
            seen['names'] = [name for page in iam.get_paginator('list_user_policies').paginate(UserName='paul') for name in page['PolicyNames']]
            seen['large'] = error(iam.put_user_policy, UserName='paul', PolicyName='more', PolicyDocument=allow('iam:' + 'x' * 2048))
            seen['broken'] = error(iam.put_user_policy, UserName='paul', PolicyName='more', PolicyDocument='[]')
            iam.delete_access_key(UserName='paul', AccessKeyId=key['AccessKeyId'])
            seen['policyHeld'] = error(iam.delete_user, UserName='paul')
            iam.attach_user_policy(UserName='paul', PolicyArn='arn:aws:iam::aws:policy/IAMReadOnlyAccess')
            seen['attachedHeld'] = error(iam.delete_user, UserName='paul')
            iam.detach_user_policy(UserName='paul', PolicyArn='arn:aws:iam::aws:policy/IAMReadOnlyAccess')
            iam.delete_user_policy(UserName='paul', PolicyName='OWN')
            seen['noPolicy'] = error(iam.get_user_policy, UserName='paul', PolicyName='Own')
            iam.delete_user(UserName='paul')
            show()
            """);
        Text(seen, "before").ShouldBe($"""["AccessDenied", 403, "User: arn:aws:iam::{fixture.Account}:user/paul is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::{fixture.Account}:user/ because no identity-based policy allows the iam:ListUsers action"]""");
        Code(seen, "with").ShouldBe((null, null));
        (Member(seen, "document", "UserName"), Member(seen, "document", "PolicyName")).ShouldBe(("paul", "Own"));
        seen.GetProperty("document").GetProperty("PolicyDocument").GetProperty("Statement")[0].GetProperty("Action").GetString().ShouldBe("iam:ListUsers");
        Text(seen, "names").ShouldBe("""["Own"]""");
        Code(seen, "large").ShouldBe(("LimitExceeded", 409));
        Code(seen, "broken").ShouldBe(("MalformedPolicyDocument", 400));
        Text(seen, "policyHeld").ShouldBe("""["DeleteConflict", 409, "Cannot delete entity, must delete policies first."]""");
        Text(seen, "attachedHeld").ShouldBe("""["DeleteConflict", 409, "Cannot delete entity, must detach all policies first."]""");
        Text(seen, "noPolicy").ShouldBe("""["NoSuchEntity", 404, "The user policy with name Own cannot be found."]""");
    }

    [Fact]
    public async Task Boto3_rotates_access_keys_and_a_restart_does_not_forget_when_they_were_used()
    {
        Tools.NeedBoto3();
        using var root = fixture.Client();
        var seen = await root.PythonAsync(Helpers + """
            iam.create_user(UserName='kim')
            first = iam.create_access_key(UserName='kim')['AccessKey']
            second = iam.create_access_key(UserName='kim')['AccessKey']
            seen['ids'] = [first['AccessKeyId'], second['AccessKeyId']]
            seen['length'] = len(first['SecretAccessKey'])
            seen['third'] = error(iam.create_access_key, UserName='kim')
            seen['who'] = client('sts', first).get_caller_identity()['Arn']
            iam.update_access_key(UserName='kim', AccessKeyId=second['AccessKeyId'], Status='Inactive')
            seen['inactive'] = error(client('sts', second).get_caller_identity)
            seen['keys'] = sorted(key['Status'] for page in iam.get_paginator('list_access_keys').paginate(UserName='kim', PaginationConfig={'PageSize': 1}) for key in page['AccessKeyMetadata'])
            seen['unused'] = iam.get_access_key_last_used(AccessKeyId=second['AccessKeyId'])['AccessKeyLastUsed']
            seen['unknown'] = error(iam.get_access_key_last_used, AccessKeyId='AKIAAAAAAAAAAAAAAAAA')
            seen['held'] = error(iam.delete_user, UserName='kim')
            session = client('sts', first).get_session_token()['Credentials']
            temporary = boto3.client('sts', endpoint_url=endpoint, config=once, aws_access_key_id=session['AccessKeyId'],
                aws_secret_access_key=session['SecretAccessKey'], aws_session_token=session['SessionToken'])
            seen['temporary'] = temporary.get_caller_identity()['Arn']
            iam.create_user(UserName='kai')
            seen['foreign'] = error(iam.delete_access_key, UserName='kai', AccessKeyId=first['AccessKeyId'])
            iam.delete_user(UserName='kai')
            show()
            """);
        var keys = seen.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).ToArray();
        seen.GetProperty("length").GetInt32().ShouldBe(40);
        Text(seen, "third").ShouldBe("""["LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2"]""");
        Member(seen, "who").ShouldBe($"arn:aws:iam::{fixture.Account}:user/kim");
        Code(seen, "inactive").ShouldBe(("InvalidClientTokenId", 403));
        Text(seen, "keys").ShouldBe("""["Active", "Inactive"]""");
        Text(seen, "unused").ShouldBe("""{"ServiceName": "N/A", "Region": "N/A"}""");
        Code(seen, "unknown").ShouldBe(("AccessDenied", 403));
        Text(seen, "held").ShouldBe("""["DeleteConflict", 409, "Cannot delete entity, must delete access keys first."]""");
        Member(seen, "temporary").ShouldBe($"arn:aws:iam::{fixture.Account}:user/kim");
        Text(seen, "foreign").ShouldBe($"""["NoSuchEntity", 404, "The Access Key with id {keys[0]} cannot be found."]""");

        // An orderly stop writes what was noted in memory.
        await fixture.Gateway.StopAsync();
        await fixture.Gateway.StartAgainAsync();
        var after = await root.PythonAsync(Helpers + $"""
            used = iam.get_access_key_last_used(AccessKeyId='{keys[0]}')
            seen['used'] = [used['UserName'], used['AccessKeyLastUsed']['ServiceName'], used['AccessKeyLastUsed']['Region'], 'LastUsedDate' in used['AccessKeyLastUsed']]
            for key in iam.list_access_keys(UserName='kim')['AccessKeyMetadata']:
                iam.delete_access_key(UserName='kim', AccessKeyId=key['AccessKeyId'])
            iam.delete_user(UserName='kim')
            show()
            """);
        Text(after, "used").ShouldBe("""["kim", "sts", "us-east-1", true]""");
    }

    [Fact]
    public async Task The_AWS_CLI_speaks_as_a_user_about_itself()
    {
        Tools.NeedAws();
        using var root = fixture.Client();
        (await root.RunAsync("iam", "create-user", "--user-name", "carla")).ExitCode.ShouldBe(0);
        (await root.RunAsync("iam", "put-user-policy", "--user-name", "carla", "--policy-name", "self", "--policy-document",
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["iam:GetUser","iam:*AccessKey*"],"Resource":"arn:aws:iam::{{{fixture.Account}}}:user/${aws:username}"}}""")).ExitCode.ShouldBe(0);
        var key = (await root.JsonAsync("iam", "create-access-key", "--user-name", "carla")).GetProperty("AccessKey");
        using var carla = new AwsCli(fixture.Gateway.Url, new Credentials(Member(key, "AccessKeyId"), Member(key, "SecretAccessKey"), null));

        Member(await carla.JsonAsync("iam", "get-user"), "User", "UserName").ShouldBe("carla");
        var second = Member(await carla.JsonAsync("iam", "create-access-key"), "AccessKey", "AccessKeyId");
        (await carla.RunAsync("iam", "update-access-key", "--access-key-id", second, "--status", "Inactive")).ExitCode.ShouldBe(0);
        (await carla.JsonAsync("iam", "list-access-keys")).GetProperty("AccessKeyMetadata").GetArrayLength().ShouldBe(2);
        (await carla.RunAsync("iam", "delete-access-key", "--access-key-id", second)).ExitCode.ShouldBe(0);
        (await carla.RunAsync("iam", "get-user", "--user-name", "root")).Transcript.ShouldContain("An error occurred (AccessDenied)");
    }

    [Fact]
    public async Task The_AWS_CLI_looks_for_what_there_is_none_of_and_changes_roles()
    {
        Tools.NeedAws();
        using var root = fixture.Client();
        (await root.RunAsync("iam", "create-user", "--user-name", "dora")).ExitCode.ShouldBe(0);
        foreach (var (command, list) in new (string[] Command, string List)[]
        {
            (["list-ssh-public-keys", "--user-name", "dora"], "SSHPublicKeys"),
            (["list-signing-certificates", "--user-name", "dora"], "Certificates"),
            (["list-service-specific-credentials", "--user-name", "dora"], "ServiceSpecificCredentials"),
            (["list-server-certificates"], "ServerCertificateMetadataList"),
            (["list-instance-profiles"], "InstanceProfiles"),
            (["list-instance-profiles-for-role", "--role-name", GatewaySetup.Administrator], "InstanceProfiles"),
        })
        {
            (await root.JsonAsync(["iam", .. command])).GetProperty(list).GetArrayLength().ShouldBe(0, command[0]);
        }

        (await root.RunAsync("iam", "list-ssh-public-keys", "--user-name", "nobody")).Transcript.ShouldContain("An error occurred (NoSuchEntity)");
        (await root.RunAsync("iam", "list-instance-profiles-for-role", "--role-name", "nobody")).Transcript.ShouldContain("An error occurred (NoSuchEntity)");

        (await root.RunAsync("iam", "update-role", "--role-name", GatewaySetup.Administrator, "--description", "first", "--max-session-duration", "3600")).ExitCode.ShouldBe(0);
        var described = (await root.JsonAsync("iam", "update-role-description", "--role-name", GatewaySetup.Administrator, "--description", "second")).GetProperty("Role");
        (Member(described, "Description"), described.GetProperty("MaxSessionDuration").GetInt32()).ShouldBe(("second", 3600));
        (await root.RunAsync("iam", "tag-role", "--role-name", GatewaySetup.Administrator, "--tags", "Key=b,Value=1", "Key=a,Value=2")).ExitCode.ShouldBe(0);
        (await root.RunAsync("iam", "untag-role", "--role-name", GatewaySetup.Administrator, "--tag-keys", "B")).ExitCode.ShouldBe(0);
        var tags = await root.JsonAsync("iam", "list-role-tags", "--role-name", GatewaySetup.Administrator);
        tags.GetProperty("Tags").EnumerateArray().Select(tag => Member(tag, "Key")).ShouldBe(["a"]);
        (await root.RunAsync("iam", "delete-user", "--user-name", "dora")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_served_is_an_invalid_action()
    {
        Tools.NeedBoto3();
        using var root = fixture.Client();
        var seen = await root.PythonAsync(Helpers + """
            seen['calls'] = [
                error(iam.upload_ssh_public_key, UserName='x', SSHPublicKeyBody='x'),
                error(iam.get_ssh_public_key, UserName='x', SSHPublicKeyId='APKAAAAAAAAAAAAAAAAA', Encoding='SSH'),
                error(iam.upload_signing_certificate, UserName='x', CertificateBody='x'),
                error(iam.create_service_specific_credential, UserName='x', ServiceName='codecommit.amazonaws.com'),
                error(iam.upload_server_certificate, ServerCertificateName='x', CertificateBody='x', PrivateKey='x'),
                error(iam.get_server_certificate, ServerCertificateName='x'),
                error(iam.create_instance_profile, InstanceProfileName='x'),
            ]
            show()
            """);
        seen.GetProperty("calls").EnumerateArray().ShouldAllBe(call => call[0].GetString() == "InvalidAction" && call[1].GetInt32() == 400);
    }

    [Fact]
    public async Task Thirty_two_clients_at_once_get_answers_that_can_be_explained_and_leave_no_orphans()
    {
        Tools.NeedBoto3();
        using var root = fixture.Client();
        var seen = await root.PythonAsync(Helpers + """
            import collections, concurrent.futures
            answers = collections.Counter()
            def note(call, **arguments):
                answers[str(error(call, **arguments)[0])] += 1
            def work(number):
                user, group = 'many%d' % (number % 3), 'crowd%d' % (number % 2)
                note(iam.create_user, UserName=user)
                note(iam.create_group, GroupName=group)
                note(iam.add_user_to_group, GroupName=group, UserName=user)
                note(iam.put_user_policy, UserName=user, PolicyName='p', PolicyDocument=allow('iam:Get*'))
                note(iam.tag_user, UserName=user, Tags=[{'Key': 'by%d' % number, 'Value': 'x'}])
                note(iam.create_access_key, UserName=user)
                note(iam.remove_user_from_group, GroupName=group, UserName=user)
                note(iam.delete_user_policy, UserName=user, PolicyName='p')
                for key in client('iam').list_access_keys(UserName=user)['AccessKeyMetadata'] if number % 2 else []:
                    note(iam.delete_access_key, UserName=user, AccessKeyId=key['AccessKeyId'])
                note(iam.delete_group, GroupName=group)
                note(iam.delete_user, UserName=user)
            def safely(number):
                try:
                    work(number)
                except iam.exceptions.NoSuchEntityException:
                    answers['NoSuchEntity'] += 1
            with concurrent.futures.ThreadPoolExecutor(32) as pool:
                list(pool.map(safely, range(32)))
            def sweep(user):
                for group in iam.list_groups_for_user(UserName=user)['Groups']:
                    iam.remove_user_from_group(GroupName=group['GroupName'], UserName=user)
                for name in iam.list_user_policies(UserName=user)['PolicyNames']:
                    iam.delete_user_policy(UserName=user, PolicyName=name)
                for key in iam.list_access_keys(UserName=user)['AccessKeyMetadata']:
                    iam.delete_access_key(UserName=user, AccessKeyId=key['AccessKeyId'])
                iam.delete_user(UserName=user)
            for user in [user['UserName'] for user in iam.list_users()['Users'] if user['UserName'].startswith('many')]:
                sweep(user)
            for group in [group['GroupName'] for group in iam.list_groups()['Groups'] if group['GroupName'].startswith('crowd')]:
                iam.delete_group(GroupName=group)
            for user in ('many0', 'many1', 'many2'):
                iam.create_user(UserName=user)
                seen[user] = [iam.list_user_policies(UserName=user)['PolicyNames'], iam.list_access_keys(UserName=user)['AccessKeyMetadata'],
                    iam.list_groups_for_user(UserName=user)['Groups'], iam.list_user_tags(UserName=user)['Tags']]
                iam.delete_user(UserName=user)
            seen['answers'] = answers
            show()
            """);
        string[] explicable = ["None", "NoSuchEntity", "EntityAlreadyExists", "DeleteConflict", "LimitExceeded", "ConcurrentModification"];
        var answers = seen.GetProperty("answers").EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value.GetInt32());
        answers.Keys.Except(explicable).ShouldBeEmpty(seen.ToString());
        answers["None"].ShouldBeGreaterThan(32);
        TestContext.Current.TestOutputHelper!.WriteLine(seen.GetProperty("answers").ToString());
        foreach (var user in new[] { "many0", "many1", "many2" })
        {
            Text(seen, user).ShouldBe("[[], [], [], []]");
        }
    }

    private static string Text(JsonElement seen, string name) => seen.GetProperty(name).GetRawText();

    private static string Member(JsonElement seen, params string[] path)
    {
        var found = path.Aggregate(seen, (element, name) => element.GetProperty(name));
        return found.ValueKind == JsonValueKind.String ? found.GetString()! : found.GetRawText();
    }

    private static (string? Code, int? Status) Code(JsonElement seen, string name) =>
        (seen.GetProperty(name)[0].GetString(), seen.GetProperty(name)[1].ValueKind == JsonValueKind.Null ? null : seen.GetProperty(name)[1].GetInt32());
}
