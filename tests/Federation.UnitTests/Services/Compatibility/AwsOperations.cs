using Federation.UnitTests.Repository;

namespace Federation.UnitTests.Services.Compatibility;

/// <summary>An operation of AWS and what is planned for it.</summary>
/// <param name="Service">Wire name of the service.</param>
/// <param name="Name">Name of the operation.</param>
/// <param name="Plan"><c>must</c>, <c>should</c>, <c>could</c> or <c>no</c>.</param>
/// <param name="About">What it is about, for those that may stay away.</param>
internal sealed record AwsOperation(string Service, string Name, string Plan, string? About);

/// <summary>The list of all operations that AWS has in the services the gateway speaks.</summary>
internal static class AwsOperations
{
    internal const string RelativePath = "tests/data/aws/operations.txt";

    internal static IReadOnlyList<AwsOperation> All { get; } =
    [
        .. File.ReadLines(RepositoryFiles.PathOf(RelativePath)).Where(line => line.Length > 0 && line[0] != '#').Select(Read),
    ];

    private static AwsOperation Read(string line) => line.Split(' ', 4) switch
    {
        [var service, var name, ("must" or "should") and var plan] => new AwsOperation(service, name, plan, null),
        [var service, var name, ("could" or "no") and var plan, var about] => new AwsOperation(service, name, plan, about),
        _ => throw new FormatException($"`{line}` is no line of {RelativePath}"),
    };
}
