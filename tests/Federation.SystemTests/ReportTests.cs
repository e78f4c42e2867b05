using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Credential reports and reports of last accesses by boto3 and the AWS CLI, with each error that these operations give.</summary>
public sealed class ReportTests(RootGateway fixture) : IClassFixture<RootGateway>
{
    private const string Helpers = """
        import csv, io, sqlite3, time
        from botocore.config import Config
        once = Config(retries={'max_attempts': 0})
        def client(service, key=None):
            own = {} if key is None else {'aws_access_key_id': key['AccessKeyId'], 'aws_secret_access_key': key['SecretAccessKey']}
            return boto3.client(service, endpoint_url=endpoint, config=once, **own)
        iam = client('iam')
        account = client('sts').get_caller_identity()['Account']
        seen = {}
        def error(call, **arguments):
            try:
                call(**arguments)
                return None
            except botocore.exceptions.ClientError as refused:
                return [refused.response['Error']['Code'], refused.response['ResponseMetadata']['HTTPStatusCode']]
        def until(ask, done):
            limit = time.monotonic() + 60
            while True:
                answer = ask()
                if done(answer):
                    return answer
                assert time.monotonic() < limit, answer
        def allow(*actions):
            return json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': list(actions), 'Resource': '*'}]})
        def show():
            print(json.dumps(seen, default=lambda value: value.isoformat()))

        """;

    private string Database => Path.Combine(fixture.Gateway.DataDirectory, "federation.db");

    [Fact]
    public async Task Boto3_generates_a_credential_report_and_reads_it_until_it_expires()
    {
        Tools.NeedBoto3();
        using var python = fixture.Client();
        // Four hours, and a report in the making, are written into the store: no client can bring them about.
        var seen = await python.PythonAsync(Helpers + $$"""
            def turn(change):
                with sqlite3.connect('{{Database}}') as store:
                    assert store.execute("UPDATE report_jobs SET " + change + " WHERE job_id = 'credential-report'").rowcount == 1
            iam.create_user(UserName='=rita', Path='/team/')
            key = iam.create_access_key(UserName='=rita')['AccessKey']
            iam.create_login_profile(UserName='=rita', Password='Correct-Horse-7')
            seen['none'] = error(iam.get_credential_report)
            seen['started'] = iam.generate_credential_report()['State']
            until(iam.generate_credential_report, lambda answer: answer['State'] == 'COMPLETE')
            report = iam.get_credential_report()
            seen['format'] = [report['ReportFormat'], report['GeneratedTime'].utcoffset().total_seconds()]
            text = report['Content'].decode()
            seen['header'] = text.split('\n')[0]
            rows = {row['user']: row for row in csv.DictReader(io.StringIO(text))}
            root, rita = rows['<root_account>'], rows['=rita']
            seen['root'] = [root['arn'] == 'arn:aws:iam::%s:root' % account, root['password_enabled'], root['access_key_1_active'], root['cert_2_last_rotated']]
            seen['rita'] = [rita['arn'] == 'arn:aws:iam::%s:user/team/=rita' % account, rita['password_enabled'], rita['password_last_used'], rita['mfa_active'], rita['access_key_1_active'],
                rita['access_key_1_last_used_date'], rita['access_key_2_active'], rita['access_key_2_last_rotated']]
            seen['instant'] = time.strptime(rita['access_key_1_last_rotated'], '%Y-%m-%dT%H:%M:%S+00:00').tm_year > 2000
            turn("report_state = 1, version = version + 1")
            seen['busy'] = [error(iam.get_credential_report), iam.generate_credential_report()['State']]
            turn("report_state = 2, completed_at = completed_at - 14400000")
            seen['expired'] = error(iam.get_credential_report)
            seen['again'] = iam.generate_credential_report()['State']
            until(iam.generate_credential_report, lambda answer: answer['State'] == 'COMPLETE')
            renewed = iam.get_credential_report()
            seen['renewed'] = [renewed['GeneratedTime'] >= report['GeneratedTime'], {row['user'] for row in csv.DictReader(io.StringIO(renewed['Content'].decode()))} == set(rows)]
            iam.delete_login_profile(UserName='=rita')
            iam.delete_access_key(UserName='=rita', AccessKeyId=key['AccessKeyId'])
            iam.delete_user(UserName='=rita')
            show()
            """);
        Text(seen, "none").ShouldBe("""["ReportNotPresent", 410]""");
        Text(seen, "started").ShouldBe("\"STARTED\"");
        Text(seen, "format").ShouldBe("""["text/csv", 0.0]""");
        seen.GetProperty("header").GetString().ShouldBe(
            "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
            + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
            + "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated");
        Text(seen, "root").ShouldBe("""[true, "false", "true", "N/A"]""");
        Text(seen, "rita").ShouldBe("""[true, "true", "no_information", "false", "true", "N/A", "false", "N/A"]""");
        Text(seen, "instant").ShouldBe("true");
        Text(seen, "busy").ShouldBe("""[["ReportInProgress", 404], "INPROGRESS"]""");
        Text(seen, "expired").ShouldBe("""["ReportExpired", 410]""");
        Text(seen, "again").ShouldBe("\"STARTED\"");
        Text(seen, "renewed").ShouldBe("[true, true]");
    }

