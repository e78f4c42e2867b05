using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Managed policies, attachments and boundaries by boto3 and the AWS CLI: each operation, and each error that these operations give.</summary>
public sealed class ManagedPolicyTests(RootGateway root) : IClassFixture<RootGateway>
{
    private const string Helpers = """
        iam = boto3.client('iam', endpoint_url=endpoint)
        sts = boto3.client('sts', endpoint_url=endpoint)
        account = sts.get_caller_identity()['Account']
        def allow(*actions):
            return json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': list(actions), 'Resource': '*'}]})
        trust = json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': account}, 'Action': 'sts:AssumeRole'}]})
        def error(call, **arguments):
            try:
                call(**arguments)
                return None
            except botocore.exceptions.ClientError as caught:
                return caught.response['Error']
        def code(call, **arguments):
            found = error(call, **arguments)
            return found and found['Code']
        def names(operation, key, name, **arguments):
            pages = iam.get_paginator(operation).paginate(PaginationConfig={'PageSize': 1}, **arguments)
            return [item[name] for page in pages for item in page[key]]

        """;

    [Fact]
    public async Task Boto3_makes_versions_tags_lists_and_removes_policies()
    {
        Tools.NeedBoto3();
        using var python = root.Client();
        var seen = await python.PythonAsync(Helpers + """
            made = iam.create_policy(PolicyName='Read', Path='/team/', PolicyDocument=allow('iam:GetRole'), Description='reads', Tags=[{'Key': 'team', 'Value': 'a'}])['Policy']
            arn = made['Arn']
            answers = {'arn': arn == 'arn:aws:iam::%s:policy/team/Read' % account, 'first': [made['DefaultVersionId'], made['AttachmentCount'], made['IsAttachable']]}
            shown = iam.get_policy(PolicyArn=arn)['Policy']
            answers['shown'] = [shown['Description'], shown['Tags'][0]['Value']]
            answers['added'] = iam.create_policy_version(PolicyArn=arn, PolicyDocument=allow('iam:ListRoles'))['PolicyVersion']['IsDefaultVersion']
            answers['document'] = iam.get_policy_version(PolicyArn=arn, VersionId='v2')['PolicyVersion']['Document']['Statement'][0]['Action']
            answers['inForce'] = code(iam.delete_policy_version, PolicyArn=arn, VersionId='v1')
            iam.set_default_policy_version(PolicyArn=arn, VersionId='v2')
            answers['versions'] = names('list_policy_versions', 'Versions', 'VersionId', PolicyArn=arn)
            answers['several'] = code(iam.delete_policy, PolicyArn=arn)
            iam.delete_policy_version(PolicyArn=arn, VersionId='v1')
            for _ in range(4):
                iam.create_policy_version(PolicyArn=arn, PolicyDocument=allow('iam:ListRoles'))
            answers['sixth'] = code(iam.create_policy_version, PolicyArn=arn, PolicyDocument=allow('iam:ListRoles'))
            for version in ('v3', 'v4', 'v5', 'v6'):
                iam.delete_policy_version(PolicyArn=arn, VersionId=version)
            iam.tag_policy(PolicyArn=arn, Tags=[{'Key': 'cost', 'Value': '7'}])
            iam.untag_policy(PolicyArn=arn, TagKeys=['team'])
            answers['tags'] = [tag['Key'] for tag in iam.list_policy_tags(PolicyArn=arn)['Tags']]
            answers['local'] = names('list_policies', 'Policies', 'PolicyName', Scope='Local', PathPrefix='/team/')
            answers['aws'] = 'AdministratorAccess' in names('list_policies', 'Policies', 'PolicyName', Scope='AWS')
            answers['malformed'] = code(iam.create_policy, PolicyName='Bad', PolicyDocument='{')
            answers['taken'] = code(iam.create_policy, PolicyName='READ', PolicyDocument=allow('*'))
            answers['large'] = code(iam.create_policy, PolicyName='Large', PolicyDocument=allow(*['iam:%s' % ('a' * 100 + str(i)) for i in range(70)]))
            answers['missing'] = error(iam.get_policy, PolicyArn=arn + 'x')['Message'] == 'Policy %sx was not found.' % arn
            answers['noVersion'] = code(iam.get_policy_version, PolicyArn=arn, VersionId='v9')
            answers['noArn'] = code(iam.get_policy, PolicyArn='not-an-arn-but-long-enough')
            answers['foreign'] = error(iam.delete_policy, PolicyArn='arn:aws:iam::aws:policy/AdministratorAccess')['Message']
            iam.delete_policy(PolicyArn=arn)
            answers['gone'] = code(iam.delete_policy, PolicyArn=arn)
            print(json.dumps(answers))
            """);
        Shown(seen, "arn", "first", "shown", "added", "document", "versions", "tags", "local", "aws", "missing").ShouldBe(
            """[true,["v1",0,true],["reads","a"],false,["iam:ListRoles"],["v2","v1"],["cost"],["Read"],true,true]""");
        Shown(seen, "inForce", "several", "sixth", "malformed", "taken", "large", "noVersion", "noArn", "gone").ShouldBe(
            """["DeleteConflict","DeleteConflict","LimitExceeded","MalformedPolicyDocument","EntityAlreadyExists","LimitExceeded","NoSuchEntity","InvalidInput","NoSuchEntity"]""");
        seen.GetProperty("foreign").GetString().ShouldBe("Policy is outside your own account.");
    }

