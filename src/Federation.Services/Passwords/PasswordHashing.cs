namespace Federation.Services.Passwords;

/// <summary>How much work a password hash is. Raised values count at once for new hashes, and for present ones at the next sign-in.</summary>
public sealed record PasswordHashing
{
    /// <value>Memory in KiB. Default 47,104 (OWASP password storage: 46 MiB).</value>
    public int MemoryKiB { get; init; } = 47_104;

    /// <value>Passes over the memory. Default 1 (OWASP password storage, for 46 MiB).</value>
    public int Iterations { get; init; } = 1;

    /// <value>Lanes. Default 1: cores serve other people's sign-ins.</value>
    public int Parallelism { get; init; } = 1;

    /// <value>Hashes that are computed at once. Default: the number of processors. Of several, one is kept for users who are known (see <see cref="HashingTurn"/>).</value>
    public int Slots { get; init; } = Environment.ProcessorCount;

    /// <value>Hashes of strangers that may wait for a slot; beyond that they are told to slow down. Default 64.</value>
    public int Queue { get; init; } = 64;
}