    [Fact]
    public async Task Boto3_reads_when_a_user_a_group_and_a_policy_were_last_used()
    {
        Tools.NeedBoto3();
        using var python = fixture.Client();
        var made = await python.PythonAsync(Helpers + """
            policy = iam.create_policy(PolicyName='Used', PolicyDocument=allow('iam:GetUser', 'iam:ListUsers', 'cloudtrail:*'))['Policy']['Arn']
            group = iam.create_group(GroupName='users')['Group']['Arn']
            iam.attach_group_policy(GroupName='users', PolicyArn=policy)
            user = iam.create_user(UserName='lars')['User']['Arn']
            iam.add_user_to_group(GroupName='users', UserName='lars')
            key = iam.create_access_key(UserName='lars')['AccessKey']
            own = client('iam', key)
            seen['name'] = own.get_user()['User']['UserName']
            seen['denied'] = error(own.list_roles)
            seen['arns'] = [user, group, policy]
            show()
            """);
        Text(made, "name").ShouldBe("\"lars\"");
        Text(made, "denied").ShouldBe("""["AccessDenied", 403]""");

        // An orderly stop writes what was noted in memory.
        await fixture.Gateway.StopAsync();
        await fixture.Gateway.StartAgainAsync();
        var seen = await python.PythonAsync(Helpers + $$"""
            arns = {{Text(made, "arns")}}
            def details(arn, **arguments):
                job = iam.generate_service_last_accessed_details(Arn=arn, **arguments)['JobId']
                return until(lambda: iam.get_service_last_accessed_details(JobId=job), lambda answer: answer['JobStatus'] != 'IN_PROGRESS')
            seen['services'] = []
            for arn in arns:
                answer = details(arn)
                trail, own = answer['ServicesLastAccessed']
                seen['services'].append([answer['JobStatus'], answer['JobType'], trail['ServiceNamespace'], 'LastAuthenticated' in trail, trail['TotalAuthenticatedEntities'],
                    own['ServiceName'], own['LastAuthenticatedEntity'] == arns[0], own['LastAuthenticatedRegion'], own['TotalAuthenticatedEntities'], 'TrackedActionsLastAccessed' in own])
            actions = details(arns[0], Granularity='ACTION_LEVEL')['ServicesLastAccessed'][1]['TrackedActionsLastAccessed']
            seen['actions'] = [[action['ActionName'], action.get('LastAccessedEntity') == arns[0]] for action in actions]
            job = iam.generate_service_last_accessed_details(Arn=arns[2])['JobId']
            until(lambda: iam.get_service_last_accessed_details(JobId=job), lambda answer: answer['JobStatus'] == 'COMPLETED')
            first = iam.get_service_last_accessed_details(JobId=job, MaxItems=1)
            second = iam.get_service_last_accessed_details(JobId=job, MaxItems=1, Marker=first['Marker'])
            seen['pages'] = [first['IsTruncated'], second['IsTruncated'], [page['ServicesLastAccessed'][0]['ServiceNamespace'] for page in (first, second)]]
            seen['errors'] = [error(iam.generate_service_last_accessed_details, Arn=arns[0] + 'x'), error(iam.generate_service_last_accessed_details, Arn='not-an-arn-but-long-enough'),
                error(iam.get_service_last_accessed_details, JobId='01920000-0000-7000-8000-000000000000')]
            iam.put_user_policy(UserName='lars', PolicyName='own', PolicyDocument=allow('iam:*'))
            for key in iam.list_access_keys(UserName='lars')['AccessKeyMetadata']:
                iam.delete_access_key(UserName='lars', AccessKeyId=key['AccessKeyId'])
            other = client('iam', iam.create_access_key(UserName='lars')['AccessKey'])
            seen['foreign'] = error(other.get_service_last_accessed_details, JobId=job)
            show()
            """);
        const string Rows = """["COMPLETED", "SERVICE_LEVEL", "cloudtrail", false, 0, "AWS Identity and Access Management", true, "us-east-1", 1, false]""";
        Text(seen, "services").ShouldBe($"[{Rows}, {Rows}, {Rows}]");
        Text(seen, "actions").ShouldBe("""[["GetUser", true], ["ListUsers", false]]""");
        Text(seen, "pages").ShouldBe("""[true, false, ["cloudtrail", "iam"]]""");
        Text(seen, "errors").ShouldBe("""[["NoSuchEntity", 404], ["InvalidInput", 400], ["NoSuchEntity", 404]]""");
        Text(seen, "foreign").ShouldBe("""["NoSuchEntity", 404]""");
    }

    [Fact]
    public async Task The_AWS_CLI_generates_and_gets_a_report_of_an_AWS_policy()
    {
        Tools.NeedAws();
        using var cli = fixture.Client();
        var job = (await cli.JsonAsync("iam", "generate-service-last-accessed-details", "--arn", "arn:aws:iam::aws:policy/IAMReadOnlyAccess")).GetProperty("JobId").GetString()!;
        JsonElement report;
        do
        {
            report = await cli.JsonAsync("iam", "get-service-last-accessed-details", "--job-id", job);
        }
        while (report.GetProperty("JobStatus").GetString() == "IN_PROGRESS");
        var service = report.GetProperty("ServicesLastAccessed").EnumerateArray().ShouldHaveSingleItem();
        service.GetProperty("ServiceNamespace").GetString().ShouldBe("iam");
        service.GetProperty("TotalAuthenticatedEntities").GetInt32().ShouldBe(0);
    }

    private static string Text(JsonElement seen, string name) => seen.GetProperty(name).GetRawText();
}
