namespace Federation.Policy.Reading;

/// <summary>Collects the problems of one document.</summary>
internal sealed class ProblemList(PolicySource source, PolicyKind kind)
{
    // A document of garbage must not turn into a report many times its size.
    private const int MaxProblems = 200;

    private readonly List<PolicyProblem> _problems = [];

    public int Count => _problems.Count;

    public IReadOnlyList<PolicyProblem> InOrder => [.. _problems.OrderBy(p => p.Position.Offset)];

    public void Add(string code, string path, int byteOffset, string message, string awsMessage)
    {
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(new PolicyProblem(code, path, source.PositionOf(byteOffset), message, awsMessage));
        }
    }

    public void Add(string code, PolicyValue value, string message, string awsMessage)
    {
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(new PolicyProblem(code, value.Path, value.Position, message, awsMessage) { End = value.End });
        }
    }

    public void AddJson(int byteOffset, string message)
        => Add("JSON_SYNTAX_ERROR", "$", byteOffset, message, kind == PolicyKind.Trust ? MalformedPolicyTexts.InvalidJson : MalformedPolicyTexts.Syntax);
}
