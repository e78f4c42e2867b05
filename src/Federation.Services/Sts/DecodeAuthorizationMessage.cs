using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Authorization;
using Federation.Services.Pipeline;

namespace Federation.Services.Sts;

/// <summary>AWS: DecodeAuthorizationMessage.</summary>
public sealed record DecodeAuthorizationMessageRequest
{
    /// <summary>The message as the denied call brought it.</summary>
    [Required, Length(1, 10_240)]
    public string? EncodedMessage { get; init; }
}

/// <summary>AWS: DecodeAuthorizationMessage, answer.</summary>
public sealed record DecodeAuthorizationMessageResponse
{
    /// <summary>JSON: allowed, explicitDeny, matchedStatements, failures, context.</summary>
    public string? DecodedMessage { get; init; }
}

/// <summary>Says why a call of the caller's account was denied, to whoever has the permission and the message.</summary>
public sealed class DecodeAuthorizationMessage(AuthorizationMessages messages) : ReadOperation<DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("sts", "DecodeAuthorizationMessage", AccessLevel.Read)
    {
        Resource = ActionResource.None,
        Differs = "denials bring the message in the header x-federation-authorization-message; those of role trust policies bring none; a message opens in its own account and for 36 hours at least",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DecodeAuthorizationMessageRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override Task<Result<DecodeAuthorizationMessageResponse>> HandleAsync(DecodeAuthorizationMessageRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult<Result<DecodeAuthorizationMessageResponse>>(messages.TryOpen(context.Caller.AccountId, request.EncodedMessage!, out var json)
            ? new DecodeAuthorizationMessageResponse { DecodedMessage = json }
            : StsErrors.InvalidAuthorizationMessage("Message is not valid"));
}
