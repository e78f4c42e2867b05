using System.Globalization;
using System.Text.Json.Serialization;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Audit;
using Federation.Services.SignIn;

namespace Federation.Services.UserSignIns;

/// <summary>IAM users' sign-ins in the trail of their account (CloudTrail: AWS Management Console sign-in events). Never a password, never a code.</summary>
public sealed class UserSignInAudit(IAuditLog auditLog, IDatabase database, SecurityLog securityLog, TimeProvider timeProvider)
{
    /// <summary>additionalEventData: how many refusals a record stands for, where not each has one.</summary>
    internal const string CountName = "RefusalCount";

    private static readonly OperationDescriptor Event = new("signin", "ConsoleLogin", AccessLevel.Write) { EventType = "AwsConsoleSignIn" };

    private readonly RefusalTally _tally = new();

    /// <summary>The record of an accepted sign-in, written with what it changes.</summary>
    internal async Task AcceptAsync(IUnitOfWork store, PortalSession session, RequestInfo request, CancellationToken cancellationToken)
    {
        await using var context = new OperationContext(request, UserSessions.Remembered(session), database);
        context.Audit.ResponseElements = new ConsoleLogin("Success");
        AddFacts(context, session.User!.MfaAuthenticatedAt is not null);
        await store.Audit.AppendAsync(AuditComposer.Compose(Event, context, null, null, null), cancellationToken);
    }

    /// <summary>
    /// A wrong password or code, or a name that is nobody's: in the security log always, in the account's trail where the account is there, within bounds for names that are
    /// nobody's. Recorded for a caller that hangs up as well.
    /// </summary>
    internal Task RefuseAsync(AccountId? account, User? user, bool mfaUsed, string detail, RequestInfo request) => RefuseAsync(account, user, mfaUsed, detail, user is null, request);

    /// <summary>A refusal of which nothing was looked at: anybody can make any number of them, so that the trail has them within bounds only.</summary>
    internal Task RefuseUnseenAsync(AccountId? account, User? user, bool mfaUsed, string detail, RequestInfo request) => RefuseAsync(account, user, mfaUsed, detail, isBounded: true, request);

    /// <summary>Writes what was only counted in minutes that are over; at the end of the process, everything that was.</summary>
    public async Task FlushAsync(bool isLast)
    {
        foreach (var (refusal, count) in _tally.TakeDue(timeProvider.GetUtcNow(), isLast))
        {
            await WriteAsync(refusal, count);
        }
    }

    private async Task RefuseAsync(AccountId? account, User? user, bool mfaUsed, string detail, bool isBounded, RequestInfo request)
    {
        securityLog.Refused("signin:ConsoleLogin", Error(detail), request);
        if (account is not { } known)
        {
            return;
        }

        var refusal = new UserSignInRefusal(known, user, mfaUsed, detail, request);
        long? count = isBounded ? _tally.Add(refusal, timeProvider.GetUtcNow()) : null;
        if (count != 0)
        {
            await WriteAsync(refusal, count);
        }
    }

    /// <summary>AWS hides names that are nobody's: what was typed there may be a password.</summary>
    private async Task WriteAsync(UserSignInRefusal refusal, long? count)
    {
        var caller = new Caller
        {
            Kind = CallerKind.User,
            AccountId = refusal.Account,
            Arn = refusal.User?.Arn ?? string.Empty,
            UserId = refusal.User?.UserId ?? string.Empty,
            Name = refusal.User?.UserName ?? "HIDDEN_DUE_TO_SECURITY_REASONS",
        };
        await using var context = new OperationContext(refusal.Request, caller, database);
        context.Audit.ResponseElements = new ConsoleLogin("Failure");
        AddFacts(context, refusal.MfaUsed);
        if (count is { } stands)
        {
            context.Audit.Additional[CountName] = stands.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var record in AuditComposer.Compose(Event, context, null, null, Error(refusal.Detail)))
        {
            await auditLog.EnqueueAsync(record, CancellationToken.None);
        }
    }

    private static AwsError Error(string detail) => new("Failed authentication", 400, "Failed authentication") { Detail = detail };

    private static void AddFacts(OperationContext context, bool mfaUsed) => context.Audit.Additional["MFAUsed"] = mfaUsed ? "Yes" : "No";

    private sealed record ConsoleLogin([property: JsonPropertyName("ConsoleLogin")] string Outcome);
}
