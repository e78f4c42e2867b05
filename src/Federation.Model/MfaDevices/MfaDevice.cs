using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.MfaDevices;

/// <summary>A virtual MFA device (RFC 6238).</summary>
public sealed record MfaDevice
{
    /// <summary>Account that owns it.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>32 hexadecimal digits, never used again: a device that is made anew under the same ARN is another one.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Path with both slashes, at most 512 characters.</summary>
    public required string Path { get; init; }

    /// <summary>Name, unique under its path without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>The seed, sealed.</summary>
    public required byte[] SealedSeed { get; init; }

    /// <summary>Whose it is: a user's unique id, the account's number for its root, null while it is nobody's.</summary>
    public string? OwnerId { get; init; }

    /// <summary>When it became somebody's.</summary>
    public DateTimeOffset? EnabledAt { get; init; }

    /// <summary>The last time step whose code was used (RFC 6238 5.2: no code twice).</summary>
    public long LastStep { get; init; }

    /// <summary>How many steps its clock is ahead of ours (RFC 6238 6).</summary>
    public int DriftSteps { get; init; }

    /// <summary>At most 50.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version for optimistic updates.</summary>
    public long Version { get; init; }

    /// <summary>The ARN, which AWS calls its serial number.</summary>
    public string SerialNumber => Arns.MfaDevice(AccountId, Path, Name);

    /// <summary>The type's name: a seed must not reach a log, sealed or not.</summary>
    public override string ToString() => nameof(MfaDevice);
}
