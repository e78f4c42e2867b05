using Federation.Policy;
using Federation.Policy.Lint;
using Federation.Services.Pipeline;
using Federation.Services.Policies;
using Federation.UnitTests.Repository;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Iam;

/// <summary>The policies under <c>arn:aws:iam::aws:policy/</c>, held against the registry of what the gateway serves.</summary>
public sealed class AwsManagedPolicyTests(AwsManagedPolicyTests.Registry registry) : IClassFixture<AwsManagedPolicyTests.Registry>
{
    private static readonly string[] ReadOnlyPolicies =
        ["ReadOnlyAccess", "SecurityAudit", "ViewOnlyAccess", "IAMReadOnlyAccess", "AWSOrganizationsReadOnlyAccess", "AWSCloudTrail_ReadOnlyAccess", "FederationReadOnlyAccess"];

    private static readonly string[] EverythingInIam =
    [
        "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", "PRIVILEGE_ESCALATION_BY_POLICY", "PRIVILEGE_ESCALATION_BY_GROUP",
        "PRIVILEGE_ESCALATION_BY_CREDENTIALS", "PRIVILEGE_ESCALATION_BY_TRUST", "PRIVILEGE_ESCALATION_BY_BOUNDARY",
    ];

    /// <summary>What the linter warns of, and what the policy is there for.</summary>
    private static readonly Dictionary<string, string[]> Deliberate = new(StringComparer.Ordinal)
    {
        ["AdministratorAccess"] = [.. EverythingInIam, "PRIVILEGE_ESCALATION_BY_ORGANIZATION", "ASSUME_ANY_ROLE", "AUDIT_CAN_BE_STOPPED"],
        ["PowerUserAccess"] = ["ASSUME_ANY_ROLE", "AUDIT_CAN_BE_STOPPED"],
        ["IAMFullAccess"] = EverythingInIam,
        ["AWSOrganizationsFullAccess"] = ["PRIVILEGE_ESCALATION_BY_ORGANIZATION"],
        ["FederationAdministratorAccess"] = ["PRIVILEGE_ESCALATION_BY_TRUST"],
    };

    public static TheoryData<string> Names => [.. AwsManagedPolicies.All.Select(policy => policy.Policy.PolicyName)];

