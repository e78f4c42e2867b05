using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>AWS: GetMFADevice.</summary>
public sealed record GetMFADeviceRequest
{
    /// <summary>ARN of the device.</summary>
    [Required, Length(9, 256), RegularExpression(MfaRules.SerialPattern)]
    public string? SerialNumber { get; init; }

    /// <summary>The user; the caller by default.</summary>
    [Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }
}

/// <summary>AWS: GetMFADevice, answer.</summary>
public sealed record GetMFADeviceResponse
{
    /// <summary>Whose it is.</summary>
    public string? UserName { get; init; }

    /// <summary>ARN of the device.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? EnableDate { get; init; }

    /// <summary>Certifications of its model: none of a virtual device.</summary>
    public IReadOnlyDictionary<string, string>? Certifications { get; init; }
}

/// <summary>Shows one device of a user.</summary>
public sealed class GetMFADevice : ReadOperation<GetMFADeviceRequest, GetMFADeviceResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetMFADevice", AccessLevel.Read)
    {
        Resource = ActionResource.User,
        Differs = "virtual devices are shown, where AWS knows security keys only",
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var name = MfaOwner.NameOf(request.UserName, context);
        return name.Succeeded ? Needs(await MfaOwner.OnExistingAsync(Descriptor.Action, name.Value, context, cancellationToken)) : name.Error;
    }

    /// <inheritdoc/>
    protected override async Task<Result<GetMFADeviceResponse>> HandleAsync(GetMFADeviceRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var owner = await MfaOwner.FindAsync(store, context, request.UserName, cancellationToken);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        return await MfaRules.FindAsync(store, context.Caller.AccountId, request.SerialNumber!, cancellationToken) is { } device && device.OwnerId == owner.Value.OwnerId
            ? new GetMFADeviceResponse { UserName = owner.Value.Name, SerialNumber = device.SerialNumber, EnableDate = device.EnabledAt }
            : MfaRules.NotTheUsers();
    }
}
