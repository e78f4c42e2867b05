using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: TagUser.</summary>
public sealed record TagUserRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Tags to add or to overwrite.</summary>
    [Required, Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Adds tags to a user, or overwrites those of the same keys.</summary>
public sealed class TagUser : WriteOperation<TagUserRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "TagUser", AccessLevel.Tagging) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(TagUserRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken, keys => TagRules.AddRequestContext(keys, request.Tags)));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(TagUserRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        var tags = TagRules.Merge(user.Value.Tags, request.Tags);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        if (await store.Users.UpdateAsync(user.Value with { Tags = tags.Value }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Value.Arn));
        return Nothing.Value;
    }
}
