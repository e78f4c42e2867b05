using System.Globalization;
using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Passwords and MFA devices by boto3 and the AWS CLI: each operation, and each error that these operations give.</summary>
public sealed class PasswordAndMfaTests
{
    private const string Helpers = """
        iam = boto3.client('iam', endpoint_url=endpoint)
        sts = boto3.client('sts', endpoint_url=endpoint)
        def code(call, **arguments):
            try:
                call(**arguments)
                return None
            except botocore.exceptions.ClientError as error:
                return error.response['Error']['Code']

        """;

    [Fact]
    public async Task Boto3_gives_users_passwords_and_takes_them_away()
    {
        Tools.NeedAws();
        await using var gateway = await GatewayProcess.StartAsync();
        using var root = new AwsCli(gateway.Url, gateway.Root());
        var seen = await root.PythonAsync(Helpers + """
            iam.create_user(UserName='ann')
            made = iam.create_login_profile(UserName='ann', Password='Correct-Horse-7', PasswordResetRequired=True)['LoginProfile']
            answers = {
                'made': [made['UserName'], made['PasswordResetRequired'], made['CreateDate'] is not None],
                'again': code(iam.create_login_profile, UserName='ann', Password='Correct-Horse-7'),
                'weak': code(iam.update_login_profile, UserName='ann', Password='short'),
                'nobody': code(iam.get_login_profile, UserName='nobody'),
                'noPolicy': code(iam.get_account_password_policy),
                'notUser': code(iam.change_password, OldPassword='a', NewPassword='b'),
                'conflict': code(iam.delete_user, UserName='ann'),
            }
            iam.update_account_password_policy(MinimumPasswordLength=10, RequireNumbers=True, MaxPasswordAge=90, PasswordReusePrevention=3, AllowUsersToChangePassword=True)
            answers['policy'] = iam.get_account_password_policy()['PasswordPolicy']
            answers['outOfBounds'] = code(iam.update_account_password_policy, MinimumPasswordLength=129)
            iam.update_login_profile(UserName='ann', PasswordResetRequired=False)
            answers['reset'] = iam.get_login_profile(UserName='ann')['LoginProfile']['PasswordResetRequired']
            key = iam.create_access_key(UserName='ann')['AccessKey']
            own = boto3.client('iam', endpoint_url=endpoint, aws_access_key_id=key['AccessKeyId'], aws_secret_access_key=key['SecretAccessKey'])
            answers['wrongOld'] = code(own.change_password, OldPassword='Wrong-Horse-7', NewPassword='Another-Horse-8')
            answers['reused'] = code(own.change_password, OldPassword='Correct-Horse-7', NewPassword='Correct-Horse-7')
            answers['changed'] = code(own.change_password, OldPassword='Correct-Horse-7', NewPassword='Another-Horse-8')
            iam.delete_account_password_policy()
            answers['noPolicyToDelete'] = code(iam.delete_account_password_policy)
            iam.delete_login_profile(UserName='ann')
            answers['gone'] = code(iam.delete_login_profile, UserName='ann')
            print(json.dumps(answers, default=str))
            """);
        Text(seen, "made").ShouldBe("""["ann", true, true]""");
        Text(seen, "policy").ShouldContain("\"ExpirePasswords\": true");
        Text(seen, "reset").ShouldBe("false");
        Text(seen, "changed").ShouldBe("null");
        foreach (var (name, code) in new Dictionary<string, string>
        {
            ["again"] = "EntityAlreadyExists",
            ["weak"] = "PasswordPolicyViolation",
            ["nobody"] = "NoSuchEntity",
            ["noPolicy"] = "NoSuchEntity",
            ["notUser"] = "InvalidUserType",
            ["conflict"] = "DeleteConflict",
            ["outOfBounds"] = "ValidationError",
            ["wrongOld"] = "AccessDenied",
            ["reused"] = "PasswordPolicyViolation",
            ["noPolicyToDelete"] = "NoSuchEntity",
            ["gone"] = "NoSuchEntity",
        })
        {
            seen.GetProperty(name).GetString().ShouldBe(code, name);
        }
    }

