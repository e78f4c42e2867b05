namespace Federation.Model.Results;

/// <summary>Who is at fault, as the query protocol's <c>Type</c> element says it.</summary>
public enum ErrorFault
{
    /// <summary>The caller sent something wrong (HTTP 4xx).</summary>
    Sender,

    /// <summary>The service failed (HTTP 5xx).</summary>
    Receiver,
}

/// <summary>An expected refusal in AWS's words. <see cref="Message"/> goes out; <see cref="Detail"/> goes only to the log and the audit record.</summary>
/// <param name="Code">The code on the wire, such as <c>NoSuchEntity</c>; it may differ from the shape's name in the service model.</param>
/// <param name="HttpStatus">HTTP status of the query protocol; the JSON protocols answer 400 for every sender fault.</param>
/// <param name="Message">The text the caller sees.</param>
public sealed record AwsError(string Code, int HttpStatus, string Message)
{
    /// <summary>What an administrator needs to know and the caller must not. Never a secret.</summary>
    public string? Detail { get; init; }

    /// <summary>The reason of a denial, sealed: it goes to the caller, who can have it opened with sts:DecodeAuthorizationMessage. At most 10,240 characters.</summary>
    public string? EncodedAuthorizationMessage { get; init; }

    /// <summary>Further members of a modelled error, such as <c>Reason</c> of Organizations' ConstraintViolationException.</summary>
    public IReadOnlyDictionary<string, string>? Members { get; init; }

    /// <summary>Sender for 4xx, Receiver for 5xx.</summary>
    public ErrorFault Fault => HttpStatus >= 500 ? ErrorFault.Receiver : ErrorFault.Sender;
}
