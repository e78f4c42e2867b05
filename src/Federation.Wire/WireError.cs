namespace Federation.Wire;

/// <summary>
/// A refusal in AWS's words. The code is the one of the query protocol; <see cref="WireErrorResponse"/> translates the codes that have another name in JSON services
/// when the error is written.
/// </summary>
/// <param name="Code">AWS's code, for example <c>SignatureDoesNotMatch</c>.</param>
/// <param name="Status">The HTTP status of the query protocol; JSON services answer every client error with 400.</param>
/// <param name="Message">The text that goes to the caller; never holds a secret.</param>
public sealed record WireError(string Code, int Status, string Message)
{
    /// <summary>
    /// Further modelled members of the error, such as <c>Reason</c> of ConstraintViolationException.
    /// </summary>
    /// <value>Empty by default.</value>
    public IReadOnlyDictionary<string, string> Members { get; init; } = NoMembers;

    /// <summary>True when the service, not the caller, is at fault (<c>Receiver</c> in query errors).</summary>
    public bool IsServerFault => Status >= 500;

    private static readonly IReadOnlyDictionary<string, string> NoMembers = new Dictionary<string, string>(0, StringComparer.Ordinal);
}
