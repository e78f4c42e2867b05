using System.Diagnostics.CodeAnalysis;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Credentials;
using Federation.Services.Pipeline.Audit;
using Microsoft.Extensions.Logging;

namespace Federation.Services.Pipeline;

/// <summary>
/// Runs every operation through the same steps, whatever door it came by: authentication kind, shape, demands, authorization, work, audit. No operation
/// can forget one. Nothing that changed, and no credential, leaves before its audit record is durable.
/// </summary>
public sealed partial class OperationInvoker(
    IDatabase database, IAuditLog auditLog, IAuthorizer authorizer, IRequestValidator validator, SecurityLog securityLog, CredentialUses uses, ILogger<OperationInvoker> logger)
{
    /// <summary>The outcome of a call whose client closed the connection before there was another. It stands in records, and nobody receives it.</summary>
    private static readonly AwsError Canceled = new("RequestCanceled", 400, "The client closed the connection before the request was answered.");

    /// <summary>Runs an operation for an authenticated (or, for unsigned operations, anonymous) caller.</summary>
    /// <returns>The response record, or the refusal.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "the door of all operations: an unexpected exception becomes InternalFailure here and is logged and audited")]
    public async Task<Result<object>> InvokeAsync(IOperation operation, object request, RequestInfo info, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(info);
        uses.Note(caller, operation.Descriptor, info.Region, info.ReceivedAt);
        await using var context = new OperationContext(info, caller, database);
        Result<object> result;
        try
        {
            result = await RunAsync(operation, request, context, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            LogUnavailable(exception, info.RequestId, operation.Descriptor.Action);
            var unavailable = CommonErrors.ServiceUnavailable(exception.Message);
            operation.Ended(context, unavailable);
            return unavailable;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody is left to be told, but the trail is: a call that is cut off leaves no fewer traces than one that waits for its refusal.
            operation.Ended(context, Canceled);
            await AuditRefusalAsync(operation, request, context, Canceled);
            throw;
        }
        catch (Exception exception)
        {
            LogFailure(exception, info.RequestId, operation.Descriptor.Action);
            result = CommonErrors.InternalFailure(exception.GetType().Name);
        }

        operation.Ended(context, result.Error);
        if (!result.Succeeded)
        {
            await AuditRefusalAsync(operation, request, context, result.Error);
        }

        return result;
    }

    /// <summary>Audits a call that was refused before it could be run: its parameters could not be bound, or a page asked for more than the operation does.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="request">The request record; null where there is none.</param>
    /// <param name="info">What the door knows.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="error">The refusal.</param>
    public async Task RefuseAsync(IOperation operation, object? request, RequestInfo info, Caller caller, AwsError error)
    {
        ArgumentNullException.ThrowIfNull(operation);
        await using var context = new OperationContext(info, caller, database);
        await AuditRefusalAsync(operation, request, context, error);
    }

    private async Task<Result<object>> RunAsync(IOperation operation, object request, OperationContext context, CancellationToken cancellationToken)
    {
        var refusal = CheckAuthentication(operation.Descriptor, context.Caller) ?? validator.Validate(request, operation.Descriptor);
        if (refusal is not null)
        {
            return refusal;
        }

        var demands = await operation.DemandsAsync(request, context, cancellationToken);
        if (!demands.Succeeded)
        {
            return demands.Error;
        }

        // A list that is empty was never declared: fail closed.
        refusal = demands.Value.Count == 0 ? CommonErrors.AccessDenied("Access denied") with { Detail = "the operation declared no demand" } : null;
        foreach (var demand in demands.Value)
        {
            refusal ??= await authorizer.AuthorizeAsync(demand, context, cancellationToken);
        }

        refusal ??= await operation.PrepareAsync(request, context, cancellationToken);
        return refusal is not null ? refusal : await WorkAsync(operation, request, context, cancellationToken);
    }

    private Task<Result<object>> WorkAsync(IOperation operation, object request, OperationContext context, CancellationToken cancellationToken) =>
        operation.Descriptor.Access switch
        {
            AccessLevel.Read or AccessLevel.List => ReadAsync(operation, request, context, cancellationToken),
            AccessLevel.Write or AccessLevel.PermissionsManagement or AccessLevel.Tagging => WriteAsync(operation, request, context, cancellationToken),
            AccessLevel.Credentials => IssueAsync(operation, request, context, cancellationToken),
            _ => Task.FromResult<Result<object>>(CommonErrors.AccessDenied("Access denied") with { Detail = "the operation declared no access level" }),
        };

    private async Task<Result<object>> ReadAsync(IOperation operation, object request, OperationContext context, CancellationToken cancellationToken)
    {
        var result = await operation.HandleAsync(request, null, context, cancellationToken);
        if (context.Uses.Count > 0)
        {
            throw new InvalidOperationException("an operation that uses something up is no read: its access level must be Credentials or Write");
        }

        if (result.Succeeded)
        {
            foreach (var record in AuditComposer.Compose(operation.Descriptor, context, request, result.Value, null))
            {
                // A caller that hangs up leaves its record all the same.
                await auditLog.EnqueueAsync(record, CancellationToken.None);
            }
        }

        return result;
    }

    private async Task<Result<object>> WriteAsync(IOperation operation, object request, OperationContext context, CancellationToken cancellationToken)
    {
        // The read unit ends first: a reader's snapshot must not outlive the write it prepared.
        await context.DisposeAsync();
        await using var store = await database.BeginWriteAsync(cancellationToken);
        var result = await operation.HandleAsync(request, store, context, cancellationToken);
        if (!result.Succeeded)
        {
            return result;
        }

        foreach (var use in context.Uses)
        {
            if (!await store.OneTimeUses.TryUseAsync(use, cancellationToken))
            {
                return context.AlreadyUsed;
            }
        }

        // From here on the client's hanging up stops nothing: whether a commit that was cut short took place, nobody could say, nor which record is true.
        var records = AuditComposer.Compose(operation.Descriptor, context, request, result.Value, null);
        await store.Audit.AppendAsync(records, CancellationToken.None);
        foreach (var account in records.Select(record => record.AccountId).Append(context.Caller.AccountId).Where(account => account.IsSet).Distinct())
        {
            await store.MarkChangedAsync(account, CancellationToken.None);
        }

        await store.CommitAsync(CancellationToken.None);
        return result;
    }

    private async Task<Result<object>> IssueAsync(IOperation operation, object request, OperationContext context, CancellationToken cancellationToken)
    {
        var result = await operation.HandleAsync(request, null, context, cancellationToken);
        if (!result.Succeeded)
        {
            return result;
        }

        var records = AuditComposer.Compose(operation.Descriptor, context, request, result.Value, null);
        // The entry is not taken back where the client hangs up: one record, and the true one.
        var outcome = await auditLog.AppendDurableAsync(records, [.. context.Uses], CancellationToken.None);
        return outcome switch
        {
            AppendOutcome.Stored => result,
            AppendOutcome.AlreadyUsed => context.AlreadyUsed,
            _ => CommonErrors.InternalFailure("the audit log gave no outcome"),
        };
    }

    private static AwsError? CheckAuthentication(OperationDescriptor operation, Caller caller) => operation.Authentication switch
    {
        Authentication.Unsigned => null,
        Authentication.Signed when caller.IsSigner => SessionRestrictions.Check(operation, caller),
        Authentication.LongTermKeyOnly when caller.HasLongTermKey => null,
        Authentication.Portal when caller.PortalSession is not null => null,
        Authentication.LongTermKeyOnly when caller.IsSigner => CommonErrors.AccessDenied($"Cannot call {operation.Name} with session credentials"),
        _ => CommonErrors.MissingAuthenticationToken(),
    };

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "the refusal goes out whether or not its record could be queued; the failure is logged")]
    private async Task AuditRefusalAsync(IOperation operation, object? request, OperationContext context, AwsError error)
    {
        if (!context.Caller.IsAuthenticated)
        {
            securityLog.Refused(operation.Descriptor.Action, error, context.Request);
            return;
        }

        try
        {
            foreach (var record in AuditComposer.Compose(operation.Descriptor, context, request, null, error))
            {
                await auditLog.EnqueueAsync(record, CancellationToken.None);
            }
        }
        catch (Exception exception)
        {
            LogAuditFailure(exception, context.Request.RequestId, operation.Descriptor.Action);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "request {RequestId}: {Action} failed unexpectedly")]
    private partial void LogFailure(Exception exception, string requestId, string action);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "request {RequestId}: {Action} refused, a store is unavailable")]
    private partial void LogUnavailable(Exception exception, string requestId, string action);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "request {RequestId}: the refusal of {Action} could not be audited")]
    private partial void LogAuditFailure(Exception exception, string requestId, string action);
}
