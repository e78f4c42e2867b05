using System.ComponentModel.DataAnnotations;
using Federation.Model.Accounts;
using Federation.Model.Identifiers;
using Federation.Model.MfaDevices;
using Federation.Model.Users;
using Federation.Services.Iam.Shapes;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: VirtualMFADevice.</summary>
public sealed record VirtualMfaDeviceShape
{
    /// <summary>ARN of the device.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The seed: the base32 text as bytes. At its creation only.</summary>
    [DataType(DataType.Password)]
    public byte[]? Base32StringSeed { get; init; }

    /// <summary>The seed as a QR code, PNG. At its creation only.</summary>
    [DataType(DataType.Password)]
    public byte[]? QRCodePNG { get; init; }

    /// <summary>Whose it is.</summary>
    public MfaDeviceUserShape? User { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? EnableDate { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<TagShape>? Tags { get; init; }

    /// <summary>The type's name: a seed must not reach a log.</summary>
    public override string ToString() => nameof(VirtualMfaDeviceShape);
}

/// <summary>AWS: the User of a device, without boundary and tags, as lists show it.</summary>
public sealed record MfaDeviceUserShape
{
    /// <summary>Path; none for root.</summary>
    public string? Path { get; init; }

    /// <summary>Name; none for root.</summary>
    public string? UserName { get; init; }

    /// <summary>Unique id; the account's number for root.</summary>
    public string? UserId { get; init; }

    /// <summary>ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    internal static MfaDeviceUserShape Of(User user) => new() { Path = user.Path, UserName = user.UserName, UserId = user.UserId, Arn = user.Arn, CreateDate = user.CreatedAt };

    internal static MfaDeviceUserShape OfRoot(Account account) => new() { UserId = account.AccountId.Value, Arn = Arns.Root(account.AccountId), CreateDate = account.CreatedAt };
}

/// <summary>AWS: MFADevice.</summary>
public sealed record MfaDeviceShape
{
    /// <summary>Whose it is.</summary>
    public string? UserName { get; init; }

    /// <summary>ARN of the device.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? EnableDate { get; init; }

    internal static MfaDeviceShape Of(MfaDevice device, string ownerName) => new() { UserName = ownerName, SerialNumber = device.SerialNumber, EnableDate = device.EnabledAt };
}