    [Fact]
    public async Task Boto3_attaches_policies_to_users_groups_and_roles_and_finds_them_again()
    {
        Tools.NeedBoto3();
        using var python = root.Client();
        var seen = await python.PythonAsync(Helpers + """
            iam.create_user(UserName='att')
            iam.create_group(GroupName='att')
            iam.create_role(RoleName='att', AssumeRolePolicyDocument=trust)
            own = iam.create_policy(PolicyName='Attached', PolicyDocument=allow('iam:ListRoles'))['Policy']['Arn']
            aws = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
            kinds = [('user', {'UserName': 'att'}), ('group', {'GroupName': 'att'}), ('role', {'RoleName': 'att'})]
            answers = {'listed': [], 'again': [], 'absent': [], 'full': [], 'detached': [], 'nobody': []}
            for kind, name in kinds:
                attach, detach = getattr(iam, 'attach_%s_policy' % kind), getattr(iam, 'detach_%s_policy' % kind)
                for arn in (own, aws, aws):
                    attach(PolicyArn=arn, **name)
                answers['listed'].append(sorted(names('list_attached_%s_policies' % kind, 'AttachedPolicies', 'PolicyName', **name)))
                answers['absent'].append(code(attach, PolicyArn=own + 'x', **name))
                nobody = {key: 'nobody' for key in name}
                answers['nobody'].append(code(attach, PolicyArn=own, **nobody))
            inUse = iam.list_entities_for_policy(PolicyArn=own)
            answers['entities'] = [inUse['PolicyUsers'][0]['UserName'], inUse['PolicyGroups'][0]['GroupName'], inUse['PolicyRoles'][0]['RoleName']]
            answers['count'] = iam.get_policy(PolicyArn=own)['Policy']['AttachmentCount']
            answers['attachedOnly'] = sorted(names('list_policies', 'Policies', 'PolicyName', OnlyAttached=True, Scope='Local'))
            answers['inUse'] = code(iam.delete_policy, PolicyArn=own)
            answers['conflicts'] = [code(iam.delete_user, UserName='att'), code(iam.delete_group, GroupName='att'), code(iam.delete_role, RoleName='att')]
            extra = [iam.create_policy(PolicyName='Extra%d' % i, PolicyDocument=allow('sts:*'))['Policy']['Arn'] for i in range(9)]
            for arn in extra[:8]:
                iam.attach_role_policy(RoleName='att', PolicyArn=arn)
            answers['full'] = error(iam.attach_role_policy, RoleName='att', PolicyArn=extra[8])
            for arn in extra[:8]:
                iam.detach_role_policy(RoleName='att', PolicyArn=arn)
            for kind, name in kinds:
                detach = getattr(iam, 'detach_%s_policy' % kind)
                detach(PolicyArn=own, **name)
                detach(PolicyArn=aws, **name)
                answers['detached'].append(code(detach, PolicyArn=own, **name))
            iam.delete_user(UserName='att')
            iam.delete_group(GroupName='att')
            iam.delete_role(RoleName='att')
            for arn in extra + [own]:
                iam.delete_policy(PolicyArn=arn)
            print(json.dumps(answers))
            """);
        Shown(seen, "listed", "entities", "count", "attachedOnly").ShouldBe(
            """[[["Attached","ReadOnlyAccess"],["Attached","ReadOnlyAccess"],["Attached","ReadOnlyAccess"]],["att","att","att"],3,["Attached"]]""");
        Shown(seen, "absent", "nobody", "detached").ShouldBe(
            """[["NoSuchEntity","NoSuchEntity","NoSuchEntity"],["NoSuchEntity","NoSuchEntity","NoSuchEntity"],["NoSuchEntity","NoSuchEntity","NoSuchEntity"]]""");
        Shown(seen, "inUse", "conflicts").ShouldBe("""["DeleteConflict",["DeleteConflict","DeleteConflict","DeleteConflict"]]""");
        seen.GetProperty("full").GetProperty("Code").GetString().ShouldBe("LimitExceeded");
        seen.GetProperty("full").GetProperty("Message").GetString().ShouldBe("Cannot exceed quota for PoliciesPerRole: 10");
    }

