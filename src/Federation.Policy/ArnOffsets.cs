using System.Runtime.InteropServices;

namespace Federation.Policy;

/// <summary>Where the first five colons of a text are: enough to cut it into the six parts of an ARN without allocating.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ArnOffsets(int First, int Second, int Third, int Fourth, int Fifth)
{
    public static bool TryFind(ReadOnlySpan<char> text, out ArnOffsets offsets)
    {
        Span<int> at = stackalloc int[5];
        var position = -1;
        for (var i = 0; i < at.Length; i++)
        {
            var next = text[(position + 1)..].IndexOf(':');
            if (next < 0)
            {
                offsets = default;
                return false;
            }

            position += next + 1;
            at[i] = position;
        }

        offsets = new ArnOffsets(at[0], at[1], at[2], at[3], at[4]);
        return true;
    }

    /// <summary>The part with the given index: 0 is <c>arn</c>, 5 is the resource.</summary>
    public ReadOnlySpan<char> Part(ReadOnlySpan<char> text, int index) => index switch
    {
        0 => text[..First],
        1 => text[(First + 1)..Second],
        2 => text[(Second + 1)..Third],
        3 => text[(Third + 1)..Fourth],
        4 => text[(Fourth + 1)..Fifth],
        _ => text[(Fifth + 1)..],
    };
}
