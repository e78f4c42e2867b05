namespace Federation.Model.Groups;

/// <summary>A user is in a group.</summary>
/// <param name="UserId"><c>AIDA…</c>.</param>
/// <param name="GroupName">Name of the group.</param>
public sealed record GroupMembership(string UserId, string GroupName);
