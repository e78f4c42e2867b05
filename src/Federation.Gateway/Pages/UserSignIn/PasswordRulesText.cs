using System.Globalization;
using Federation.Model.Passwords;

namespace Federation.Gateway.Pages.UserSignIn;

/// <summary>What an account asks of passwords, in a sentence.</summary>
internal static class PasswordRulesText
{
    internal static string Of(PasswordPolicy? policy)
    {
        if (policy is null)
        {
            return "At least 8 characters, of three of these kinds: uppercase letters, lowercase letters, numbers, symbols.";
        }

        string?[] kinds =
        [
            policy.RequireUppercase ? "an uppercase letter" : null,
            policy.RequireLowercase ? "a lowercase letter" : null,
            policy.RequireNumbers ? "a number" : null,
            policy.RequireSymbols ? "a symbol" : null,
        ];
        var needed = kinds.OfType<string>().ToList();
        var with = needed.Count == 0 ? string.Empty : $", with {string.Join(", ", needed)}";
        var reuse = policy.ReusePrevention is { } most ? string.Create(CultureInfo.InvariantCulture, $" None of your last {most}.") : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"At least {policy.MinimumLength} characters{with}.{reuse}");
    }
}
