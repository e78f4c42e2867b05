namespace Federation.Model.Results;

/// <summary>Errors that every service gives (AWS: Common Errors), with the status of the query protocol.</summary>
public static class CommonErrors
{
    /// <summary>A shape or a combination of parameters is wrong.</summary>
    public static AwsError Validation(string message) => new("ValidationError", 400, message);

    /// <summary>A parameter that must be there is not.</summary>
    public static AwsError MissingParameter(string message) => new("MissingParameter", 400, message);

    /// <summary>A value that can never be right.</summary>
    public static AwsError InvalidParameterValue(string message) => new("InvalidParameterValue", 400, message);

    /// <summary>The action or version is not served.</summary>
    public static AwsError InvalidAction(string message) => new("InvalidAction", 400, message);

    /// <summary>Authenticated, and not allowed.</summary>
    public static AwsError AccessDenied(string message) => new("AccessDenied", 403, message);

    /// <summary>No such key, an inactive or a deleted one: one text for all three, so that none can be told from another.</summary>
    public static AwsError InvalidClientTokenId() => new("InvalidClientTokenId", 403, "The security token included in the request is invalid.");

    /// <summary>The session token is past its expiry.</summary>
    public static AwsError ExpiredToken() => new("ExpiredToken", 403, "The security token included in the request is expired");

    /// <summary>The request carries no signature where one is needed.</summary>
    public static AwsError MissingAuthenticationToken() => new("MissingAuthenticationToken", 403, "Request is missing Authentication Token");

    /// <summary>Too many requests from this source.</summary>
    public static AwsError Throttling() => new("Throttling", 400, "Rate exceeded");

    /// <summary>A bug or a broken disk; the text says nothing.</summary>
    public static AwsError InternalFailure(string? detail = null) =>
        new("InternalFailure", 500, "The request processing has failed because of an unknown error, exception or failure.") { Detail = detail };

    /// <summary>A store that is needed cannot be reached: refuse.</summary>
    public static AwsError ServiceUnavailable(string? detail = null) =>
        new("ServiceUnavailable", 503, "The request has failed due to a temporary failure of the server.") { Detail = detail };
}
