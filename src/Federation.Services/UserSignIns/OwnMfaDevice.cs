namespace Federation.Services.UserSignIns;

/// <summary>A device of the signed-in user.</summary>
/// <param name="SerialNumber">ARN.</param>
/// <param name="Name">Name, without path.</param>
/// <param name="EnabledAt">Since when it is the user's.</param>
public sealed record OwnMfaDevice(string SerialNumber, string Name, DateTimeOffset EnabledAt);

/// <summary>A device that was just made and is nobody's yet. It goes into one answer and is kept nowhere.</summary>
/// <param name="Seed">The seed, base32.</param>
/// <param name="QrPath">Dark modules of the QR code, outline of an SVG path, one unit a module.</param>
/// <param name="QrSide">Units on a side of its square.</param>
public sealed record NewAuthenticator(string Seed, string QrPath, int QrSide)
{
    /// <summary>The type's name: a seed must not reach a log.</summary>
    public override string ToString() => nameof(NewAuthenticator);
}

/// <summary>A device that is the user's no longer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDeleted">False where the user's policies let it be taken away but not deleted: it is there still, and nobody's.</param>
public sealed record RemovedMfaDevice(string Name, bool IsDeleted);
