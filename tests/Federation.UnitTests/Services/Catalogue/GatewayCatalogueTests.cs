using Federation.Policy;
using Federation.Policy.Lint;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Iam.Shapes;
using Federation.Services.Mappings;
using Federation.Services.Pipeline;
using Federation.Services.ProviderSettings;
using Federation.Services.Traces;
using Federation.UnitTests.Repository;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Catalogue;

/// <summary>What the policy linter knows of the gateway's actions is what the registry has and the operations demand.</summary>
public sealed class GatewayCatalogueTests
{
    private const string Provider = "arn:aws:iam::123456789012:saml-provider/corp";

    [Fact]
    public async Task The_catalogue_is_as_the_operation_registry_writes_it()
    {
        await using var house = await TestHouse.OpenAsync();
        var written = CatalogueFile.Write(house.Get<OperationRegistry>());
        if (Environment.GetEnvironmentVariable("FEDERATION_WRITE_CATALOGUE") == "1")
        {
            await File.WriteAllTextAsync(RepositoryFiles.PathOf(CatalogueFile.RelativePath), written, TestContext.Current.CancellationToken);
        }

        RepositoryFiles.Read(CatalogueFile.RelativePath).ShouldBe(written, $"{CatalogueFile.RelativePath} is stale: run scripts/policy-catalogue and commit the file");
    }

    [Fact]
    public async Task An_action_that_is_an_operation_is_not_also_listed_as_permission_only()
    {
        await using var house = await TestHouse.OpenAsync();
        var operations = house.Get<OperationRegistry>();

        PermissionOnlyActions.All.Where(action => operations.Find(action.Service, action.Name) is not null).Select(action => action.Action)
            .ShouldBeEmpty("there is an operation of that name now: take the action out of PermissionOnlyActions and run scripts/policy-catalogue");
    }

    [Fact]
    public async Task The_linter_judges_the_services_that_the_registry_has_and_no_other()
    {
        await using var house = await TestHouse.OpenAsync();

        GatewayCatalogue.Instance.Services.ShouldBe(house.Get<OperationRegistry>().All.Select(operation => operation.Descriptor.Service).Distinct().Order(StringComparer.Ordinal));
        GatewayCatalogue.Instance.TryGetService("s3", out _).ShouldBeFalse();
        GatewayCatalogue.Instance.TryGetService("IAM", out var actions).ShouldBeTrue();
        actions!.Single(action => action.Name == "iam:PutRolePolicy").ResourcePatterns.ShouldBe(["arn:*:iam::*:role/*"]);
    }

    [Fact]
    public async Task What_operations_demand_is_what_their_descriptors_say()
    {
        await using var house = await TestHouse.OpenAsync();
        IReadOnlyList<TagShape> tags = [new TagShape { Key = "team", Value = "blue" }];
        await house.DoAsync<RoleResponse>("iam", "CreateRole", new CreateRoleRequest { RoleName = "app", AssumeRolePolicyDocument = Trust, Tags = tags });
        (string Service, string Name, object Request)[] calls =
        [
            ("iam", "CreateRole", new CreateRoleRequest { RoleName = "new", AssumeRolePolicyDocument = Trust, Tags = tags, PermissionsBoundary = "arn:aws:iam::123456789012:policy/b" }),
            ("iam", "GetRole", new GetRoleRequest { RoleName = "app" }),
            ("iam", "ListRoles", new ListRolesRequest()),
            ("iam", "PutRolePolicy", new PutRolePolicyRequest { RoleName = "app", PolicyName = "p", PolicyDocument = "{}" }),
            ("iam", "CreateSAMLProvider", new CreateSAMLProviderRequest { Name = "corp", SAMLMetadataDocument = "<x/>", Tags = tags }),
            ("iam", "ListSAMLProviders", Nothing.Value),
            ("iam", "GetSAMLProvider", new GetSAMLProviderRequest { SAMLProviderArn = Provider }),
            ("federation", "GetSamlProviderSettings", new GetSamlProviderSettingsRequest { SAMLProviderArn = Provider }),
            ("federation", "GetRoleMapping", new GetRoleMappingRequest { Name = "m" }),
            ("federation", "ListRoleMappings", new ListRoleMappingsRequest()),
            ("federation", "ListLoginTraces", new ListLoginTracesRequest { SAMLProviderArn = Provider }),
            ("federation", "GetLoginTrace", new GetLoginTraceRequest { TraceId = "t", IncludeValues = true }),
            ("cloudtrail", "GetTrail", new Federation.Services.CloudTrail.GetTrailRequest()),
            ("sts", "GetCallerIdentity", Nothing.Value),
        ];
        foreach (var (service, name, request) in calls)
        {
            await using var context = new OperationContext(house.Request(), house.Root, house.Database);
            var demands = await house.Get<OperationRegistry>().Find(service, name)!.DemandsAsync(request, context, TestContext.Current.CancellationToken);
            foreach (var demand in demands.Value!.Where(demand => demand.Kind != DemandKind.None))
            {
                ShouldBeKnown(demand);
            }
        }
    }

    private static string Trust => """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}""";

    private static void ShouldBeKnown(Demand demand)
    {
        var service = demand.Action[..demand.Action.IndexOf(':', StringComparison.Ordinal)];
        GatewayCatalogue.Instance.TryGetService(service, out var actions).ShouldBeTrue(demand.Action);
        var action = actions!.SingleOrDefault(candidate => candidate.Name == demand.Action).ShouldNotBeNull(demand.Action);
        (demand.Resource == "*" || action.ResourcePatterns!.Any(pattern => Wildcard.Matches(pattern, demand.Resource, ignoreCase: false))).ShouldBeTrue($"{demand.Action} on {demand.Resource}");
        foreach (var key in demand.Context.Keys.Where(key => !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            action.ConditionKeys!.Any(known => known.EndsWith('/') ? key.StartsWith(known, StringComparison.Ordinal) : key == known).ShouldBeTrue($"{demand.Action} with {key}");
        }
    }
}
