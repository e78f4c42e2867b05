using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;
using Federation.UnitTests.Wire;
using Federation.Wire;

namespace Federation.UnitTests.Services.Models;

/// <summary>The records of AWS's operations have the members, types and constraints of AWS's own models.</summary>
public sealed class PublishedModelTests
{
    private static readonly ServiceModel[] Services = [ServiceModel.Sts, ServiceModel.Iam, ServiceModel.Organizations, ServiceModel.CloudTrail];

    /// <summary>The differences that are meant or not mended yet: one a line under the sentence that says why.</summary>
    private static readonly Dictionary<(string Operation, bool IsRequest), string[]> Known = File.ReadAllLines(TestFiles.Data("models", "known-differences.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', 2))
        .GroupBy(parts => (parts[1].Split('.')[0], parts[0] == "request"), parts => parts[1])
        .ToDictionary(group => group.Key, group => group.ToArray());

    public static TheoryData<string, string> Operations()
    {
        var data = new TheoryData<string, string>();
        foreach (var type in typeof(IOperation).Assembly.GetTypes().Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IOperation))))
        {
            if (ServiceOf(type) is { } service)
            {
                data.Add(service.Name, type.FullName!);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Requests_are_those_of_the_published_model(string service, string operation) => Compare(service, operation, isRequest: true);

    [Theory]
    [MemberData(nameof(Operations))]
    public void Answers_are_those_of_the_published_model(string service, string operation) => Compare(service, operation, isRequest: false);

    [Theory]
    [InlineData("sts")]
    [InlineData("iam")]
    [InlineData("organizations")]
    [InlineData("cloudtrail")]
    public void Every_published_pattern_can_be_compiled(string service)
    {
        var model = PublishedModel.Find(service, Services.Single(candidate => candidate.Name == service).ApiVersion);
        Assert.SkipWhen(model is null, PublishedModel.NotHere);
        foreach (var pattern in model.Patterns.Distinct(StringComparer.Ordinal))
        {
            Should.NotThrow(() => JavaPattern.Compile(pattern).IsMatch("x"), pattern);
        }
    }

    private static void Compare(string service, string operation, bool isRequest)
    {
        var model = PublishedModel.Find(service, Services.Single(candidate => candidate.Name == service).ApiVersion);
        Assert.SkipWhen(model is null, PublishedModel.NotHere);
        var type = typeof(IOperation).Assembly.GetType(operation)!;
        var records = RecordsOf(type);
        var comparison = new RecordComparison(model, isRequest);
        comparison.Compare(records[isRequest ? 0 : 1], isRequest ? model.Input(type.Name) : model.Output(type.Name), type.Name);
        var known = Known.GetValueOrDefault((type.Name, isRequest), []);
        comparison.Differences.Except(known, StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static ServiceModel? ServiceOf(Type type) =>
        Array.Find(Services, service => type.Namespace!.StartsWith($"Federation.Services.{service.Name}", StringComparison.OrdinalIgnoreCase));

    private static Type[] RecordsOf(Type? type)
    {
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Operation<,>)))
        {
            type = type.BaseType;
        }

        return type.ShouldNotBeNull().GetGenericArguments();
    }
}
