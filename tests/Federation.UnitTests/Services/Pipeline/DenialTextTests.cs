using System.Reflection;
using Federation.Model.Results;
using Federation.Services.Iam.Groups;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.Iam;
using Federation.UnitTests.Services.Pipeline.Denials;

namespace Federation.UnitTests.Services.Pipeline;

/// <summary>
/// Whoever has no permission learns nothing of what there is: of every operation that names an entity, the denial for one that is there (under a path and a spelling that the caller did not
/// say) and for one that is not are the same but for the name that was asked for. An operation that is added is compared without anybody thinking of it.
/// </summary>
public sealed class DenialTextTests(DenialWorld world) : IClassFixture<DenialWorld>
{
    private const string Stored = "Hidden";
    private const string Asked = "hidden";
    private const string Missing = "absent";
    private const string MissingKey = "AKIAAAAAAAAAAAAAAAAA";
    private const string Everything = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"federation:None","Resource":"*"}}""", Everything)]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"No","Effect":"Deny","Action":"*","Resource":"*"}]}""", Everything)]
    [InlineData(Everything, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"federation:None","Resource":"*"}}""")]
    public async Task Of_what_is_there_and_of_what_is_not_a_denial_says_the_same(string identity, string boundary)
    {
        var (present, absent) = await HideAsync();
        await world.SetAsync(identity, boundary);
        var compared = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var operation in world.House.Get<OperationRegistry>().All.Where(operation => operation.Descriptor.Authentication is Authentication.Signed or Authentication.LongTermKeyOnly))
        {
            foreach (var request in SampleRequests.For(operation, world))
            {
                if (!Names(request, present))
                {
                    continue;
                }

                var (there, gone) = (await DenialAsync(operation, With(request, present)), await DenialAsync(operation, With(request, absent)));
                there.Code.ShouldBe("AccessDenied", $"{operation.Descriptor.Action}: {there.Message}");
                Without(there.Message, Asked, world.AccessKeyId).ShouldBe(Without(gone.Message, Missing, MissingKey), operation.Descriptor.Action);
                there.Message.ShouldNotContain(Stored, Case.Sensitive, operation.Descriptor.Action);
                (there.EncodedAuthorizationMessage?.Length).ShouldBe(gone.EncodedAuthorizationMessage?.Length, operation.Descriptor.Action);
                compared.Add(operation.Descriptor.Action);
            }
        }

        // One of each kind, so that the comparison cannot run empty; and nearly all of IAM names something.
        string[] kinds =
        [
            "iam:GetUser", "iam:UpdateUser", "iam:GetGroup", "iam:GetRole", "iam:GetPolicy", "iam:GetSAMLProvider", "iam:GetAccessKeyLastUsed", "iam:DeleteAccessKey", "iam:ListMFADeviceTags",
            "iam:SimulatePrincipalPolicy", "iam:AttachRolePolicy", "iam:CreateUser", "sts:AssumeRole", "federation:GetRoleMapping", "federation:RevokeSessions",
        ];
        kinds.Except(compared).ShouldBeEmpty();
        compared.Count.ShouldBeGreaterThan(90);
    }

    /// <summary>What the sample requests say, each with what stands in its place: something that is there, and something that is not.</summary>
    private async Task<(IReadOnlyDictionary<string, string> Present, IReadOnlyDictionary<string, string> Absent)> HideAsync()
    {
        var house = world.House;
        if ((await house.CallAsync("iam", "GetRole", new GetRoleRequest { RoleName = Stored })).Error is not null)
        {
            await house.UserAsync(Stored, path: "/secret/");
            await house.DoAsync<GroupResponse>("iam", "CreateGroup", new CreateGroupRequest { GroupName = Stored, Path = "/secret/" });
            await house.DoAsync<RoleResponse>("iam", "CreateRole", new CreateRoleRequest
            {
                RoleName = Stored,
                Path = "/secret/",
                AssumeRolePolicyDocument = StsWorld.TrustsAws(house.Management.Value),
            });
            await house.PolicyAsync(Stored, path: "/secret/");
            await house.ProviderAsync(house.Root, Stored);
            await house.MapAsync(house.Root, Stored, world.MappingDocument);
            await house.DoAsync<CreateVirtualMFADeviceResponse>("iam", "CreateVirtualMFADevice", new CreateVirtualMFADeviceRequest { VirtualMFADeviceName = Stored, Path = "/secret/" });
        }

        var arn = $"arn:aws:iam::{house.Management}:";
        return (Of(Asked, world.AccessKeyId), Of(Missing, MissingKey));

        Dictionary<string, string> Of(string name, string keyId) => new(StringComparer.Ordinal)
        {
            [SampleRequests.Name] = name,
            [world.RoleArn] = $"{arn}role/secret/{name}",
            [world.PolicyArn] = $"{arn}policy/secret/{name}",
            [world.ProviderArn] = $"{arn}saml-provider/{name}",
            [world.AccessKeyId] = keyId,
            [world.MfaDeviceArn] = $"{arn}mfa/secret/{name}",
        };
    }

    private static string Without(string message, string name, string key) => message.Replace(name, "NAME", StringComparison.Ordinal).Replace(key, "NAME", StringComparison.Ordinal);

    private static bool Names(object request, IReadOnlyDictionary<string, string> names) =>
        request.GetType().GetProperties().Any(property => Said(property, request) is { } text && names.ContainsKey(text));

    /// <summary>A member's text; whose user may be left out is asked about one by name.</summary>
    private static string? Said(PropertyInfo property, object request) => property.PropertyType != typeof(string) ? null : (string?)property.GetValue(request) ?? (property.Name == "UserName" ? SampleRequests.Name : null);

    private static object With(object request, IReadOnlyDictionary<string, string> names)
    {
        var copy = request.GetType().GetMethod("<Clone>$")!.Invoke(request, null)!;
        foreach (var property in copy.GetType().GetProperties())
        {
            if (Said(property, copy) is { } text && names.TryGetValue(text, out var name))
            {
                property.SetValue(copy, name);
            }
        }

        return copy;
    }

    private async Task<AwsError> DenialAsync(IOperation operation, object request)
    {
        var error = (await world.House.CallAsync(operation.Descriptor.Service, operation.Descriptor.Name, request, world.Session(Everything))).Error;
        return error is { Code: "AccessDenied" } && operation.Descriptor.Authentication == Authentication.Signed
            ? error
            : (await world.House.CallAsync(operation.Descriptor.Service, operation.Descriptor.Name, request, world.User())).Error.ShouldNotBeNull(operation.Descriptor.Action);
    }
}
