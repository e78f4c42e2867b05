using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: UntagUser.</summary>
public sealed record UntagUserRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Keys of the tags, without regard to case.</summary>
    [Required, Length(0, 50), ElementLength(1, 128), ElementPattern(TagRules.KeyPattern)]
    public IReadOnlyList<string>? TagKeys { get; init; }
}

/// <summary>Takes tags from a user. Keys that it has not are no error.</summary>
public sealed class UntagUser : WriteOperation<UntagUserRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UntagUser", AccessLevel.Tagging) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UntagUserRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken, keys => TagRules.AddKeyContext(keys, request.TagKeys)));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(UntagUserRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        if (await store.Users.UpdateAsync(user.Value with { Tags = TagRules.Without(user.Value.Tags, request.TagKeys) }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Value.Arn));
        return Nothing.Value;
    }
}
