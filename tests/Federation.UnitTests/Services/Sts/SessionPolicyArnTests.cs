using System.Security.Cryptography;
using System.Text;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.Iam;
using static Federation.UnitTests.Services.House.SamlWorld;
using static Federation.UnitTests.Services.House.StsWorld;

namespace Federation.UnitTests.Services.Sts;

/// <summary>Managed policies as session policies, from the call that names them to the calls of the session.</summary>
public sealed class SessionPolicyArnTests : IAsyncLifetime
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private TestHouse _house = null!;
    private Caller _caller = null!;
    private string _role = "";

    public async ValueTask InitializeAsync()
    {
        _house = await TestHouse.OpenAsync();
        var first = await _house.RoleAsync(_house.Root, "first", PolicyWorld.AnyoneTrusts);
        _role = (await _house.RoleAsync(_house.Root, "wide", TrustsAws(first.Arn!))).Arn!;
        await _house.AllowAsync(_house.Root, "wide", "*");
        _caller = await _house.SessionAsync(first.Arn!);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_policy_of_the_gateway_makes_a_session_that_only_reads()
    {
        var (limited, packed) = await AssumeAsync(ReadOnly);
        packed!.Value.ShouldBeInRange(1, 100);
        (await _house.ListRolesAsync(limited)).Succeeded.ShouldBeTrue();
        (await _house.CallAsync("iam", "DeleteRole", new DeleteRoleRequest { RoleName = "first" }, limited)).Error!.Message
            .ShouldEndWith("because no session policy allows the iam:DeleteRole action");
        (await AssumeAsync()).Packed.ShouldBeNull();
    }

    [Fact]
    public async Task Several_policies_allow_together_what_the_role_allows()
    {
        var roles = await _house.PolicyAsync("Roles", PolicyWorld.Allow("iam:ListRoles"));
        var (limited, packed) = await AssumeAsync(roles.Arn!, (await _house.PolicyAsync("Policies", PolicyWorld.Allow("iam:GetPolicy"))).Arn!);
        packed!.Value.ShouldBeGreaterThanOrEqualTo((await AssumeAsync(roles.Arn!)).Packed!.Value);
        (await _house.ListRolesAsync(limited)).Succeeded.ShouldBeTrue();
        await _house.DoAsync<PolicyResponse>("iam", "GetPolicy", new GetPolicyRequest { PolicyArn = roles.Arn }, limited);
        (await _house.CallAsync("iam", "GetRole", new GetRoleRequest { RoleName = "first" }, limited)).Error!.Code.ShouldBe("AccessDenied");

        await _house.AllowAsync(_house.Root, "wide", "iam:ListRoles", effect: "Deny");
        (await _house.ListRolesAsync(limited)).Error!.Message.ShouldEndWith("with an explicit deny in an identity-based policy");
    }

    [Fact]
    public async Task What_happens_to_the_policy_counts_for_sessions_that_are_out()
    {
        var policy = (await _house.PolicyAsync("Limit")).Arn!;
        var (limited, _) = await AssumeAsync(policy);
        (await _house.ListRolesAsync(limited)).Succeeded.ShouldBeTrue();
        var other = new CreatePolicyVersionRequest { PolicyArn = policy, PolicyDocument = PolicyWorld.Allow("iam:GetRole"), SetAsDefault = true };
        await _house.DoAsync<PolicyVersionResponse>("iam", "CreatePolicyVersion", other);
        (await _house.ListRolesAsync(limited)).Succeeded.ShouldBeFalse();
        await _house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "first" }, limited);

        // A session that was to be limited by a policy that is gone may do nothing: it never becomes unlimited.
        await _house.DoAsync<Nothing>("iam", "DeletePolicyVersion", new DeletePolicyVersionRequest { PolicyArn = policy, VersionId = "v1" });
        await _house.DoAsync<Nothing>("iam", "DeletePolicy", new DeletePolicyRequest { PolicyArn = policy });
        (await _house.CallAsync("iam", "GetRole", new GetRoleRequest { RoleName = "first" }, limited)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task More_than_there_is_room_for_is_refused_with_its_size()
    {
        var arns = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            var noise = string.Concat(Enumerable.Range(0, 4).Select(part => Convert.ToHexString(SHA512.HashData(Encoding.UTF8.GetBytes($"{i}.{part}")))));
            arns.Add((await _house.PolicyAsync($"p{i}", path: $"/{noise[..510]}/")).Arn!);
        }

        var error = await _house.RefusedAsync(_caller, Request([.. arns]));
        (error.Code, error.HttpStatus).ShouldBe(("PackedPolicyTooLarge", 400));
        error.Message.ShouldMatch("[0-9]{3} percent");
        (await _house.RefusedAsync(_caller, Request([.. arns, ReadOnly]))).Code.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task An_assertion_is_traded_for_a_session_that_only_reads()
    {
        var provider = await _house.ProviderAsync(_house.Root, "corp");
        var role = await _house.RoleAsync(_house.Root, "developer", Trusts(provider));
        await _house.AllowAsync(_house.Root, "developer", "*");
        var request = Assume(role.Arn!, provider, Assertion(Role(role.Arn!, provider), SessionName("alice"))) with { PolicyArns = [new PolicyDescriptorShape { Arn = ReadOnly }] };
        var answer = await _house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", request, Caller.Anonymous);
        answer.PackedPolicySize!.Value.ShouldBeInRange(1, 100);
        var limited = await _house.CallerAsync(answer.Credentials!);
        (await _house.ListRolesAsync(limited)).Succeeded.ShouldBeTrue();
        (await _house.CallAsync("iam", "DeleteRole", new DeleteRoleRequest { RoleName = "first" }, limited)).Error!.Message.ShouldContain("no session policy allows");
    }

    private AssumeRoleRequest Request(params string[] arns) => Assume(_role) with { PolicyArns = arns.Length == 0 ? null : [.. arns.Select(arn => new PolicyDescriptorShape { Arn = arn })] };

    private async Task<(Caller Caller, int? Packed)> AssumeAsync(params string[] arns)
    {
        var answer = await _house.AssumeAsync(_caller, Request(arns));
        return (await _house.CallerAsync(answer.Credentials!), answer.PackedPolicySize);
    }
}
