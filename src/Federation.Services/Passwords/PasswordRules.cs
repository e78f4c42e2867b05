using System.Buffers;
using System.Globalization;
using Federation.Model.Accounts;
using Federation.Model.Passwords;
using Federation.Model.Results;

namespace Federation.Services.Passwords;

/// <summary>Whether a password follows an account's policy (AWS: Setting an account password policy for IAM users), in PasswordPolicyViolation's words.</summary>
internal static class PasswordRules
{
    internal const int Longest = 128;
    internal const int MostRemembered = 24;

    /// <summary>What AWS counts as symbols.</summary>
    private static readonly SearchValues<char> Symbols = SearchValues.Create("!@#$%^&*()_+-=[]{}|'");

    private const int DefaultLength = 8;
    private const int DefaultClasses = 3;

    internal static AwsError Reused() => IamErrors.PasswordPolicyViolation("Policy constraint violation with password reuse prevention during password change");

    /// <summary>Null where the password may be taken.</summary>
    internal static AwsError? Check(string password, PasswordPolicy? policy, Account account)
    {
        var problem = password.Length > Longest ? $"Password should have a maximum length of {Longest}" : policy is null ? CheckDefault(password, account) : Check(password, policy);
        return problem is null ? null : IamErrors.PasswordPolicyViolation(problem);
    }

    /// <summary>When a password that was set at an instant stops; null for never.</summary>
    internal static DateTimeOffset? ExpiryOf(LoginProfile profile, PasswordPolicy? policy) => policy?.MaxAgeDays is { } days ? profile.ChangedAt.AddDays(days) : null;

    /// <summary>The hashes that the policy does not let the user take again, the present one first.</summary>
    internal static IReadOnlyList<string> Forbidden(LoginProfile profile, PasswordPolicy? policy) =>
        policy?.ReusePrevention is { } most ? [.. profile.FormerHashes.Prepend(profile.PasswordHash).Take(most)] : [];

    /// <summary>The profile with a new password; the one before it joins the history.</summary>
    internal static LoginProfile With(LoginProfile profile, string hash, bool resetRequired, DateTimeOffset now) => profile with
    {
        PasswordHash = hash,
        FormerHashes = [.. profile.FormerHashes.Prepend(profile.PasswordHash).Take(MostRemembered)],
        ResetRequired = resetRequired,
        // Sessions are bound to this instant: it moves even where the clock does not.
        ChangedAt = now > profile.ChangedAt ? now : profile.ChangedAt.AddMilliseconds(1),
    };

    private static string? Check(string password, PasswordPolicy policy) =>
        password.Length < policy.MinimumLength ? string.Create(CultureInfo.InvariantCulture, $"Password should have a minimum length of {policy.MinimumLength}")
        : policy.RequireUppercase && !password.Any(char.IsAsciiLetterUpper) ? "Password should have at least one uppercase letter"
        : policy.RequireLowercase && !password.Any(char.IsAsciiLetterLower) ? "Password should have at least one lowercase letter"
        : policy.RequireNumbers && !password.Any(char.IsAsciiDigit) ? "Password should have at least one number"
        : policy.RequireSymbols && !password.AsSpan().ContainsAny(Symbols) ? "Password should have at least one symbol"
        : null;

    // AWS: the default policy, for accounts without one of their own.
    private static string? CheckDefault(string password, Account account)
    {
        var classes = new[] { password.Any(char.IsAsciiLetterUpper), password.Any(char.IsAsciiLetterLower), password.Any(char.IsAsciiDigit), password.AsSpan().ContainsAny(Symbols) };
        return password.Length < DefaultLength ? string.Create(CultureInfo.InvariantCulture, $"Password should have a minimum length of {DefaultLength}")
            : classes.Count(present => present) < DefaultClasses ? "Password should have at least three of uppercase letters, lowercase letters, numbers and symbols"
            : Same(password, account.Name) || Same(password, account.Email) ? "Password should not be identical to the name or the email address of the account"
            : null;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
