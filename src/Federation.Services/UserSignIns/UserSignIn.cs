using Federation.Model.Identifiers;
using Federation.Model.MfaDevices;
using Federation.Model.Passwords;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Authorization;
using Federation.Services.Iam.LoginProfiles;
using Federation.Services.Mfa;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;

namespace Federation.Services.UserSignIns;

/// <summary>What a user typed into the sign-in form.</summary>
/// <param name="Account">Account id or alias.</param>
/// <param name="UserName">Name.</param>
/// <param name="Password">Password.</param>
/// <param name="ReturnUrl">Where to go afterwards; what is no local path becomes <c>/</c>.</param>
public sealed record UserSignInForm(string? Account, string? UserName, string? Password, string? ReturnUrl)
{
    /// <summary>The type's name: a password must not reach a log.</summary>
    public override string ToString() => nameof(UserSignInForm);
}

/// <summary>
/// The sign-in of IAM users: password, then a code where the user has a device, then a new password where one is due. Each step is refused in one sentence that does not
/// tell who is there, and names that are nobody's cost a hash as well.
/// </summary>
public sealed class UserSignIn(
    IDatabase database, AccountDirectory accounts, PasswordGate gate, AttemptLimits limits, MfaVerifier mfa, BrowserDevices devices, UserSignInAudit audit,
    SealedSessions sessions, PortalSessions portal, ChangePassword changePassword, OperationInvoker invoker, TimeProvider timeProvider)
{
    private const string Wrong = "Your account, user name or password is not right.";
    private const string WrongCode = "This code is not right, or was used before. Wait for the next one.";

    /// <summary>The first step.</summary>
    /// <param name="form">What was typed.</param>
    /// <param name="markOf">The browser's mark of a name (<see cref="BrowserDevices.NameOf"/>), or null.</param>
    /// <param name="request">What the door knows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<UserSignInOutcome> TakePasswordAsync(UserSignInForm form, Func<string, string?> markOf, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(markOf);
        var (accountText, name, password) = (form.Account?.Trim() ?? string.Empty, form.UserName?.Trim() ?? string.Empty, form.Password ?? string.Empty);
        if (accountText.Length is 0 or > 63 || name.Length is 0 or > 64 || password.Length is 0 or > PasswordRules.Longest)
        {
            return new UserSignInOutcome.Refused(Wrong);
        }

        var candidate = await FindAsync(accountText, name, cancellationToken);
        var mark = candidate.User is { } known ? markOf(BrowserDevices.NameOf(known.UserId)) : null;
        var device = candidate.User is { } owner ? devices.Read(owner.UserId, mark) : null;
        // One person is one counter, however they are spelled: else a count that goes on tells that a name is nobody's.
        var nobody = $"nobody {candidate.Account?.Value ?? NameKey.Of(accountText)} {NameKey.Of(name)}";
        var attempt = AttemptLimits.Of(AttemptKind.Password, candidate.User?.UserId ?? nobody, request, device);
        if (!await limits.MayTryAsync(attempt, cancellationToken))
        {
            await audit.RefuseUnseenAsync(candidate.Account, candidate.User, mfaUsed: false, "too many attempts", request);
            return new UserSignInOutcome.TooMany();
        }

        var match = await gate.RunAsync(HashingTurn.Of(attempt), hasher => hasher.Verify(candidate.Profile?.PasswordHash ?? hasher.Dummy, password), cancellationToken);
        if (!match.Succeeded)
        {
            await limits.WithdrawAsync(attempt, cancellationToken);
            await audit.RefuseUnseenAsync(candidate.Account, candidate.User, mfaUsed: false, "too many sign-ins at once", request);
            return new UserSignInOutcome.TooMany();
        }

        if (candidate is not { User: { } user, Profile: { } profile } || match.Value == PasswordMatch.No)
        {
            await audit.RefuseAsync(candidate.Account, candidate.User, mfaUsed: false, candidate.WhyNobody ?? "wrong password", request);
            return new UserSignInOutcome.Refused(Wrong);
        }

        await limits.SucceededAsync(attempt, cancellationToken);
        var pending = new PendingUserSignIn
        {
            Account = user.AccountId.Value,
            UserId = user.UserId,
            PasswordSetAt = profile.ChangedAt,
            ProfileMadeAt = profile.CreatedAt,
            NeedsCode = candidate.HasDevice,
            StartedAt = timeProvider.GetUtcNow(),
            ReturnUrl = LocalPath.OrRoot(form.ReturnUrl),
            DeviceMark = device is null ? null : mark,
            Browser = device ?? Handles.Create(),
        };
        var rehashed = match.Value == PasswordMatch.YesButWeak ? await gate.RunAsync(HashingTurn.Of(attempt), hasher => hasher.Hash(password), cancellationToken) : default;
        await RehashAsync(profile, rehashed.Value, cancellationToken);
        return pending.NeedsCode ? new UserSignInOutcome.NeedsCode(await HoldAsync(pending, cancellationToken)) : await GoOnAsync(pending, null, request, cancellationToken);
    }

    /// <summary>The second step, where the user has a device.</summary>
    public async Task<UserSignInOutcome> TakeCodeAsync(string? ticket, string? code, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await FindPendingAsync(ticket, cancellationToken) is not { NeedsCode: true } pending || await ResumeAsync(pending, cancellationToken) is not { User: { } user } current)
        {
            return new UserSignInOutcome.Over();
        }

        var attempt = AttemptLimits.Of(AttemptKind.Mfa, user.UserId, request, devices.Read(user.UserId, pending.DeviceMark));
        if (!await limits.MayTryAsync(attempt, cancellationToken))
        {
            await audit.RefuseUnseenAsync(user.AccountId, user, mfaUsed: true, "too many attempts", request);
            return new UserSignInOutcome.TooMany();
        }

        var proof = TotpCodes.Typed(code) is { } typed ? mfa.Verify(current.Devices, typed, request.ReceivedAt) : null;
        if (proof is null || !await mfa.UseAsync(proof, cancellationToken))
        {
            await audit.RefuseAsync(user.AccountId, user, mfaUsed: true, "wrong code, or one that was used", request);
            return new UserSignInOutcome.Refused(WrongCode);
        }

        await limits.SucceededAsync(attempt, cancellationToken);
        var proved = pending with { NeedsCode = false, MfaAuthenticatedAt = request.ReceivedAt };
        return await sessions.TakeAsync<PendingUserSignIn>(PendingUserSignIn.Kind, Handles.IdOf(ticket!), cancellationToken) is null
            ? new UserSignInOutcome.Over()
            : await GoOnAsync(proved, null, request, cancellationToken);
    }

    /// <summary>What the page of a new password says; null where the steps are over.</summary>
    public async Task<NewPasswordView?> ViewAsync(string? ticket, CancellationToken cancellationToken) =>
        await FindPendingAsync(ticket, cancellationToken) is { NeedsCode: false } pending && await ResumeAsync(pending, cancellationToken) is { User: { } user, Profile: { } profile } current
            ? new NewPasswordView(user.UserName, !profile.ResetRequired, current.Policy)
            : null;

    /// <summary>True where a code is the next step of a ticket.</summary>
    public async Task<bool> AwaitsCodeAsync(string? ticket, CancellationToken cancellationToken) => await FindPendingAsync(ticket, cancellationToken) is { NeedsCode: true };

    /// <summary>The last step, where the password was to be replaced: the same operation as over the wire, as the user.</summary>
    public async Task<UserSignInOutcome> TakeNewPasswordAsync(string? ticket, string? old, string? next, RequestInfo request, CancellationToken cancellationToken)
    {
        if (await FindPendingAsync(ticket, cancellationToken) is not { NeedsCode: false } pending || await ResumeAsync(pending, cancellationToken) is not { User: { } user, Profile: { } profile } current)
        {
            return new UserSignInOutcome.Over();
        }

        if (current.Policy?.HardExpiry == true && IsExpired(profile, current.Policy))
        {
            return new UserSignInOutcome.Refused("Your password has expired, and only an administrator can set a new one.");
        }

        if (old == next)
        {
            return new UserSignInOutcome.Refused("Choose a password that differs from the present one.");
        }

        var caller = UserSessions.CallerOf(user, SessionOf(user, profile, pending, Handles.Create()));
        var changed = await invoker.InvokeAsync(changePassword, new ChangePasswordRequest { OldPassword = old, NewPassword = next }, request, caller, cancellationToken);
        if (!changed.Succeeded)
        {
            return changed.Error.Code == "Throttling" ? new UserSignInOutcome.TooMany() : new UserSignInOutcome.Refused(changed.Error.Message);
        }

        return await sessions.TakeAsync<PendingUserSignIn>(PendingUserSignIn.Kind, Handles.IdOf(ticket!), cancellationToken) is null
            ? new UserSignInOutcome.Over()
            : await GoOnAsync(pending, profile, request, cancellationToken);
    }

    private bool IsExpired(LoginProfile profile, PasswordPolicy? policy) => PasswordRules.ExpiryOf(profile, policy) <= timeProvider.GetUtcNow();

    /// <summary>Accepts, or asks for a new password. <paramref name="replaced"/> is the profile that this very sign-in has just given another password.</summary>
    private async Task<UserSignInOutcome> GoOnAsync(PendingUserSignIn pending, LoginProfile? replaced, RequestInfo request, CancellationToken cancellationToken)
    {
        var cookie = Handles.Create();
        PortalSession session;
        bool isDue;
        await using (var store = await database.BeginWriteAsync(cancellationToken))
        {
            var account = AccountId.Parse(pending.Account);
            if (await store.Users.FindByIdAsync(account, pending.UserId, cancellationToken) is not { } user
                || await store.LoginProfiles.FindAsync(account, user.UserId, cancellationToken) is not { } profile || !IsThatOf(pending, replaced, profile)
                || LacksCode(pending, await store.MfaDevices.ListOfOwnerAsync(account, user.UserId, cancellationToken)))
            {
                return new UserSignInOutcome.Over();
            }

            session = SessionOf(user, profile, pending, cookie);
            isDue = profile.ResetRequired || IsExpired(profile, await store.PasswordPolicies.FindAsync(account, cancellationToken));
            if (!isDue)
            {
                await audit.AcceptAsync(store, session, request, cancellationToken);
                // Another sign-in of the user at the same moment may have written the row: when it was last used is known then, too.
                await store.LoginProfiles.UpdateAsync(profile with { LastUsedAt = request.ReceivedAt }, cancellationToken);
                await store.CommitAsync(cancellationToken);
            }
        }

        // The writer's turn is given back first: where sessions live in the same database, it is the one that these wait for.
        if (isDue)
        {
            return new UserSignInOutcome.NeedsPassword(await HoldAsync(pending, cancellationToken));
        }

        await portal.BeginAsync(session, cancellationToken);
        return new UserSignInOutcome.Accepted(cookie, session, pending.ReturnUrl, BrowserDevices.NameOf(pending.UserId), pending.DeviceMark ?? devices.Create(pending.UserId));
    }

    /// <summary>True where a device was enabled since the password was shown: the steps begin anew, and ask for its code.</summary>
    private static bool LacksCode(PendingUserSignIn pending, IReadOnlyList<MfaDevice> owned) => pending.MfaAuthenticatedAt is null && owned.Count > 0;

    private static bool IsThatOf(PendingUserSignIn pending, LoginProfile? replaced, LoginProfile profile) =>
        profile.CreatedAt == pending.ProfileMadeAt
        && (replaced is null ? profile.ChangedAt == pending.PasswordSetAt : profile.FormerHashes is [var former, ..] && former == replaced.PasswordHash);

    private PortalSession SessionOf(User user, LoginProfile profile, PendingUserSignIn pending, string cookie) =>
        portal.Prepare(cookie, UserIdentity.Of(user, profile, pending.MfaAuthenticatedAt), pending.Browser);

    private async Task RehashAsync(LoginProfile profile, string? hash, CancellationToken cancellationToken)
    {
        if (hash is null)
        {
            return;
        }

        // A hash that another sign-in writes at the same moment is as good.
        await using var store = await database.BeginWriteAsync(cancellationToken);
        await store.LoginProfiles.UpdateAsync(profile with { PasswordHash = hash }, cancellationToken);
        await store.CommitAsync(cancellationToken);
    }

    private async Task<string> HoldAsync(PendingUserSignIn pending, CancellationToken cancellationToken)
    {
        var ticket = Handles.Create();
        await sessions.TryAddAsync(PendingUserSignIn.Kind, Handles.IdOf(ticket), pending, pending.StartedAt + PendingUserSignIn.Lifetime, [], cancellationToken);
        return ticket;
    }

    private async Task<PendingUserSignIn?> FindPendingAsync(string? ticket, CancellationToken cancellationToken) =>
        Handles.IsHandle(ticket) ? await sessions.FindAsync<PendingUserSignIn>(PendingUserSignIn.Kind, Handles.IdOf(ticket!), cancellationToken) : null;

    private async Task<Candidate> FindAsync(string accountText, string name, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        AccountId? account = AccountId.TryCreate(accountText, out var number) ? number : (await store.AccountAliases.FindAsync(accountText.ToLowerInvariant(), cancellationToken))?.AccountId;
        if (account is not { } found || await accounts.FindAsync(found, cancellationToken) is not { } entry)
        {
            return new Candidate(null, null, null, [], null, "no such account");
        }

        return !entry.IsActive
            ? new Candidate(found, null, null, [], null, "the account is closed")
            : await LoadAsync(store, found, await store.Users.FindByNameAsync(found, name, cancellationToken), cancellationToken);
    }

    /// <summary>The user of a pending sign-in as things stand now; null where the steps so far count for nothing.</summary>
    private async Task<Candidate?> ResumeAsync(PendingUserSignIn pending, CancellationToken cancellationToken)
    {
        var account = AccountId.Parse(pending.Account);
        if (await accounts.FindAsync(account, cancellationToken) is not { IsActive: true })
        {
            return null;
        }

        await using var store = await database.BeginReadAsync(cancellationToken);
        var current = await LoadAsync(store, account, await store.Users.FindByIdAsync(account, pending.UserId, cancellationToken), cancellationToken);
        return current.Profile is { } profile && profile.ChangedAt == pending.PasswordSetAt && profile.CreatedAt == pending.ProfileMadeAt
            && (pending.NeedsCode || !LacksCode(pending, current.Devices))
                ? current
                : null;
    }

    private static async Task<Candidate> LoadAsync(IUnitOfWork store, AccountId account, User? user, CancellationToken cancellationToken)
    {
        if (user is null)
        {
            return new Candidate(account, null, null, [], null, "no such user");
        }

        var profile = await store.LoginProfiles.FindAsync(account, user.UserId, cancellationToken);
        return new Candidate(
            account, user, profile, await store.MfaDevices.ListOfOwnerAsync(account, user.UserId, cancellationToken), await store.PasswordPolicies.FindAsync(account, cancellationToken),
            profile is null ? "the user has no password" : null);
    }

    private sealed record Candidate(
        AccountId? Account, User? User, LoginProfile? Profile, IReadOnlyList<MfaDevice> Devices, PasswordPolicy? Policy, string? WhyNobody)
    {
        public bool HasDevice => Devices.Count > 0;

        public override string ToString() => nameof(Candidate);
    }
}
