using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.LoginProfiles;

/// <summary>AWS: DeleteLoginProfile.</summary>
public sealed record DeleteLoginProfileRequest
{
    /// <summary>The user; the caller by default.</summary>
    [Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }
}

/// <summary>Takes a user's password away: the portal sessions end at their next request. Access keys stay.</summary>
public sealed class DeleteLoginProfile : WriteOperation<DeleteLoginProfileRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteLoginProfile", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteLoginProfileRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var name = LoginProfileRules.NameOf(request.UserName, context);
        return name.Succeeded ? Needs(await UserRules.OnExistingAsync(Descriptor.Action, name.Value, context, cancellationToken)) : name.Error;
    }

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteLoginProfileRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await LoginProfileRules.FindAsync(store, context, request.UserName, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var user = found.Value.User;
        if (await store.LoginProfiles.RemoveAsync(user.AccountId, user.UserId, cancellationToken) != StoreOutcome.Stored)
        {
            return LoginProfileRules.NotFound(user.UserName);
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Arn));
        return Nothing.Value;
    }
}
