using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OtherCredentials;

/// <summary>AWS: ListSSHPublicKeys.</summary>
public sealed record ListSSHPublicKeysRequest
{
    /// <summary>Name of the user; the caller, a user or root, by default.</summary>
    [Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListSSHPublicKeys, answer.</summary>
public sealed record ListSSHPublicKeysResponse
{
    /// <summary>Empty.</summary>
    public IReadOnlyList<Nothing> SSHPublicKeys { get; init; } = [];

    /// <summary>Always false.</summary>
    public bool? IsTruncated { get; init; } = false;
}

/// <summary>Lists no SSH keys of a user: there is no code repository here, and tools look for keys before they remove users.</summary>
public sealed class ListSSHPublicKeys : ReadOperation<ListSSHPublicKeysRequest, ListSSHPublicKeysResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListSSHPublicKeys", AccessLevel.List)
    {
        Resource = ActionResource.User,
        Differs = "the list is always empty: none can be made here",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListSSHPublicKeysRequest request, OperationContext context, CancellationToken cancellationToken) =>
        UserOrCaller.DemandsAsync(Descriptor.Action, request.UserName, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<ListSSHPublicKeysResponse>> HandleAsync(ListSSHPublicKeysRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserOrCaller.FindAsync(await context.ReadAsync(cancellationToken), request.UserName, context, cancellationToken);
        return user.Succeeded ? new ListSSHPublicKeysResponse() : user.Error;
    }
}
