namespace Federation.Services.Pipeline.Validation;

/// <summary>All that is wrong with the shape of a request.</summary>
public readonly record struct ShapeValidation
{
    private readonly IReadOnlyList<ShapeViolation>? _violations;

    internal ShapeValidation(IReadOnlyList<ShapeViolation>? violations) => _violations = violations;

    /// <summary>The violations in the order of the members.</summary>
    public IReadOnlyList<ShapeViolation> Violations => _violations ?? [];

    /// <summary>True when there is none.</summary>
    public bool IsValid => _violations is null;

    /// <summary>
    /// AWS's text: <c>2 validation errors detected: Value … at '…' failed to satisfy constraint: …; Value …</c>. It goes out under the code <c>ValidationError</c>, which JSON services
    /// answer by another name of theirs.
    /// </summary>
    public string Message => $"{Violations.Count} validation error{(Violations.Count == 1 ? null : "s")} detected: {string.Join("; ", Violations)}";
}
