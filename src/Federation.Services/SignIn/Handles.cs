using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Services.SignIn;

/// <summary>
/// Opaque handles of 256 random bits (43 characters of base64url; RelayState takes at most 80 bytes, SAML Bindings 3.4.3). Stores only ever see their SHA-256.
/// </summary>
public static class Handles
{
    /// <summary>A fresh handle.</summary>
    public static string Create()
    {
        Span<byte> bytes = stackalloc byte[32];
        RandomNumberGenerator.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The id under which a store keeps what the handle stands for.</summary>
    public static string IdOf(string handle) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(handle)));

    /// <summary>True for text that can be a handle.</summary>
    public static bool IsHandle(string? text) => text is { Length: 43 } && Base64Url.IsValid(text);

    /// <summary>Compares two handles or ids in constant time.</summary>
    public static bool Equal(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
