using Federation.Model.Identifiers;
using Federation.Model.Passwords;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Passwords;

/// <summary>A password that is to be set, checked against the account's policy and hashed, before any transaction is open.</summary>
internal sealed record NewPassword(string Hash)
{
    /// <summary>The type's name: a hash must not reach a log.</summary>
    public override string ToString() => nameof(NewPassword);

    /// <summary>Checks a password for a user and hashes it. <paramref name="present"/> is the profile whose former passwords count, or null for a first one.</summary>
    internal static async Task<Result<NewPassword>> PrepareAsync(
        string password, AccountId account, LoginProfile? present, PasswordGate gate, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var policy = await store.PasswordPolicies.FindAsync(account, cancellationToken);
        if (await store.Accounts.FindAsync(account, cancellationToken) is not { } owner)
        {
            return CommonErrors.InternalFailure("the account is gone");
        }

        if (PasswordRules.Check(password, policy, owner) is { } violation)
        {
            return violation;
        }

        // No connection is held while the processors work.
        await context.DisposeAsync();
        var forbidden = present is null ? [] : PasswordRules.Forbidden(present, policy);
        var hashed = await gate.RunAsync(
            HashingTurn.Of(context.Caller), hasher => forbidden.Any(hash => hasher.Verify(hash, password) != PasswordMatch.No) ? null : hasher.Hash(password), cancellationToken);
        return !hashed.Succeeded ? hashed.Error : hashed.Value is { } hash ? new NewPassword(hash) : PasswordRules.Reused();
    }
}
