namespace Federation.Wire.SigV4;

/// <summary>How a service brings the path of a request into canonical form.</summary>
public enum PathCanonicalization
{
    /// <summary>All services but S3: dot segments and doubled slashes are removed, then the received path is percent-encoded once more.</summary>
    Normalized,

    /// <summary>The received path is percent-encoded once more, its segments are left alone.</summary>
    Unnormalized,

    /// <summary>S3: segments are left alone, and what is encoded stays encoded once.</summary>
    S3,
}
