using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Model.Users;

namespace Federation.Services.Iam.Users;

/// <summary>
/// What must be taken away from a user before it can be deleted. Whatever adds one of these moves the user's version (<see cref="UserRules.TouchAsync"/>), so that none comes between this
/// check and the deletion. A further kind of thing is a further line here.
/// </summary>
internal static class UserDeletion
{
    private delegate Task<bool> Hangs(IUnitOfWork store, User user, CancellationToken cancellationToken);

    private static readonly (string What, Hangs Hangs)[] Checks =
    [
        ("must delete login profile first", async (store, user, cancellationToken) => await store.LoginProfiles.FindAsync(user.AccountId, user.UserId, cancellationToken) is not null),
        ("must delete MFA device first", async (store, user, cancellationToken) => (await store.MfaDevices.ListOfOwnerAsync(user.AccountId, user.UserId, cancellationToken)).Count > 0),
        ("must delete access keys first", async (store, user, cancellationToken) => (await store.AccessKeys.ListAsync(user.AccountId, user.UserId, cancellationToken)).Count > 0),
        ("must remove users from group first", async (store, user, cancellationToken) => (await store.Groups.ListOfUserAsync(user.AccountId, user.UserId, null, 1, cancellationToken)).Items.Count > 0),
        ("must detach all policies first", async (store, user, cancellationToken) =>
            (await store.PolicyAttachments.ListOfOwnerAsync(user.AccountId, user.UserId, PolicyUsage.Permissions, cancellationToken)).Count > 0),
        ("must delete policies first", async (store, user, cancellationToken) => (await store.InlinePolicies.ListAsync(user.AccountId, user.UserId, null, 1, cancellationToken)).Items.Count > 0),
    ];

    /// <summary>DeleteConflict in AWS's words for the first thing that is still there, or null.</summary>
    internal static async Task<AwsError?> CheckAsync(IUnitOfWork store, User user, CancellationToken cancellationToken)
    {
        foreach (var (what, hangs) in Checks)
        {
            if (await hangs(store, user, cancellationToken))
            {
                return IamErrors.DeleteConflict($"Cannot delete entity, {what}.");
            }
        }

        return null;
    }
}
