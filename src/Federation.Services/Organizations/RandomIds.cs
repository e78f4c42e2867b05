using System.Security.Cryptography;

namespace Federation.Services.Organizations;

/// <summary>Makes the ids of Organizations: a prefix and characters of <c>a-z0-9</c>.</summary>
internal static class RandomIds
{
    internal static string Create(string prefix, int length) => prefix + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", length);
}
