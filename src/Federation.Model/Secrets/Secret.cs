using System.Security.Cryptography;
using System.Text;

namespace Federation.Model.Secrets;

/// <summary>Bytes that must never be seen: <see cref="ToString"/> names the type, equality is constant time, and no serializer is told how to write it.</summary>
public sealed class Secret : IDisposable
{
    private readonly byte[] _bytes;

    /// <summary>Takes a copy of the bytes.</summary>
    public Secret(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    /// <summary>The UTF-8 bytes of a text.</summary>
    public static Secret FromText(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>The bytes, for the computation that needs them.</summary>
    public ReadOnlySpan<byte> Reveal() => _bytes;

    /// <summary>The bytes as UTF-8 text, for the one answer that shows it.</summary>
    public string RevealText() => Encoding.UTF8.GetString(_bytes);

    /// <summary>Compares in constant time.</summary>
    public bool FixedTimeEquals(ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(_bytes, other);

    /// <inheritdoc/>
    public override string ToString() => nameof(Secret);

    /// <summary>Overwrites the bytes.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
