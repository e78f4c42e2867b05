using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>
/// The calls that Terraform's AWS provider makes for each IAM resource, by boto3 (<c>Terraform/*.py</c>): create, refresh, update, import, destroy. Each phase is a program
/// of its own, which has nothing of the one before but its state.
/// </summary>
public sealed class TerraformTests(RootGateway fixture) : IClassFixture<RootGateway>
{
    private static readonly string[] Metadata = [MetadataDocument(), MetadataDocument()];

    [Fact]
    public async Task Resources_are_created_refreshed_updated_imported_and_destroyed_and_no_plan_shows_what_nobody_changed()
    {
        Tools.NeedBoto3();
        using var root = fixture.Client();

        // Created, and at once a plan without changes.
        var made = await RunAsync(root, "{}", """
            seen['applied'] = apply(configuration(0), state)
            seen['plan'] = plan(configuration(0), state)
            """);
        var resources = made.GetProperty("state").EnumerateObject().Select(resource => resource.Name).ToArray();
        made.GetProperty("applied").EnumerateObject().Select(change => (change.Name, change.Value.GetString())).ShouldBe(resources.Select(name => (name, (string?)"create")), ignoreOrder: true);
        Text(made, "plan").ShouldBe("{}");

        // Two refreshes by other processes: nothing differs from what was written, computed attributes included.
        var first = await RunAsync(root, State(made), "state = refresh(state)\nseen['plan'] = plan(configuration(0), state)");
        var again = await RunAsync(root, State(first), "state = refresh(state)\nseen['plan'] = plan(configuration(0), state)");
        (Text(first, "plan"), Text(again, "plan")).ShouldBe(("{}", "{}"));
        foreach (var name in resources)
        {
            Attributes(first, name).ShouldBe(Attributes(again, name), name);
            Attributes(first, name, "attachment_count", "managed_policy_arns", "inline_policy").ShouldBe(Attributes(made, name, "attachment_count", "managed_policy_arns", "inline_policy"), name);
        }

        // What somebody changed by hand is what the plan shows, and what applying it takes back.
        var drifted = await RunAsync(root, State(again), """
            iam.tag_role(RoleName='app', Tags=[{'Key': 'env', 'Value': 'by hand'}])
            iam.put_user_policy(UserName='robot', PolicyName='inline', PolicyDocument=document(allow('iam:DeleteUser')))
            iam.detach_role_policy(RoleName='app', PolicyArn=arn('policy/team/deploy'))
            state = refresh(state)
            seen['drift'] = apply(configuration(0), state)
            seen['plan'] = plan(configuration(0), refresh(state))
            """);
        Text(drifted, "drift").ShouldBe("""{"role_policy_attachment.app": "create", "role.app": ["tags"], "user_policy.robot": ["policy"]}""");
        Text(drifted, "plan").ShouldBe("{}");

        // Every attribute that can be updated, and a policy so often that its versions are pruned.
        var changed = await RunAsync(root, State(drifted), """
            seen['planned'] = plan(configuration(1), state)
            apply(configuration(1), state)
            state = refresh(state)
            seen['plan'] = plan(configuration(1), state)
            wanted = configuration(1)
            deploy = wanted['policy.deploy'][1]
            for number in range(7):
                apply({**wanted, 'policy.deploy': ('policy', {**deploy, 'policy': document(allow('iam:GetRole', arn('role/%d' % number)))})}, state)
            seen['versions'] = sorted(version['VersionId'] for version in listed('list_policy_versions', 'Versions', PolicyArn=arn('policy/team/deploy')))
            apply(wanted, state)
            state = refresh(state)
            seen['pruned'] = plan(wanted, state)
            """);
        changed.GetProperty("planned").EnumerateObject().Select(change => change.Name).ShouldBe(resources.Except(["policy.bounds", "group.devs", "role_policy_attachment.app"]), ignoreOrder: true);
        (Text(changed, "plan"), Text(changed, "pruned")).ShouldBe(("{}", "{}"));
        Text(changed, "versions").ShouldBe("""["v5", "v6", "v7", "v8", "v9"]""");
        foreach (var kept in new[] { "user.ada", "group.ops", "role.app" })
        {
            Attribute(changed, kept, "unique_id").ShouldBe(Attribute(again, kept, "unique_id"), kept);
        }

        // Imported by name or ARN, without any state.
        var imported = await RunAsync(root, "{}", $$"""
            kept = json.loads({{JsonSerializer.Serialize(State(changed))}})
            for address, entry in kept.items():
                found = resources[entry['type']].read(entry['id'])
                state[address] = {**entry, 'attributes': found}
            seen['plan'] = plan(configuration(1), state)
            seen['accounts'] = [sts.get_caller_identity()['Account'], listed('list_account_aliases', 'AccountAliases')]
            seen['policy'] = [policy['Arn'] for policy in listed('list_policies', 'Policies', Scope='Local', PathPrefix='/team/')]
            seen['roles'] = sorted(role['RoleName'] for role in listed('list_roles', 'Roles', PathPrefix='/app/'))
            seen['users'] = sorted(user['UserName'] for user in listed('list_users', 'Users', PathPrefix='/people/'))
            seen['profiles'] = listed('list_instance_profiles', 'InstanceProfiles') + listed('list_instance_profiles_for_role', 'InstanceProfiles', RoleName='app')
            simulated = iam.simulate_principal_policy(PolicySourceArn=arn('user/ci/robot'), ActionNames=['iam:ListUsers', 'iam:CreateUser'])
            seen['simulated'] = [result['EvalDecision'] for result in simulated['EvaluationResults']]
            """);
        Text(imported, "plan").ShouldBe("{}");
        foreach (var name in resources)
        {
            Attributes(imported, name).ShouldBe(Attributes(changed, name), name);
        }

        Text(imported, "accounts").ShouldBe($"""["{fixture.Account}", ["second-alias"]]""");
        Text(imported, "policy").ShouldBe($"""["arn:aws:iam::{fixture.Account}:policy/team/deploy"]""");
        (Text(imported, "roles"), Text(imported, "users"), Text(imported, "profiles")).ShouldBe(("""["app"]""", """["ada.lovelace"]""", "[]"));
        Text(imported, "simulated").ShouldBe("""["allowed", "implicitDeny"]""");

        // Destroyed, with what people added by hand where `force_…` says so: nothing is found any more, and nothing of it is left in the account.
        var gone = await RunAsync(root, State(changed), """
            import base64, hmac, struct, time
            device = iam.create_virtual_mfa_device(VirtualMFADeviceName='by-hand')['VirtualMFADevice']
            def totp(step):
                digest = hmac.new(base64.b32decode(device['Base32StringSeed']), struct.pack('>Q', step), 'sha1').digest()
                return '%06d' % ((struct.unpack('>I', digest[digest[-1] & 15:][:4])[0] & 0x7fffffff) % 1000000)
            step = int(time.time()) // 30
            iam.enable_mfa_device(UserName='ada.lovelace', SerialNumber=device['SerialNumber'], AuthenticationCode1=totp(step - 1), AuthenticationCode2=totp(step))
            iam.create_access_key(UserName='ada.lovelace')
            iam.add_user_to_group(GroupName='devs', UserName='ada.lovelace')
            iam.put_role_policy(RoleName='corp', PolicyName='by-hand', PolicyDocument=document(allow('iam:GetRole')))
            iam.attach_role_policy(RoleName='corp', PolicyArn='arn:aws:iam::aws:policy/IAMReadOnlyAccess')
            seen['conflict'] = []
            for call, name in ((iam.delete_user, {'UserName': 'ada.lovelace'}), (iam.delete_role, {'RoleName': 'corp'}), (iam.delete_group, {'GroupName': 'devs'})):
                try:
                    call(**name)
                except iam.exceptions.DeleteConflictException:
                    seen['conflict'].append(list(name.values())[0])
            before = dict(state)
            for address in reversed(list(before)):
                if address == 'user_login_profile.ada':
                    state.pop(address)
                else:
                    destroy(address, state)
            seen['left'] = list(refresh(before))
            seen['summary'] = {name: value for name, value in iam.get_account_summary()['SummaryMap'].items() if name in (
                'Users', 'Groups', 'Policies', 'Providers', 'MFADevices', 'AccountAliases', 'PolicyVersionsInUse')}
            """);
        Text(gone, "conflict").ShouldBe("""["ada.lovelace", "corp", "devs"]""");
        Text(gone, "left").ShouldBe("[]");
        foreach (var count in gone.GetProperty("summary").EnumerateObject().Where(count => count.Name is not "PolicyVersionsInUse"))
        {
            (count.Name, count.Value.GetInt32()).ShouldBe((count.Name, 0));
        }
    }

