namespace Federation.Cli.Login;

/// <summary>Finds the role that a person means: an ARN, <c>ACCOUNT/ROLE</c> with the account's name or number, or a role name that only one account has.</summary>
internal static class RoleChoice
{
    /// <summary>The ARN of the role. One that is given whole is taken as it is: the gateway decides, and an IAM user may assume more roles than are listed.</summary>
    /// <exception cref="CliException">None or several fit.</exception>
    public static async Task<string> ArnAsync(GatewayApi api, string text, CancellationToken cancellationToken) =>
        text.StartsWith("arn:", StringComparison.Ordinal) ? text : Find(await api.RolesAsync(cancellationToken), text).RoleArn;

    private static CliRole Find(IReadOnlyList<CliRole> roles, string text)
    {
        var slash = text.LastIndexOf('/');
        var account = slash < 0 ? null : text[..slash];
        var name = text[(slash + 1)..];
        var fitting = roles.Where(role => Same(role.RoleName, name) && (account is null || Same(role.AccountName, account) || role.AccountId == account)).ToList();
        return fitting switch
        {
            [var only] => only,
            [] => throw new CliException($"you have no role `{text}`: `fed roles` lists those you have"),
            _ => throw new CliException($"`{text}` fits several roles: {string.Join(", ", fitting.Select(role => $"{role.AccountName}/{role.RoleName}"))}"),
        };
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
