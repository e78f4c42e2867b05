using System.Text.Json.Serialization;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Audit;

namespace Federation.Services.SignIn;

/// <summary>Sign-ins in the audit trail of the provider's account (CloudTrail: AWS Management Console sign-in events).</summary>
public sealed class SignInAudit(IAuditLog auditLog, IDatabase database, SecurityLog securityLog)
{
    private static readonly OperationDescriptor Event = new("signin", "ConsoleLogin", AccessLevel.Write) { EventType = "AwsConsoleSignIn" };

    private static readonly OperationDescriptor TestEvent = new("federation", "TestLogin", AccessLevel.Credentials);

    /// <summary>Records an accepted sign-in and uses its assertion up, durably. False: the assertion was used before.</summary>
    public Task<bool> AcceptAsync(SamlIdentity identity, OneTimeUse use, RequestInfo request, CancellationToken cancellationToken) =>
        UseAsync(Event, identity, use, request, cancellationToken);

    /// <summary>Records a test login, which signs nobody in, and uses its assertion up all the same. False: the assertion was used before.</summary>
    public Task<bool> TestAsync(SamlIdentity identity, OneTimeUse use, RequestInfo request, CancellationToken cancellationToken) =>
        UseAsync(TestEvent, identity, use, request, cancellationToken);

    /// <summary>Records a refused sign-in: in the security log always, in the account's trail where the provider is known.</summary>
    public async Task RefuseAsync(SignInRefusal reason, string detail, SamlProviderEntry? entry, RequestInfo request, CancellationToken cancellationToken)
    {
        var error = new AwsError("Failed authentication", 400, $"Failed authentication ({reason})") { Detail = detail };
        securityLog.Refused("signin:ConsoleLogin", error, request);
        if (entry is null)
        {
            return;
        }

        await using var context = new OperationContext(request, Caller.Anonymous, database);
        context.Audit.Recipient = entry.Provider.AccountId;
        context.Audit.ResponseElements = new ConsoleLogin("Failure");
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::SAMLProvider", entry.Provider.Arn));
        foreach (var record in AuditComposer.Compose(Event, context, null, null, error))
        {
            await auditLog.EnqueueAsync(record, cancellationToken);
        }
    }

    private async Task<bool> UseAsync(OperationDescriptor descriptor, SamlIdentity identity, OneTimeUse use, RequestInfo request, CancellationToken cancellationToken)
    {
        await using var context = new OperationContext(request, FederatedCallers.Of(identity), database);
        context.Audit.Additional["sAMLAssertionID"] = identity.AssertionId;
        if (descriptor == Event)
        {
            context.Audit.ResponseElements = new ConsoleLogin("Success");
        }

        var records = AuditComposer.Compose(descriptor, context, null, null, null);
        return await auditLog.AppendDurableAsync(records, [use], cancellationToken) switch
        {
            AppendOutcome.Stored => true,
            AppendOutcome.AlreadyUsed => false,
            var other => throw new InvalidOperationException($"the audit log gave the outcome {other}"),
        };
    }

    private sealed record ConsoleLogin([property: JsonPropertyName("ConsoleLogin")] string Outcome);
}
