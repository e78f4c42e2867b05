using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Federation.Services.Traces;

/// <summary>
/// Bytes of a recorded login, which are only ever seen sealed: a byte of the format and JSON in DEFLATE (RFC 1951), since a login says most things several times and
/// every page that it fills is written twice. Earlier builds wrote JSON alone, which begins with a brace.
/// </summary>
internal static class LoginTraceCodec
{
    private const byte Deflated = 1;

    /// <summary>What an account's own store holds unpacks to less: the assertion is bounded, and what is said of it.</summary>
    private const int MostPlain = 16 * 1024 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _json;

    /// <summary>Gives the bytes to a function, and clears them after it.</summary>
    internal static byte[] Write(LoginTrace trace, Func<ReadOnlySpan<byte>, byte[]> seal)
    {
        var json = _json ??= new ArrayBufferWriter<byte>(16 * 1024);
        try
        {
            using (var writer = new Utf8JsonWriter(json))
            {
                JsonSerializer.Serialize(writer, trace, LoginTraceJson.Default.LoginTrace);
            }

            return Deflate(json.WrittenSpan, seal);
        }
        finally
        {
            json.Clear();
        }
    }

    /// <summary>Reads the bytes.</summary>
    /// <exception cref="JsonException">They are no recorded login.</exception>
    /// <exception cref="InvalidDataException">They are no recorded login.</exception>
    internal static LoginTrace? Read(ReadOnlySpan<byte> plain)
    {
        if (plain is not [Deflated, ..])
        {
            return JsonSerializer.Deserialize(plain, LoginTraceJson.Default.LoginTrace);
        }

        using var packed = new DeflateStream(new MemoryStream(plain[1..].ToArray()), CompressionMode.Decompress);
        using var bounded = new MemoryStream();
        var piece = new byte[16 * 1024];
        for (var read = packed.Read(piece); read > 0; read = packed.Read(piece))
        {
            bounded.Write(piece, 0, read);
            if (bounded.Length > MostPlain)
            {
                throw new InvalidDataException("a recorded login unpacks to more than any login says");
            }
        }

        return JsonSerializer.Deserialize(bounded.GetBuffer().AsSpan(0, (int)bounded.Length), LoginTraceJson.Default.LoginTrace);
    }

    private static byte[] Deflate(ReadOnlySpan<byte> json, Func<ReadOnlySpan<byte>, byte[]> seal)
    {
        // RFC 1951 section 3.2.6: no code of the fixed table is longer than nine bits, so what does not compress grows by an eighth at most.
        var buffer = ArrayPool<byte>.Shared.Rent(1 + json.Length + (json.Length / 8) + 1024);
        using var packed = new MemoryStream(buffer);
        try
        {
            packed.WriteByte(Deflated);
            using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                deflate.Write(json);
            }

            return seal(buffer.AsSpan(0, (int)packed.Position));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer.AsSpan(0, (int)packed.Position));
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
