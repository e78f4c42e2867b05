using System.Runtime.InteropServices;

namespace Federation.Saml.Insight;

/// <summary>Where two texts differ that look equal: <c>http</c> against <c>https</c>, a port, a slash at the end.</summary>
/// <param name="Prefix">Characters that are equal from the start.</param>
/// <param name="ExpectedLength">Characters of the expected text that differ, after the prefix.</param>
/// <param name="ActualLength">Characters of the actual text that differ, after the prefix.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SamlDifference(int Prefix, int ExpectedLength, int ActualLength)
{
    /// <summary>Finds the smallest differing middle of two texts.</summary>
    public static SamlDifference Between(string expected, string actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        var prefix = expected.AsSpan().CommonPrefixLength(actual);
        var suffix = 0;
        var longest = Math.Min(expected.Length, actual.Length) - prefix;
        while (suffix < longest && expected[^(suffix + 1)] == actual[^(suffix + 1)])
        {
            suffix++;
        }

        return new SamlDifference(prefix, expected.Length - prefix - suffix, actual.Length - prefix - suffix);
    }
}
