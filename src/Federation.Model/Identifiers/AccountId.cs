using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Federation.Model.Identifiers;

/// <summary>Twelve decimal digits that name an account, such as <c>111122223333</c>. The default value names none.</summary>
public readonly record struct AccountId
{
    private readonly string? _digits;

    private AccountId(string digits) => _digits = digits;

    /// <summary>The twelve digits; empty for the default value.</summary>
    public string Value => _digits ?? string.Empty;

    /// <summary>True unless this is the default value.</summary>
    public bool IsSet => _digits is not null;

    /// <summary>Takes exactly twelve ASCII digits that are not all zero.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? text, out AccountId account)
    {
        account = default;
        if (text is not { Length: 12 } || text.AsSpan().ContainsAnyExceptInRange('0', '9') || !text.AsSpan().ContainsAnyExcept('0'))
        {
            return false;
        }

        account = new AccountId(text);
        return true;
    }

    /// <summary>Takes text that was checked before (a database column, a constant).</summary>
    /// <exception cref="FormatException">The text is not twelve digits.</exception>
    public static AccountId Parse(string text) => TryCreate(text, out var account) ? account : throw new FormatException($"`{text}` is not an account id");

    /// <summary>The account of a number of at most twelve digits.</summary>
    /// <exception cref="FormatException">The number is zero or needs more digits.</exception>
    public static AccountId FromNumber(long number) => Parse(number.ToString("D12", CultureInfo.InvariantCulture));

    /// <summary>The digits as a number.</summary>
    public long ToNumber() => long.Parse(Value, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
