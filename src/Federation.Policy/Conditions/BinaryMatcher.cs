using System.Runtime.InteropServices;
using Federation.Policy.Evaluation;

namespace Federation.Policy.Conditions;

/// <summary>BinaryEquals: compares the bytes that base64 texts stand for.</summary>
internal sealed class BinaryMatcher(IReadOnlyList<PolicyValue> values) : ValueMatcher
{
    private readonly byte[][] _values = [.. values.Select(v => Decode(v.Text)).Where(b => b is not null).Select(b => b!)];

    public override int Cost => 3;

    public override bool Matches(ref ContextValue value, RequestContext context)
    {
        var text = context.Text(ref value);
        var buffer = MemoryMarshal.AsBytes(context.Scratch((text.Length / 2) + 1));
        if (!Convert.TryFromBase64Chars(text, buffer, out var length))
        {
            return false;
        }

        foreach (var candidate in _values)
        {
            if (buffer[..length].SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[]? Decode(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
    }
}
