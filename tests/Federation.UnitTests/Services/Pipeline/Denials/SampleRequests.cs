using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Federation.Services.Iam.Shapes;
using Federation.Services.Mappings;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;
using Federation.Services.Revocations;
using Federation.Services.Traces;
using Federation.UnitTests.Saml;

namespace Federation.UnitTests.Services.Pipeline.Denials;

/// <summary>
/// A request of every operation that gets as far as its demands. It is derived from the record: a member that must be there, and tags, get the name of a sample entity or the first
/// candidate that its constraints let through. What cannot be derived stands in <see cref="Exceptions"/>.
/// </summary>
internal static class SampleRequests
{
    /// <summary>The name of every sample entity: role, user, group, policies, provider, mapping.</summary>
    public const string Name = "sample";

    private const string TraceId = "01920000-0000-7000-8000-000000000000";

    private static readonly string[] Candidates =
    [
        Name, "123456", "123456789012", "v1", "sample@example.org", "AKIAQNZGKIQY56JQ7WML", "arn:aws:iam::123456789012:role/sample", "https://idp.example.net", "Sample-Passw0rd-Of-Length", TraceId, "car-" + new string('a', 32), new('a', 40),
    ];

    /// <summary>Operations whose requests are to be said by hand, each with why. Several requests: each is denied and allowed by itself.</summary>
    private static readonly Dictionary<string, Func<DenialWorld, object[]>> Exceptions = new(StringComparer.Ordinal)
    {
        // Exactly one of three members is given.
        ["federation:RevokeSessions"] = world => [new RevokeSessionsRequest { RoleArn = world.RoleArn }, new RevokeSessionsRequest { SessionId = "sample-session" }, new RevokeSessionsRequest { PrincipalArn = world.ProviderArn + "/somebody" }],
        // A second action guards the values.
        ["federation:GetLoginTrace"] = _ => [new GetLoginTraceRequest { TraceId = TraceId }, new GetLoginTraceRequest { TraceId = TraceId, IncludeValues = true }],
    };

    /// <summary>The requests of an operation.</summary>
    public static IReadOnlyList<object> For(IOperation operation, DenialWorld world) =>
        Exceptions.TryGetValue(operation.Descriptor.Action, out var exception) ? exception(world)
        : operation.RequestType == typeof(Nothing) ? [Nothing.Value]
        : [Make(operation.RequestType, world, operation.Descriptor.Action)];

    /// <summary>The requests of an operation with every member given that may name a sample entity, those that need not be there as well.</summary>
    public static IEnumerable<object> Filled(IOperation operation, DenialWorld world)
    {
        foreach (var request in For(operation, world))
        {
            foreach (var property in NamingMembers(request).Where(property => property.GetValue(request) is null))
            {
                property.SetValue(request, property.Name.EndsWith("Arn", StringComparison.Ordinal) ? world.ProviderArn : Name);
            }

            yield return request;
        }
    }

    /// <summary>Members that name an entity which is there, but for its new name, by name or by the ARN of a provider.</summary>
    public static IEnumerable<PropertyInfo> NamingMembers(object request) => request.GetType().GetProperties().Where(property =>
        property.CanWrite && property.PropertyType == typeof(string) && property.GetCustomAttribute<AllowedValuesAttribute>() is null
        && ((property.Name.EndsWith("Name", StringComparison.Ordinal) && !property.Name.StartsWith("New", StringComparison.Ordinal)) || property.Name == "SAMLProviderArn"));

    private static object Make(Type type, DenialWorld world, string path)
    {
        var request = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            if (property.GetCustomAttribute<RequiredAttribute>() is not null || property.PropertyType == typeof(IReadOnlyList<TagShape>))
            {
                property.SetValue(request, ValueOf(property, world, $"{path}.{property.Name}"));
            }
        }

        return request;
    }

    private static object ValueOf(PropertyInfo property, DenialWorld world, string path)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(string))
        {
            return Named(property, world) ?? Text(property, path);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var element = type.GetGenericArguments()[0];
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
            list.Add(element == typeof(string) ? ElementOf(property, path) : Make(element, world, path));
            return list;
        }

        return type == typeof(int) || type == typeof(long) ? Convert.ChangeType(property.GetCustomAttribute<RangeAttribute>()?.Minimum ?? 1, type, System.Globalization.CultureInfo.InvariantCulture)
            : type == typeof(bool) ? true
            : type == typeof(DateTimeOffset) ? ResponseBuilder.Now
            : type == typeof(byte[]) ? new byte[] { 1 }
            : type.IsClass && type.Namespace!.StartsWith("Federation.", StringComparison.Ordinal) ? Make(type, world, path)
            : throw Underivable(path);
    }

    /// <summary>Members that name something that is there, or hold a document.</summary>
    private static string? Named(PropertyInfo property, DenialWorld world) => property.Name switch
    {
        "PolicyArn" or "PermissionsBoundary" => world.PolicyArn,
        "RoleArn" or "PolicySourceArn" or "Arn" => world.RoleArn,
        "SAMLProviderArn" => world.ProviderArn,
        "OpenIDConnectProviderArn" => world.OidcProviderArn,
        "SerialNumber" => world.MfaDeviceArn,
        "AccessKeyId" => world.AccessKeyId,
        "Url" => "https://idp.example.net/sample",
        "SAMLMetadataDocument" => new MetadataBuilder().Xml(),
        "PolicyDocument" when property.DeclaringType!.Name.Contains("AssumeRole", StringComparison.Ordinal) => Iam.PolicyWorld.AnyoneTrusts,
        "AssumeRolePolicyDocument" => Iam.PolicyWorld.AnyoneTrusts,
        "PolicyDocument" => Iam.PolicyWorld.Allow("iam:ListRoles"),
        "Document" when property.DeclaringType!.Namespace == typeof(PutRoleMappingRequest).Namespace => world.MappingDocument,
        _ => null,
    };

    private static string Text(PropertyInfo property, string path)
    {
        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
        {
            return allowed.Values.OfType<string>().First();
        }

        var length = property.GetCustomAttribute<LengthAttribute>();
        return First(length?.MinimumLength ?? 0, length?.MaximumLength ?? int.MaxValue, property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern, path);
    }

    private static string ElementOf(PropertyInfo property, string path) => property.GetCustomAttribute<ElementValuesAttribute>()?.Values[0]
        ?? First(
            property.GetCustomAttribute<ElementLengthAttribute>()?.Minimum ?? 0,
            property.GetCustomAttribute<ElementLengthAttribute>()?.Maximum ?? int.MaxValue,
            property.GetCustomAttribute<ElementPatternAttribute>()?.Pattern,
            path);

    private static string First(int least, int most, string? pattern, string path) =>
        Candidates.FirstOrDefault(candidate => candidate.Length >= least && candidate.Length <= most && (pattern is null || JavaPattern.Compile(pattern).IsMatch(candidate))) ?? throw Underivable(path);

    private static InvalidOperationException Underivable(string path) => new($"no value of {path} can be derived: add the operation to {nameof(SampleRequests)}.{nameof(Exceptions)}");
}