    [Fact]
    public async Task Boto3_enables_a_device_and_shows_its_codes()
    {
        Tools.NeedAws();
        await using var gateway = await GatewayProcess.StartAsync();
        using var root = new AwsCli(gateway.Url, gateway.Root());
        var made = await root.PythonAsync(Helpers + """
            import base64
            iam.create_user(UserName='ann')
            iam.put_user_policy(UserName='ann', PolicyName='p', PolicyDocument='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}')
            key = iam.create_access_key(UserName='ann')['AccessKey']
            account = sts.get_caller_identity()['Account']
            trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}' % account
            iam.create_role(RoleName='guarded', AssumeRolePolicyDocument=trust)
            device = iam.create_virtual_mfa_device(VirtualMFADeviceName='phone', Tags=[{'Key': 'a', 'Value': 'b'}])['VirtualMFADevice']
            spare = iam.create_virtual_mfa_device(VirtualMFADeviceName='root-account-mfa-device')['VirtualMFADevice']
            print(json.dumps({
                'account': account, 'key': [key['AccessKeyId'], key['SecretAccessKey']], 'serial': device['SerialNumber'], 'seed': device['Base32StringSeed'].decode(),
                'png': device['QRCodePNG'][:4].hex(), 'rootSerial': spare['SerialNumber'], 'rootSeed': spare['Base32StringSeed'].decode(),
                'again': code(iam.create_virtual_mfa_device, VirtualMFADeviceName='phone'),
            }))
            """);
        made.GetProperty("png").GetString().ShouldBe("89504e47");
        made.GetProperty("again").GetString().ShouldBe("EntityAlreadyExists");
        var codes = new Codes(made.GetProperty("seed").GetString()!);
        var rootCodes = new Codes(made.GetProperty("rootSeed").GetString()!);
        var seen = await root.PythonAsync(Helpers + $$"""
            account, key, serial, root_serial = '{{made.GetProperty("account").GetString()}}', {{made.GetProperty("key").GetRawText()}}, '{{made.GetProperty("serial").GetString()}}', '{{made.GetProperty("rootSerial").GetString()}}'
            ann = boto3.client('sts', endpoint_url=endpoint, aws_access_key_id=key[0], aws_secret_access_key=key[1])
            role = 'arn:aws:iam::%s:role/guarded' % account
            answers = {
                'wrong': code(iam.enable_mfa_device, UserName='ann', SerialNumber=serial, AuthenticationCode1='{{codes.At(-1)}}', AuthenticationCode2='{{codes.At(1)}}'),
                'noDevice': code(iam.enable_mfa_device, UserName='ann', SerialNumber=serial + 'x', AuthenticationCode1='000000', AuthenticationCode2='000000'),
            }
            iam.enable_mfa_device(UserName='ann', SerialNumber=serial, AuthenticationCode1='{{codes.At(-4)}}', AuthenticationCode2='{{codes.At(-3)}}')
            answers['again'] = code(iam.enable_mfa_device, UserName='ann', SerialNumber=serial, AuthenticationCode1='{{codes.At(-1)}}', AuthenticationCode2='{{codes.At(0)}}')
            iam.resync_mfa_device(UserName='ann', SerialNumber=serial, AuthenticationCode1='{{codes.At(-2)}}', AuthenticationCode2='{{codes.At(-1)}}')
            answers['resyncAgain'] = code(iam.resync_mfa_device, UserName='ann', SerialNumber=serial, AuthenticationCode1='{{codes.At(-2)}}', AuthenticationCode2='{{codes.At(-1)}}')
            answers['listed'] = [d['SerialNumber'] for d in iam.list_mfa_devices(UserName='ann')['MFADevices']]
            answers['assigned'] = [d['User']['UserName'] for d in iam.list_virtual_mfa_devices(AssignmentStatus='Assigned')['VirtualMFADevices']]
            answers['without'] = code(ann.assume_role, RoleArn=role, RoleSessionName='x1')
            answers['badCode'] = code(ann.assume_role, RoleArn=role, RoleSessionName='x1', SerialNumber=serial, TokenCode='{{codes.At(-3)}}')
            answers['assumed'] = ann.assume_role(RoleArn=role, RoleSessionName='x1', SerialNumber=serial, TokenCode='{{codes.At(0)}}')['AssumedRoleUser']['Arn']
            answers['replayed'] = code(ann.get_session_token, SerialNumber=serial, TokenCode='{{codes.At(0)}}')
            iam.tag_mfa_device(SerialNumber=serial, Tags=[{'Key': 'c', 'Value': 'd'}])
            iam.untag_mfa_device(SerialNumber=serial, TagKeys=['a'])
            answers['tags'] = iam.list_mfa_device_tags(SerialNumber=serial)['Tags']
            answers['inUse'] = code(iam.delete_virtual_mfa_device, SerialNumber=serial)
            iam.deactivate_mfa_device(UserName='ann', SerialNumber=serial)
            answers['deactivated'] = code(iam.deactivate_mfa_device, UserName='ann', SerialNumber=serial)
            iam.delete_virtual_mfa_device(SerialNumber=serial)
            answers['gone'] = code(iam.delete_virtual_mfa_device, SerialNumber=serial)
            iam.enable_mfa_device(UserName=account, SerialNumber=root_serial, AuthenticationCode1='{{rootCodes.At(-2)}}', AuthenticationCode2='{{rootCodes.At(-1)}}')
            answers['rootListed'] = [d['SerialNumber'] for d in iam.list_mfa_devices()['MFADevices']]
            answers['rootSession'] = sts.get_session_token(SerialNumber=root_serial, TokenCode='{{rootCodes.At(0)}}')['Credentials']['AccessKeyId'][:4]
            print(json.dumps(answers))
            """);
        Text(seen, "assigned").ShouldBe("""["ann"]""");
        Text(seen, "listed").ShouldContain(":mfa/phone");
        Text(seen, "assumed").ShouldEndWith(":assumed-role/guarded/x1\"");
        Text(seen, "tags").ShouldBe("""[{"Key": "c", "Value": "d"}]""");
        Text(seen, "rootListed").ShouldContain(":mfa/root-account-mfa-device");
        Text(seen, "rootSession").ShouldBe("\"ASIA\"");

        // Debian's boto3 does not know this one.
        using var wire = gateway.As(gateway.Root());
        (await wire.QueryAsync("iam", "GetMFADevice", ("SerialNumber", made.GetProperty("rootSerial").GetString()!))).Succeeded().Value("EnableDate").ShouldNotBeEmpty();
        foreach (var (name, code) in new Dictionary<string, string>
        {
            ["wrong"] = "InvalidAuthenticationCode",
            ["noDevice"] = "NoSuchEntity",
            ["again"] = "EntityAlreadyExists",
            ["resyncAgain"] = "InvalidAuthenticationCode",
            ["without"] = "AccessDenied",
            ["badCode"] = "AccessDenied",
            ["replayed"] = "AccessDenied",
            ["inUse"] = "DeleteConflict",
            ["deactivated"] = "NoSuchEntity",
            ["gone"] = "NoSuchEntity",
        })
        {
            seen.GetProperty(name).GetString().ShouldBe(code, name);
        }
    }

