namespace Federation.Wire;

/// <summary>Header fields of AWS's own, and ours beside them.</summary>
public static class WireHeaderNames
{
    /// <summary>The id of the request, in every answer; the same id as in the body of a query answer.</summary>
    public const string RequestId = "x-amzn-RequestId";

    /// <summary>The code of an error of a JSON service.</summary>
    public const string ErrorType = "x-amzn-ErrorType";

    /// <summary>The operation of a JSON request: prefix, dot, name.</summary>
    public const string Target = "X-Amz-Target";

    /// <summary>Of a denial: the sealed reason, for sts:DecodeAuthorizationMessage. No field of AWS's, which puts it into the text of some services' errors.</summary>
    public const string AuthorizationMessage = "x-federation-authorization-message";
}
