using System.Security.Cryptography;

namespace Federation.Model.Identifiers;

/// <summary>
/// Random bytes of ids, each given out once: from the operating system's generator, which is asked for a hundred ids at a time. Ids are no secrets, and keys and
/// tokens ask for their own.
/// </summary>
internal static class IdBytes
{
    private const int Supply = 1024;

    [ThreadStatic]
    private static byte[]? _supply;

    [ThreadStatic]
    private static int _left;

    internal static void Fill(Span<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Supply, nameof(bytes));
        var supply = _supply ??= new byte[Supply];
        if (_left < bytes.Length)
        {
            RandomNumberGenerator.Fill(supply);
            _left = Supply;
        }

        supply.AsSpan(Supply - _left, bytes.Length).CopyTo(bytes);
        _left -= bytes.Length;
    }
}