    private static Task<JsonElement> RunAsync(AwsCli client, string state, string phase)
    {
        var resources = string.Join('\n', Program("calls.py"), Program("principals.py"), Program("policies.py"), Program("account.py"));
        return client.PythonAsync($$"""
            {{resources}}
            metadata = json.loads({{JsonSerializer.Serialize(JsonSerializer.Serialize(Metadata))}})
            {{Program("plan.py")}}
            state, seen = json.loads({{JsonSerializer.Serialize(state)}}), {}
            {{phase}}
            seen['state'] = state
            print(json.dumps(seen))
            """);
    }

    private static string Program(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Terraform", name));

    private static string State(JsonElement seen) => Text(seen, "state");

    private static string Text(JsonElement seen, string name) => seen.GetProperty(name).GetRawText();

    private static string? Attribute(JsonElement seen, string address, string name) =>
        seen.GetProperty("state").GetProperty(address).GetProperty("attributes").GetProperty(name).GetString();

    /// <summary>What a refresh found, without what later resources change (as in Terraform, where they are computed).</summary>
    private static string Attributes(JsonElement seen, string address, params string[] without) => string.Join('\n', seen.GetProperty("state").GetProperty(address).GetProperty("attributes")
        .EnumerateObject().Where(attribute => !without.Contains(attribute.Name)).OrderBy(attribute => attribute.Name, StringComparer.Ordinal).Select(attribute => attribute.ToString()));

    /// <summary>Metadata of an identity provider of one name, with a key of its own each time.</summary>
    private static string MetadataDocument()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=idp.example.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        return $"""
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.test/metadata" validUntil="{now.AddDays(30):yyyy-MM-dd'T'HH:mm:ss'Z'}">
              <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                <KeyDescriptor use="signing">
                  <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{Convert.ToBase64String(certificate.RawData)}</X509Certificate></X509Data></KeyInfo>
                </KeyDescriptor>
                <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.test/sso"/>
              </IDPSSODescriptor>
            </EntityDescriptor>
            """;
    }
}
