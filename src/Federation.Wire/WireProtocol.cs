namespace Federation.Wire;

/// <summary>The shapes in which AWS services speak.</summary>
public enum WireProtocol
{
    /// <summary>Form parameters in, XML out (STS, IAM).</summary>
    Query,

    /// <summary>JSON 1.1 with an <c>X-Amz-Target</c> header (Organizations, CloudTrail, Federation's own operations).</summary>
    Json11,
}
