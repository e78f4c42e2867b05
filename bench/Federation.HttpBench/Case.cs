namespace Federation.HttpBench;

/// <summary>One kind of request.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Server">Who answers it.</param>
/// <param name="Weight">Share of the requests of a round: dear requests need fewer for the same precision.</param>
/// <param name="Make">Makes the request of a number.</param>
/// <param name="IsRight">Whether an answer is what was asked for.</param>
internal sealed record Case(string Name, ServerProcess Server, double Weight, Func<int, byte[]> Make, Func<Answer, bool> IsRight)
{
    public const string Bare = "bare POST";

    /// <summary>CPU microseconds of a request in each round.</summary>
    public List<double> Costs { get; } = [];

    /// <summary>Bytes that a request allocated in each round; 0 where the server does not tell.</summary>
    public List<double> Allocated { get; } = [];

    /// <summary>Microseconds for which a request of each round was held up by garbage collections, its share of them.</summary>
    public List<double> Paused { get; } = [];

    private int _made;

    public int CountOf(int requests) => (int)(requests * Weight);

    /// <summary>So many requests, none of which was sent before.</summary>
    public byte[][] Take(int count)
    {
        var first = _made;
        _made += count;
        var requests = new byte[count][];
        Parallel.For(0, count, i => requests[i] = Make(first + i));
        return requests;
    }
}
