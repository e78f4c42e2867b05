using System.Text.Json.Serialization;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Audit;
using Federation.Services.SignIn;

namespace Federation.Services.UserSignIns;

/// <summary>IAM users' sign-ins in the trail of their account (CloudTrail: AWS Management Console sign-in events). Never a password, never a code.</summary>
public sealed class UserSignInAudit(IAuditLog auditLog, IDatabase database, SecurityLog securityLog)
{
    private static readonly OperationDescriptor Event = new("signin", "ConsoleLogin", AccessLevel.Write) { EventType = "AwsConsoleSignIn" };

    /// <summary>The record of an accepted sign-in, written with what it changes.</summary>
    internal async Task AcceptAsync(IUnitOfWork store, PortalSession session, RequestInfo request, CancellationToken cancellationToken)
    {
        await using var context = new OperationContext(request, UserSessions.Remembered(session), database);
        context.Audit.ResponseElements = new ConsoleLogin("Success");
        AddFacts(context, session.User!.MfaAuthenticatedAt is not null);
        await store.Audit.AppendAsync(AuditComposer.Compose(Event, context, null, null, null), cancellationToken);
    }

    /// <summary>A refusal: in the security log always, in the account's trail where the account is there. AWS hides names that are nobody's: what was typed there may be a password.</summary>
    internal async Task RefuseAsync(AccountId? account, Model.Users.User? user, bool mfaUsed, string detail, RequestInfo request, CancellationToken cancellationToken)
    {
        var error = new AwsError("Failed authentication", 400, "Failed authentication") { Detail = detail };
        securityLog.Refused("signin:ConsoleLogin", error, request);
        if (account is not { } known)
        {
            return;
        }

        var caller = new Caller
        {
            Kind = CallerKind.User,
            AccountId = known,
            Arn = user?.Arn ?? string.Empty,
            UserId = user?.UserId ?? string.Empty,
            Name = user?.UserName ?? "HIDDEN_DUE_TO_SECURITY_REASONS",
        };
        await using var context = new OperationContext(request, caller, database);
        context.Audit.ResponseElements = new ConsoleLogin("Failure");
        AddFacts(context, mfaUsed);
        foreach (var record in AuditComposer.Compose(Event, context, null, null, error))
        {
            await auditLog.EnqueueAsync(record, cancellationToken);
        }
    }

    private static void AddFacts(OperationContext context, bool mfaUsed) => context.Audit.Additional["MFAUsed"] = mfaUsed ? "Yes" : "No";

    private sealed record ConsoleLogin([property: JsonPropertyName("ConsoleLogin")] string Outcome);
}
