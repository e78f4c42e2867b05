using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.LoginProfiles;

/// <summary>AWS: GetLoginProfile.</summary>
public sealed record GetLoginProfileRequest
{
    /// <summary>The user; the caller by default.</summary>
    [Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }
}

/// <summary>Says whether a user has a password.</summary>
public sealed class GetLoginProfile : ReadOperation<GetLoginProfileRequest, LoginProfileResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetLoginProfile", AccessLevel.List) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetLoginProfileRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var name = LoginProfileRules.NameOf(request.UserName, context);
        return name.Succeeded ? Needs(await UserRules.OnExistingAsync(Descriptor.Action, name.Value, context, cancellationToken)) : name.Error;
    }

    /// <inheritdoc/>
    protected override async Task<Result<LoginProfileResponse>> HandleAsync(GetLoginProfileRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await LoginProfileRules.FindAsync(await context.ReadAsync(cancellationToken), context, request.UserName, cancellationToken);
        return found.Succeeded ? new LoginProfileResponse { LoginProfile = LoginProfileShape.Of(found.Value.User, found.Value.Profile) } : found.Error;
    }
}
