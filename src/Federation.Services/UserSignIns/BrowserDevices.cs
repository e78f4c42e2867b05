using System.Buffers.Text;
using System.Security.Cryptography;
using Federation.Model.Keys;
using Federation.Services.SignIn;

namespace Federation.Services.UserSignIns;

/// <summary>
/// Marks of browsers in which a user signed in before: they slow guessing down less for the person (see <see cref="Passwords.AttemptLimits"/>), and open nothing. A mark is sealed for its one user.
/// </summary>
public sealed class BrowserDevices(IKeyRing ring)
{
    private const int IdBytes = 16;

    /// <summary>Names the mark of a user among others, without saying whose it is.</summary>
    public static string NameOf(string userId) => Handles.IdOf($"browser of {userId}")[..16];

    /// <summary>The browser's id for a user; null where the mark is none of that user's.</summary>
    public string? Read(string userId, string? mark)
    {
        if (mark is not { Length: > 0 and <= 512 } || !Base64Url.IsValid(mark) || !ring.TryOpen(LabelOf(userId), Base64Url.DecodeFromChars(mark), out var id))
        {
            return null;
        }

        using (id)
        {
            return Convert.ToHexStringLower(id.Reveal());
        }
    }

    /// <summary>A fresh mark.</summary>
    public string Create(string userId) => Base64Url.EncodeToString(ring.Seal(LabelOf(userId), RandomNumberGenerator.GetBytes(IdBytes)));

    private static string LabelOf(string userId) => $"browser-device/{userId}";
}
