namespace Federation.Policy.Compilation;

/// <summary>How a statement names the caller; several may hold at once.</summary>
[Flags]
internal enum PrincipalMatch
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>By the caller's account: its identity policies decide.</summary>
    Account = 1,

    /// <summary>By the role behind the session or the user behind the federated session: boundary and session policies limit the grant.</summary>
    Source = 2,

    /// <summary>By the caller itself, or as everyone: nothing but organization and endpoint policies limits the grant.</summary>
    Direct = 4,
}
