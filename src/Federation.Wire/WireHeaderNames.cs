namespace Federation.Wire;

/// <summary>Header fields of AWS's own.</summary>
public static class WireHeaderNames
{
    /// <summary>The id of the request, in every answer; the same id as in the body of a query answer.</summary>
    public const string RequestId = "x-amzn-RequestId";

    /// <summary>The code of an error of a JSON service.</summary>
    public const string ErrorType = "x-amzn-ErrorType";

    /// <summary>The operation of a JSON request: prefix, dot, name.</summary>
    public const string Target = "X-Amz-Target";
}
