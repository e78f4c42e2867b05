using Federation.Services.Portal;

namespace Federation.Gateway.Pages.Portal;

/// <summary>The session lengths that a role's page offers.</summary>
internal static class SessionChoices
{
    private static readonly int[] Usual = [900, 1800, 3600, 7200, 14_400, 28_800, 43_200];

    /// <summary>Seconds, ascending: usual lengths below the longest, the default and the longest.</summary>
    internal static IReadOnlyList<int> For(PortalRole role) =>
        [.. Usual.Where(length => length < role.LongestSession).Append(role.DefaultSession).Append(role.LongestSession).Distinct().Order()];
}
