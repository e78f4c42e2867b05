using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.MfaDevices;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Iam.Users;
using Federation.Services.Mfa;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: CreateVirtualMFADevice.</summary>
public sealed record CreateVirtualMFADeviceRequest
{
    /// <summary>Path; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(UserRules.PathPattern)]
    public string? Path { get; init; }

    /// <summary>Name; with the path at most 226 characters, so that the serial number has 256.</summary>
    [Required, Length(1, 226), RegularExpression(UserRules.NamePattern)]
    public string? VirtualMFADeviceName { get; init; }

    /// <summary>At most 50.</summary>
    [Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>AWS: CreateVirtualMFADevice, answer.</summary>
public sealed record CreateVirtualMFADeviceResponse
{
    /// <summary>The device with its seed, which is shown here and never again.</summary>
    public VirtualMfaDeviceShape? VirtualMFADevice { get; init; }
}

/// <summary>Makes a device that is nobody's yet.</summary>
public sealed class CreateVirtualMFADevice(IKeyRing ring) : WriteOperation<CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse>
{
    /// <summary>serialNumberType.</summary>
    private const int LongestSerial = 256;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreateVirtualMFADevice", AccessLevel.Write) { Resource = ActionResource.NewMfaDevice };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateVirtualMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        TagRules.AddRequestContext(keys, request.Tags);
        var account = context.Caller.AccountId;
        var demand = Demand.Identity(Descriptor.Action, Arns.MfaDevice(account, request.Path ?? "/", request.VirtualMFADeviceName!), account) with { Context = keys };
        return Task.FromResult(NeedsWithTags(demand, "iam:TagMFADevice", request.Tags is { Count: > 0 }));
    }

    /// <inheritdoc/>
    protected override async Task<Result<CreateVirtualMFADeviceResponse>> HandleAsync(
        CreateVirtualMFADeviceRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var tags = TagRules.Read(request.Tags);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var account = context.Caller.AccountId;
        var seed = RandomNumberGenerator.GetBytes(TotpCodes.SeedBytes);
        var deviceId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var device = new MfaDevice
        {
            AccountId = account,
            DeviceId = deviceId,
            Path = request.Path ?? "/",
            Name = request.VirtualMFADeviceName!,
            SealedSeed = ring.Seal(MfaVerifier.SeedLabel(account, deviceId), seed),
            Tags = tags.Value,
            CreatedAt = context.Now,
        };
        if (device.SerialNumber.Length > LongestSerial)
        {
            return IamErrors.InvalidInput($"The serial number of the device would be longer than {LongestSerial} characters.");
        }

        if (await store.MfaDevices.AddAsync(device, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.EntityAlreadyExists("MFADevice entity at the same path and name already exists.");
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::VirtualMFADevice", device.SerialNumber));
        return new CreateVirtualMFADeviceResponse
        {
            VirtualMFADevice = new VirtualMfaDeviceShape
            {
                SerialNumber = device.SerialNumber,
                Base32StringSeed = Encoding.ASCII.GetBytes(TotpCodes.Base32(seed)),
                QRCodePNG = MfaQrCode.Png(seed, device.Name, account),
                Tags = TagRules.Show(device.Tags),
            },
        };
    }
}
