using System.Globalization;

namespace Federation.UnitTests.Policy;

/// <summary>How long the random tests run.</summary>
internal static class RandomTests
{
    /// <summary>The number of samples, unless the environment variable CsCheck_Iter says another.</summary>
    public static int Iterations(int usual)
        => int.TryParse(Environment.GetEnvironmentVariable("CsCheck_Iter"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : usual;
}
