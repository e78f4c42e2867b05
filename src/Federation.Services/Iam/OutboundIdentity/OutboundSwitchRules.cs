using Federation.Model.OutboundIdentity;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OutboundIdentity;

/// <summary>Turns an account's switch.</summary>
internal static class OutboundSwitchRules
{
    internal static readonly AwsError Disabled = IamErrors.FeatureDisabled("Outbound web identity federation is disabled for this account.");
    private static readonly AwsError Enabled = IamErrors.FeatureEnabled("Outbound web identity federation is already enabled for this account.");

    /// <summary>Null where it is turned; AWS refuses to turn it to where it stands.</summary>
    internal static async Task<AwsError?> TurnAsync(bool on, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        var present = await store.OutboundIdentity.FindAsync(account, cancellationToken);
        if ((present?.IsEnabled ?? false) == on)
        {
            return on ? Enabled : Disabled;
        }

        var turned = new OutboundIdentitySwitch { AccountId = account, IsEnabled = on, ChangedAt = context.Now, Version = present?.Version ?? 0 };
        return await store.OutboundIdentity.PutAsync(turned, cancellationToken) == StoreOutcome.Stored ? null : IamErrors.ConcurrentChange();
    }
}
