using System.ComponentModel.DataAnnotations;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OtherCredentials;

/// <summary>AWS: ListServiceSpecificCredentials.</summary>
public sealed record ListServiceSpecificCredentialsRequest
{
    /// <summary>Name of the user; the caller, a user or root, by default.</summary>
    [Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Only credentials of this service.</summary>
    public string? ServiceName { get; init; }

    /// <summary>Those of all users of the account; UserName is left out then.</summary>
    public bool? AllUsers { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListServiceSpecificCredentials, answer.</summary>
public sealed record ListServiceSpecificCredentialsResponse
{
    /// <summary>Empty.</summary>
    public IReadOnlyList<Nothing> ServiceSpecificCredentials { get; init; } = [];

    /// <summary>Always false.</summary>
    public bool? IsTruncated { get; init; } = false;
}

/// <summary>Lists no credentials of other services of a user.</summary>
public sealed class ListServiceSpecificCredentials : ReadOperation<ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListServiceSpecificCredentials", AccessLevel.List)
    {
        Resource = ActionResource.User,
        Differs = "the list is always empty: none can be made here",
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListServiceSpecificCredentialsRequest request, OperationContext context, CancellationToken cancellationToken) => request.AllUsers == true
        ? Needs(context, Arns.User(context.Caller.AccountId, "/", "*"))
        : await UserOrCaller.DemandsAsync(Descriptor.Action, request.UserName, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<ListServiceSpecificCredentialsResponse>> HandleAsync(ListServiceSpecificCredentialsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        if (request.AllUsers == true)
        {
            return request.UserName is null ? new ListServiceSpecificCredentialsResponse() : CommonErrors.Validation("UserName cannot be given with AllUsers.");
        }

        var user = await UserOrCaller.FindAsync(await context.ReadAsync(cancellationToken), request.UserName, context, cancellationToken);
        return user.Succeeded ? new ListServiceSpecificCredentialsResponse() : user.Error;
    }
}