    [Fact]
    public async Task The_AWS_CLI_writes_the_picture_of_a_device_and_reads_the_password_policy()
    {
        Tools.NeedAws();
        await using var gateway = await GatewayProcess.StartAsync();
        using var root = new AwsCli(gateway.Url, gateway.Root());
        using var folder = new TemporaryFolder();
        var picture = folder.File("qr.png");
        (await root.JsonAsync("iam", "create-virtual-mfa-device", "--virtual-mfa-device-name", "phone", "--outfile", picture, "--bootstrap-method", "QRCodePNG"))
            .GetProperty("VirtualMFADevice").GetProperty("SerialNumber").GetString().ShouldEndWith(":mfa/phone");
        (await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken)).Take(4).ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        (await root.RunAsync("iam", "update-account-password-policy", "--minimum-password-length", "14", "--require-symbols")).ExitCode.ShouldBe(0);
        (await root.JsonAsync("iam", "get-account-password-policy")).GetProperty("PasswordPolicy").GetProperty("MinimumPasswordLength").GetInt32().ShouldBe(14);
    }

    private static string Text(JsonElement answers, string name) => JsonSerializer.Serialize(answers.GetProperty(name)).Replace(",", ", ", StringComparison.Ordinal).Replace("\":", "\": ", StringComparison.Ordinal);

    /// <summary>Codes of one device at steps from one instant, so that a test that takes long stays consistent.</summary>
    private sealed class Codes(string seed)
    {
        private readonly OtpNet.Totp _totp = new(OtpNet.Base32Encoding.ToBytes(seed));
        private readonly DateTime _start = TimeProvider.System.GetUtcNow().UtcDateTime;

        public string At(int step) => _totp.ComputeTotp(_start.AddSeconds(step * 30)).ToString(CultureInfo.InvariantCulture);
    }
}
