namespace Federation.Wire.SigV4;

/// <summary>Where a request carries its signature.</summary>
public enum SignatureForm
{
    /// <summary>In the Authorization header.</summary>
    Header,

    /// <summary>In the query (a presigned URL).</summary>
    Query,
}
