using System.Text.Json;
using Federation.Demo.IdentityProvider;
using Federation.Demo.Wire;
using Federation.Wire.SigV4;

namespace Federation.Demo.Seeding;

/// <summary>Fills a fresh gateway as its administrator would, over the wire only, with the root access key.</summary>
internal sealed class Seeder(WireClient wire, HttpClient http, Uri gateway, IdentityProviderOptions identityProvider, PersonDirectory people, TimeProvider timeProvider)
{
    private string AssertionConsumerService => new Uri(gateway, "/saml/acs").AbsoluteUri;

    public async Task<DemoWorld> SeedAsync(SigningCredentials root, CancellationToken cancellationToken)
    {
        var metadata = await http.GetStringAsync(new Uri(identityProvider.EntityId), cancellationToken);
        var identity = await wire.QueryAsync(root, "sts", "GetCallerIdentity", Parameters(), cancellationToken);
        var management = WireClient.Descendant(identity, "Account")!;

        await CreateProviderAsync(root, metadata, cancellationToken);
        await wire.QueryAsync(root, "iam", "UpdateAssumeRolePolicy", Parameters(
            ("RoleName", DemoWorld.AdministratorRole),
            ("PolicyDocument", Policies.TrustProviderAndAccount(management, AssertionConsumerService))), cancellationToken);
        await CreateRoleAsync(root, management, DemoWorld.DeveloperRole, ["s3:*", "sqs:*", "iam:Get*", "iam:List*"], cancellationToken);
        await CreateRoleAsync(root, management, DemoWorld.ReadOnlyRole, ["iam:Get*", "iam:List*", "organizations:Describe*", "organizations:List*"], cancellationToken);
        await wire.JsonAsync(root, "federation", "PutRoleMapping",
            new { Name = "developers", Document = Policies.RoleMapping(management) }, cancellationToken);

        await wire.JsonAsync(root, "organizations", "CreateOrganization", new { FeatureSet = "ALL" }, cancellationToken);
        var world = new DemoWorld(management,
            await CreateAccountAsync(root, "Workloads", cancellationToken),
            await CreateAccountAsync(root, "Sandbox", cancellationToken));

        GiveRoles(world);
        return world;
    }

    // The other of the two ways to a role is the mapping rule: bob gets one role by each.
    private void GiveRoles(DemoWorld world)
    {
        people.Put(With(Cast.Alice,
            AwsAttributes.Role(DemoWorld.Pair(world.ManagementAccount, DemoWorld.AdministratorRole)),
            AwsAttributes.RoleSessionName("alice")));
        people.Put(With(Cast.Bob,
            AwsAttributes.Role(DemoWorld.Pair(world.ManagementAccount, DemoWorld.DeveloperRole)),
            AwsAttributes.RoleSessionName("bob"),
            AwsAttributes.SourceIdentity("bob"),
            AwsAttributes.SessionDuration(TimeSpan.FromHours(1)),
            AwsAttributes.PrincipalTag("Team", "platform")));
    }

    private static Person With(Person person, params IEnumerable<PersonAttribute> attributes) =>
        person with { Attributes = [.. person.Attributes, .. attributes] };

    private async Task CreateProviderAsync(SigningCredentials caller, string metadata, CancellationToken cancellationToken) =>
        await wire.QueryAsync(caller, "iam", "CreateSAMLProvider", Parameters(("Name", DemoWorld.ProviderName), ("SAMLMetadataDocument", metadata)), cancellationToken);

    private async Task CreateRoleAsync(SigningCredentials caller, string account, string name, string[] actions, CancellationToken cancellationToken)
    {
        await wire.QueryAsync(caller, "iam", "CreateRole", Parameters(
            ("RoleName", name),
            ("AssumeRolePolicyDocument", Policies.TrustProvider(account, AssertionConsumerService)),
            ("MaxSessionDuration", "14400")), cancellationToken);
        await wire.QueryAsync(caller, "iam", "PutRolePolicy", Parameters(
            ("RoleName", name), ("PolicyName", "demo"), ("PolicyDocument", Policies.Allow(actions))), cancellationToken);
    }

    private async Task<string> CreateAccountAsync(SigningCredentials root, string name, CancellationToken cancellationToken)
    {
        var answer = await wire.JsonAsync(root, "organizations", "CreateAccount",
            new { AccountName = name, Email = name.ToLowerInvariant() + "@example.com" }, cancellationToken);
        var status = answer.GetProperty("CreateAccountStatus");
        for (var attempt = 0; attempt < 50 && State(status) == "IN_PROGRESS"; attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), timeProvider, cancellationToken);
            answer = await wire.JsonAsync(root, "organizations", "DescribeCreateAccountStatus",
                new { CreateAccountRequestId = status.GetProperty("Id").GetString() }, cancellationToken);
            status = answer.GetProperty("CreateAccountStatus");
        }

        return State(status) == "SUCCEEDED" ? status.GetProperty("AccountId").GetString()! : throw new DemoException($"the account `{name}` was not created: {status}");
    }

    private static string? State(JsonElement status) => status.GetProperty("State").GetString();

    private static Dictionary<string, string> Parameters(params IEnumerable<(string Name, string Value)> parameters) =>
        parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
}