    public static TheoryData<string> ReadOnlyNames => [.. ReadOnlyPolicies];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_valid_lint_clean_and_within_the_quota(string name)
    {
        var document = Of(name).Document;
        PolicyDocument.Read(document, PolicyKind.Identity).Problems.ShouldBeEmpty();
        PolicyLinter.Check(document, PolicyKind.Identity, GatewayCatalogue.Instance)
            .Select(finding => finding.IssueCode).Distinct().ShouldBe(Deliberate.GetValueOrDefault(name, []), ignoreOrder: true);
        document.Count(c => !char.IsWhiteSpace(c)).ShouldBeLessThanOrEqualTo(6144);
        Of(name).Policy.Description!.Length.ShouldBeInRange(1, 1000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_names_actions_that_the_gateway_has(string name)
    {
        var actions = Actions().Select(action => action.Action).ToList();
        foreach (var pattern in PolicyDocument.Read(Of(name).Document, PolicyKind.Identity).Document!.Statements.SelectMany(statement => statement.Actions))
        {
            actions.Any(action => Wildcard.Matches(pattern.Text, action, ignoreCase: true)).ShouldBeTrue(pattern.Text);
        }
    }

    [Theory]
    [MemberData(nameof(ReadOnlyNames))]
    public void Those_for_reading_grant_no_change_and_no_credentials(string name) =>
        Granted(name).Where(action => action.Access is not (AccessLevel.Read or AccessLevel.List) && !action.IsAlwaysAllowed).Select(action => action.Action).ShouldBeEmpty();

    [Fact]
    public void ReadOnlyAccess_grants_every_read_of_the_registry_that_others_may_ask_for()
    {
        var reads = Actions().Where(action => action.Access is AccessLevel.Read or AccessLevel.List && action.Authentication == Authentication.Signed).Select(action => action.Action);
        // A test login makes a login, though it changes nothing in the store. A sealed reason says what other people's requests held: who reads the rest need not read it.
        reads.Except(Granted("ReadOnlyAccess").Select(action => action.Action)).ShouldBe(["federation:CreateTestLogin", "sts:DecodeAuthorizationMessage"]);
    }

    [Fact]
    public void The_narrower_ones_for_reading_grant_nothing_that_ReadOnlyAccess_does_not()
    {
        var all = Granted("ReadOnlyAccess").Select(action => action.Action).ToList();
        foreach (var name in ReadOnlyPolicies)
        {
            Granted(name).Select(action => action.Action).Except(all).ShouldBeEmpty(name);
        }

        foreach (var name in new[] { "SecurityAudit", "ViewOnlyAccess", "FederationReadOnlyAccess" })
        {
            Granted(name).ShouldNotContain(action => action.Action == "federation:GetLoginTraceValues", name);
        }
    }

    [Fact]
    public void PowerUserAccess_grants_no_change_of_who_may_do_what()
    {
        Granted("PowerUserAccess").Where(action => action.Service is "iam" or "organizations" or "federation" && action.Access is not (AccessLevel.Read or AccessLevel.List)).ShouldBeEmpty();
        Granted("PowerUserAccess").Select(action => action.Action).ShouldContain("sts:AssumeRole");
    }

    [Fact]
    public void The_full_ones_grant_all_of_their_service_and_AWSDenyAll_nothing()
    {
        Granted("AdministratorAccess").Count.ShouldBe(Actions().Count());
        GrantedOf("IAMFullAccess", "iam").ShouldBe(Actions().Where(action => action.Service == "iam").Select(action => action.Action), ignoreOrder: true);
        GrantedOf("AWSOrganizationsFullAccess", "organizations").ShouldBe(Actions().Where(action => action.Service == "organizations").Select(action => action.Action), ignoreOrder: true);
        Granted("AWSDenyAll").ShouldAllBe(action => action.IsAlwaysAllowed);
        Granted("FederationAdministratorAccess").ShouldNotContain(action => action.Action == "iam:PutRolePolicy" || action.Action == "iam:AttachRolePolicy" || action.Action == "iam:UpdateAssumeRolePolicy");
    }

    [Theory]
    [InlineData("user/ann", true)]
    [InlineData("user/team/eu/ann", true)]
    [InlineData("user/joann", false)]
    [InlineData("user/ann/bob", false)]
    [InlineData("user/*", false)]
    public void IAMUserChangePassword_reaches_the_users_own_password_in_whatever_path(string resource, bool isAllowed)
    {
        var context = new RequestContext();
        context.Set(ContextKeys.UserName, "ann");
        Evaluate("IAMUserChangePassword", "iam:ChangePassword", $"arn:aws:iam::123456789012:{resource}", context).ShouldBe(isAllowed ? Outcome.Allowed : Outcome.ImplicitlyDenied);
    }

    [Theory]
    [InlineData("iam:CreateVirtualMFADevice", "mfa/ann", false, true)]
    [InlineData("iam:CreateVirtualMFADevice", "mfa/bob", true, false)]
    [InlineData("iam:DeleteVirtualMFADevice", "mfa/bob", true, false)]
    [InlineData("iam:EnableMFADevice", "user/team/ann", false, true)]
    [InlineData("iam:EnableMFADevice", "user/bob", true, false)]
    [InlineData("iam:DeactivateMFADevice", "user/ann", false, false)]
    [InlineData("iam:DeactivateMFADevice", "user/ann", true, true)]
    [InlineData("iam:DeactivateMFADevice", "user/bob", true, false)]
    public void FederationUserManageOwnMFA_reaches_the_users_own_device_and_removal_takes_MFA(string action, string resource, bool hasMfa, bool isAllowed)
    {
        var context = new RequestContext();
        context.Set(ContextKeys.UserName, "ann");
        context.Set("aws:MultiFactorAuthPresent", hasMfa ? "true" : "false");
        Evaluate("FederationUserManageOwnMFA", action, $"arn:aws:iam::123456789012:{resource}", context).ShouldBe(isAllowed ? Outcome.Allowed : Outcome.ImplicitlyDenied);
    }

    [Fact]
    public void The_documentation_lists_each_with_its_description()
    {
        var page = RepositoryFiles.Read("docs/policy.md");
        AwsManagedPolicies.All.Where(policy => !page.Contains($"| `{policy.Policy.Path}{policy.Policy.PolicyName}` | {policy.Policy.Description} |", StringComparison.Ordinal))
            .Select(policy => policy.Policy.PolicyName).ShouldBeEmpty();
    }

    [Fact]
    public void Their_ids_are_unlike_those_of_any_account_and_never_change()
    {
        AwsManagedPolicies.All.Select(policy => policy.Policy.PolicyId).ShouldBeUnique();
        AwsManagedPolicies.All.ShouldAllBe(policy => policy.Policy.PolicyId.StartsWith("ANPAA", StringComparison.Ordinal) && policy.Policy.PolicyId.Length == 20);
        Of("AdministratorAccess").Policy.PolicyId.ShouldBe("ANPAA7E7ALMTL67E5SJ2");
    }

    private static AwsManagedPolicy Of(string name) => AwsManagedPolicies.All.Single(policy => policy.Policy.PolicyName == name);

    private IEnumerable<OperationDescriptor> Actions() =>
        registry.Descriptors.Where(descriptor => descriptor.Authentication != Authentication.Portal).Concat(PermissionOnlyActions.All);

    private IEnumerable<string> GrantedOf(string name, string service) => Granted(name).Where(action => action.Service == service).Select(action => action.Action);

    /// <summary>What a user with the policy alone could do, on everything, by the evaluator.</summary>
    private List<OperationDescriptor> Granted(string name) => [.. Actions().Where(action => Evaluate(name, action.Action, ResourceOf(action), new RequestContext()) == Outcome.Allowed)];

    private static string ResourceOf(OperationDescriptor action) =>
        action.Resource?.ArnPattern?.Replace("arn:*", "arn:aws", StringComparison.Ordinal).Replace("::*:", "::123456789012:", StringComparison.Ordinal).Replace("*", "x", StringComparison.Ordinal) ?? "*";

    private static Outcome Evaluate(string name, string action, string resource, RequestContext context) => PolicyEvaluator.Evaluate(new EvaluationInputs
    {
        Request = new AuthorizationRequest
        {
            Principal = RequestPrincipal.User("arn:aws:iam::123456789012:user/ann", "123456789012", "AIDAANN"),
            Action = action,
            Resource = resource,
            ResourceAccountId = "123456789012",
            Context = context,
        },
        Principal = new PrincipalPolicySet([Of(name).Compiled(PolicyKind.Identity)], null),
    });

    /// <summary>What the gateway serves.</summary>
    public sealed class Registry : IAsyncLifetime
    {
        /// <summary>Of every operation.</summary>
        public IReadOnlyList<OperationDescriptor> Descriptors { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var house = await TestHouse.OpenAsync();
            Descriptors = [.. house.Get<OperationRegistry>().All.Select(operation => operation.Descriptor)];
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
