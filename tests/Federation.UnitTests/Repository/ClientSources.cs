using System.Text.RegularExpressions;

namespace Federation.UnitTests.Repository;

/// <summary>What the system tests have clients do that none of us wrote, read from the text of the tests: <c>tests/Federation.SystemTests</c> and <c>tests/node</c>.</summary>
internal static partial class ClientSources
{
    private const string Parted = "${before}_${word}";

    private static readonly string Text = string.Concat(
        RepositoryFiles.Under("tests/Federation.SystemTests", ".cs").Concat(RepositoryFiles.Under("tests/node", ".mjs")).Select(RepositoryFiles.Read));

    /// <summary>True where the text calls an operation by the name that boto3, the AWS CLI, the AWS SDK for JavaScript or that for .NET gives it.</summary>
    public static bool Call(string service, string operation)
    {
        var snake = LowerThenUpper().Replace(WordOfOneCapital().Replace(operation, Parted), Parted).ToLowerInvariant();
        var forms = new[]
        {
            $@"\w\.{snake}\b",
            $@"(get_paginator\(|names\()'{snake}'",
            $@"""{service}"", ""{snake.Replace('_', '-')}""",
            $@"[\[(]+""{snake.Replace('_', '-')}""",
            $@"\w\.{operation}Command\(|\w\.paginate{operation}\(|new {operation}Command\(",
            $@"\w\.{operation}Async\(",
        };
        return forms.Any(form => Regex.IsMatch(Text, form, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)));
    }

    /// <summary>True where the text expects a code together with its HTTP status; SDKs that make a class of a code end it with Exception.</summary>
    public static bool Expect(string code, int status) =>
        Regex.IsMatch(Text, $@"""{code}(Exception)?"", {status}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    // As botocore makes the names of its methods.
    [GeneratedRegex("(?<before>.)(?<word>[A-Z][a-z]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordOfOneCapital();

    [GeneratedRegex("(?<before>[a-z0-9])(?<word>[A-Z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LowerThenUpper();
}