    [Fact]
    public async Task Boto3_bounds_users_and_roles_and_the_bound_holds()
    {
        Tools.NeedBoto3();
        using var python = root.Client();
        var seen = await python.PythonAsync(Helpers + """
            iam.create_user(UserName='bnd')
            iam.attach_user_policy(UserName='bnd', PolicyArn='arn:aws:iam::aws:policy/AdministratorAccess')
            key = iam.create_access_key(UserName='bnd')['AccessKey']
            secret = {'aws_access_key_id': key['AccessKeyId'], 'aws_secret_access_key': key['SecretAccessKey']}
            own = boto3.client('iam', endpoint_url=endpoint, **secret)
            answers = {'unbound': code(own.create_group, GroupName='bnd')}
            iam.put_user_permissions_boundary(UserName='bnd', PermissionsBoundary='arn:aws:iam::aws:policy/ReadOnlyAccess')
            answers['boundary'] = iam.get_user(UserName='bnd')['User']['PermissionsBoundary']
            answers['reads'] = code(own.list_groups)
            answers['bound'] = error(own.delete_group, GroupName='bnd')
            answers['escape'] = code(own.delete_user_permissions_boundary, UserName='bnd')
            answers['absent'] = error(iam.put_user_permissions_boundary, UserName='bnd', PermissionsBoundary='arn:aws:iam::%s:policy/none' % account)
            policy = iam.create_policy(PolicyName='Bounds', PolicyDocument=allow('iam:GetRole'))['Policy']['Arn']
            iam.create_role(RoleName='bnd', AssumeRolePolicyDocument=trust)
            iam.put_role_permissions_boundary(RoleName='bnd', PermissionsBoundary=policy)
            answers['uses'] = [iam.get_policy(PolicyArn=policy)['Policy']['PermissionsBoundaryUsageCount'], names('list_policies', 'Policies', 'PolicyName', PolicyUsageFilter='PermissionsBoundary', Scope='Local')]
            answers['inUse'] = code(iam.delete_policy, PolicyArn=policy)
            iam.delete_role_permissions_boundary(RoleName='bnd')
            iam.delete_policy(PolicyArn=policy)
            iam.delete_user_permissions_boundary(UserName='bnd')
            answers['free'] = code(own.delete_group, GroupName='bnd')
            answers['nobody'] = [code(iam.put_role_permissions_boundary, RoleName='nobody', PermissionsBoundary='arn:aws:iam::aws:policy/ReadOnlyAccess'), code(iam.delete_user_permissions_boundary, UserName='nobody')]
            signed = boto3.client('sts', endpoint_url=endpoint, **secret)
            session = signed.assume_role(RoleArn='arn:aws:iam::%s:role/bnd' % account, RoleSessionName='limited', PolicyArns=[{'arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess'}])
            answers['packed'] = 0 < session['PackedPolicySize'] <= 100
            print(json.dumps(answers))
            """);
        Shown(seen, "unbound", "reads", "free").ShouldBe("[null,null,null]");
        seen.GetProperty("boundary").GetProperty("PermissionsBoundaryArn").GetString().ShouldBe("arn:aws:iam::aws:policy/ReadOnlyAccess");
        seen.GetProperty("bound").GetProperty("Message").GetString()!.ShouldEndWith("because no permissions boundary allows the iam:DeleteGroup action");
        seen.GetProperty("absent").GetProperty("Message").GetString()!.ShouldMatch("^Scope ARN: arn:aws:iam::[0-9]{12}:policy/none does not exist or is not attachable\\.$");
        Shown(seen, "escape", "uses", "inUse", "nobody", "packed").ShouldBe("""["AccessDenied",[1,["Bounds"]],"DeleteConflict",["NoSuchEntity","NoSuchEntity"],true]""");
    }

    [Fact]
    public async Task The_AWS_CLI_walks_the_life_of_a_policy()
    {
        Tools.NeedAws();
        using var cli = root.Client();
        const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}]}""";
        var arn = (await cli.JsonAsync("iam", "create-policy", "--policy-name", "ByCli", "--policy-document", Document)).GetProperty("Policy").GetProperty("Arn").GetString()!;
        var version = await cli.JsonAsync("iam", "get-policy-version", "--policy-arn", arn, "--version-id", "v1");
        JsonElement.DeepEquals(version.GetProperty("PolicyVersion").GetProperty("Document"), JsonSerializer.Deserialize<JsonElement>(Document)).ShouldBeTrue();
        (await cli.JsonAsync("iam", "list-policies", "--scope", "Local", "--query", "Policies[].PolicyName")).GetRawText().ShouldContain("ByCli");
        (await cli.JsonAsync("iam", "list-entities-for-policy", "--policy-arn", arn)).GetProperty("PolicyUsers").GetArrayLength().ShouldBe(0);
        (await cli.RunAsync("iam", "delete-policy", "--policy-arn", arn)).ExitCode.ShouldBe(0);
        var (exit, _, transcript) = await cli.RunAsync("iam", "create-policy-version", "--policy-arn", "arn:aws:iam::aws:policy/ReadOnlyAccess", "--policy-document", Document);
        exit.ShouldNotBe(0);
        transcript.ShouldContain("An error occurred (AccessDenied) when calling the CreatePolicyVersion operation: Policy is outside your own account.");
    }

    private static string Shown(JsonElement seen, params string[] names) => JsonSerializer.Serialize(names.Select(name => seen.GetProperty(name)));
}
