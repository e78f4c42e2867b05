using System.ComponentModel.DataAnnotations;
using Federation.Model.AccountAliases;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Aliases;

/// <summary>AWS: CreateAccountAlias.</summary>
public sealed record CreateAccountAliasRequest
{
    /// <summary>Lower-case letters, digits and single hyphens, 3 to 63.</summary>
    [Required, Length(3, 63), RegularExpression(AliasRules.Pattern)]
    public string? AccountAlias { get; init; }
}

/// <summary>Gives the account the name by which its people sign in. An account has one: a former alias is given up (AWS: "Your AWS account ID and its alias").</summary>
public sealed class CreateAccountAlias : WriteOperation<CreateAccountAliasRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreateAccountAlias", AccessLevel.Write)
    {
        Resource = ActionResource.None,
        Differs = "aliases are unique in the gateway, not in the world",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateAccountAliasRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(CreateAccountAliasRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var (account, alias) = (context.Caller.AccountId, request.AccountAlias!);
        if (await store.AccountAliases.FindAsync(alias, cancellationToken) is not null)
        {
            return AliasRules.Taken(alias);
        }

        if (await store.AccountAliases.FindOfAccountAsync(account, cancellationToken) is { } former
            && await store.AccountAliases.RemoveAsync(account, former.Alias, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        return await store.AccountAliases.AddAsync(new AccountAlias(account, alias), cancellationToken) == StoreOutcome.Stored ? Nothing.Value : AliasRules.Taken(alias);
    }
}
