namespace Federation.Policy.Compilation;

/// <summary>What a policy set holds for one action.</summary>
internal sealed record ActionEntry(string Action, int Hash, ActionCandidates Allow, ActionCandidates Deny);
