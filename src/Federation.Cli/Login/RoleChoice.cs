namespace Federation.Cli.Login;

/// <summary>Finds the role that a person means: an ARN, <c>ACCOUNT/ROLE</c> with the account's name or number, or a role name that only one account has.</summary>
internal static class RoleChoice
{
    /// <exception cref="CliException">None or several fit.</exception>
    public static CliRole Find(IReadOnlyList<CliRole> roles, string text)
    {
        var slash = text.StartsWith("arn:", StringComparison.Ordinal) ? -1 : text.LastIndexOf('/');
        var account = slash < 0 ? null : text[..slash];
        var name = text[(slash + 1)..];
        var fitting = text.StartsWith("arn:", StringComparison.Ordinal)
            ? roles.Where(role => role.RoleArn == text).ToList()
            : roles.Where(role => Same(role.RoleName, name) && (account is null || Same(role.AccountName, account) || role.AccountId == account)).ToList();
        return fitting switch
        {
            [var only] => only,
            [] => throw new CliException($"you have no role `{text}`: `fed roles` lists those you have"),
            _ => throw new CliException($"`{text}` fits several roles: {string.Join(", ", fitting.Select(role => $"{role.AccountName}/{role.RoleName}"))}"),
        };
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
