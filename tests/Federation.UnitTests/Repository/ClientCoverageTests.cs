using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.Compatibility;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Repository;

/// <summary>Every operation of AWS's services is called, and every error code of theirs seen, by a client that none of us wrote.</summary>
public sealed partial class ClientCoverageTests
{
    /// <summary>Codes that no client can bring about in a test of seconds, and why; tests of the parts below show them.</summary>
    private static readonly Dictionary<string, string> OutOfReach = new(StringComparer.Ordinal)
    {
        ["InternalFailure"] = "a bug or a broken disk",
        ["ServiceUnavailable"] = "a store that cannot be reached",
        ["ConcurrentModification"] = "only a race brings it: the test of thirty-two clients takes it where it comes, and cannot count on it",
        ["ConcurrentModificationException"] = "as ConcurrentModification",
        ["PolicyEvaluation"] = "a stored policy that cannot be read, which no operation stores",
    };

    private static readonly Type[] Tables = [typeof(CommonErrors), typeof(IamErrors), typeof(StsErrors), typeof(CloudTrailErrors), typeof(OrganizationsErrors)];

    [Fact]
    public async Task Every_operation_of_an_AWS_service_is_called_by_a_client()
    {
        await using var house = await TestHouse.OpenAsync();
        var services = CompatibilityPage.Services.Select(service => service.Model.Name).ToHashSet(StringComparer.Ordinal);
        var operations = house.Get<OperationRegistry>().All.Select(operation => operation.Descriptor)
            .Where(operation => services.Contains(operation.Service) && operation.Authentication != Authentication.Portal).ToArray();
        operations.Length.ShouldBeGreaterThan(130);
        operations.Where(operation => !ClientSources.Call(operation.Service, operation.Name)).Select(operation => operation.Action).ShouldBeEmpty();
    }

    [Fact]
    public void Every_error_code_that_an_operation_gives_is_seen_by_a_client()
    {
        var given = Given().Concat(OfTheWire()).Distinct().ToArray();
        given.Length.ShouldBeGreaterThan(40);
        given.Where(error => !ClientSources.Expect(error.Code, error.Status)).Select(error => error.Code).Distinct().ShouldBe(OutOfReach.Keys, ignoreOrder: true);
    }

    /// <summary>The errors of the tables, but for those that nothing gives yet.</summary>
    private static IEnumerable<(string Code, int Status)> Given()
    {
        var source = string.Concat(RepositoryFiles.Under("src", ".cs").Where(file => !file.StartsWith("src/Federation.Model/Results/", StringComparison.Ordinal)).Select(RepositoryFiles.Read));
        foreach (var method in Tables.SelectMany(table => table.GetMethods(BindingFlags.Public | BindingFlags.Static)).Where(method => method.ReturnType == typeof(AwsError)))
        {
            if (Regex.IsMatch(source, $@"\b{method.DeclaringType!.Name}\.{method.Name}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)))
            {
                var arguments = method.GetParameters().Select(parameter => parameter.ParameterType == typeof(string) ? "" : Activator.CreateInstance(parameter.ParameterType)).ToArray();
                var error = (AwsError)method.Invoke(null, arguments)!;
                yield return (error.Code, error.HttpStatus);
            }
        }
    }

    /// <summary>The errors that the wire gives before there is an operation.</summary>
    private static IEnumerable<(string Code, int Status)> OfTheWire() =>
        RepositoryFiles.Under("src/Federation.Wire", ".cs").SelectMany(file => WireErrorMade().Matches(RepositoryFiles.Read(file)))
            .Select(match => (match.Groups["code"].Value, int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex("new(?: WireError)?\\(\\s*\"(?<code>[A-Z][A-Za-z]+)\", (?<status>[45]\\d\\d),", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WireErrorMade();
}
