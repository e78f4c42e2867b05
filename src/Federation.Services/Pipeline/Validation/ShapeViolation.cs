namespace Federation.Services.Pipeline.Validation;

/// <summary>One constraint that a request does not keep.</summary>
/// <param name="Path">Where, in AWS's notation: <c>roleName</c>, <c>tags.1.member.key</c>.</param>
/// <param name="Value">The text between "Value " and " at", such as <c>'x'</c> or <c>null</c>; empty where the value is not repeated.</param>
/// <param name="Constraint">AWS's sentence, without a full stop.</param>
/// <param name="Reason">What Organizations gives as the Reason of an InvalidInputException, such as <c>INVALID_PATTERN</c>.</param>
public sealed record ShapeViolation(string Path, string Value, string Constraint, string Reason)
{
    /// <summary>AWS's sentence about the violation.</summary>
    public override string ToString() => $"Value {(Value.Length == 0 ? null : Value + " ")}at '{Path}' failed to satisfy constraint: {Constraint}";
}
