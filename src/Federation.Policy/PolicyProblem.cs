namespace Federation.Policy;

/// <summary>One thing that is wrong with a policy document.</summary>
/// <param name="Code">Stable upper-case code, in the names of Access Analyzer's policy checks where one fits.</param>
/// <param name="Path">JSON path, such as <c>$.Statement[0].Action[1]</c>.</param>
/// <param name="Position">Where it is in the text.</param>
/// <param name="Message">What is wrong, for a person.</param>
/// <param name="AwsMessage">The text that AWS gives for it in a MalformedPolicyDocument error.</param>
public sealed record PolicyProblem(string Code, string Path, TextPosition Position, string Message, string AwsMessage)
{
    /// <summary>Where it ends, exclusive; the position itself when that is not known.</summary>
    public TextPosition End { get; init; } = Position;

    /// <summary><c>path (line:column): message</c>.</summary>
    public override string ToString() => $"{Path} ({Position}): {Message}";
}
