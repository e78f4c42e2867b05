using Federation.Services.Portal;
using Federation.Services.SignIn;

namespace Federation.Gateway.Pages.Portal;

/// <summary>The roles of one account.</summary>
/// <param name="AccountId">Number of the account.</param>
/// <param name="AccountName">Its name.</param>
/// <param name="Roles">Its roles, by name.</param>
public sealed record AccountRoles(string AccountId, string AccountName, IReadOnlyList<PortalRole> Roles);

/// <summary>What the portal shows: the session's roles by account, narrowed by words.</summary>
public sealed class RolesView
{
    /// <summary>Groups and narrows a list.</summary>
    /// <param name="session">The session.</param>
    /// <param name="list">Its roles.</param>
    /// <param name="search">Words that each have to occur in the account or the role, or null.</param>
    public RolesView(PortalSession session, PortalRoleList list, string? search)
    {
        ArgumentNullException.ThrowIfNull(list);
        Session = session;
        All = list;
        Search = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        var words = Search?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        Accounts = [.. list.Roles.Where(role => words.All(word => TextOf(role).Contains(word, StringComparison.OrdinalIgnoreCase)))
            .GroupBy(role => (role.AccountId, role.AccountName))
            .Select(group => new AccountRoles(group.Key.AccountId, group.Key.AccountName, [.. group]))];
    }

    /// <summary>The session.</summary>
    public PortalSession Session { get; }

    /// <summary>All of the session's roles.</summary>
    public PortalRoleList All { get; }

    /// <summary>What the list was searched for, or null.</summary>
    public string? Search { get; }

    /// <summary>Accounts with the roles that match, by name.</summary>
    public IReadOnlyList<AccountRoles> Accounts { get; }

    /// <summary><c>5 roles in 3 accounts</c>.</summary>
    public string Count
    {
        get
        {
            var accounts = All.Roles.Select(role => role.AccountId).Distinct(StringComparer.Ordinal).Count();
            return $"{All.Roles.Count} {(All.Roles.Count == 1 ? "role" : "roles")} in {accounts} {(accounts == 1 ? "account" : "accounts")}";
        }
    }

    /// <summary>Address of a role's page.</summary>
    public static string PageOf(string roleArn) => "/portal/role" + QueryString.Create("arn", roleArn).ToUriComponent();

    /// <summary>What a search looks at within the account.</summary>
    public static string RoleText(PortalRole role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return $"{role.RoleName} {role.Description}";
    }

    private static string TextOf(PortalRole role) => $"{role.AccountName} {role.AccountId} {RoleText(role)}";
}
