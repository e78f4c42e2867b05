using System.Diagnostics.CodeAnalysis;

namespace Federation.Policy;

/// <summary>
/// An Amazon Resource Name, <c>arn:partition:service:region:account:resource</c>. The resource is everything after the fifth
/// colon, colons included. Two ARNs are equal when their texts are, with regard to case.
/// </summary>
public readonly struct Arn : IEquatable<Arn>
{
    private readonly string? _text;
    private readonly ArnOffsets _offsets;

    private Arn(string text, ArnOffsets offsets)
    {
        _text = text;
        _offsets = offsets;
    }

    /// <summary>The partition, usually <c>aws</c>; never empty.</summary>
    public string Partition => Part(1);

    /// <summary>The service prefix, such as <c>iam</c>; never empty.</summary>
    public string Service => Part(2);

    /// <summary>The region; empty for global services.</summary>
    public string Region => Part(3);

    /// <summary>The account that owns the resource, twelve digits; empty for some services, <c>aws</c> for AWS's own policies.</summary>
    public string AccountId => Part(4);

    /// <summary>The resource part, such as <c>role/path/name</c>; never empty.</summary>
    public string Resource => Part(5);

    /// <summary>Compares by text.</summary>
    public static bool operator ==(Arn left, Arn right) => left.Equals(right);

    /// <summary>Compares by text.</summary>
    public static bool operator !=(Arn left, Arn right) => !left.Equals(right);

    /// <summary>Reads an ARN of six parts; partition, service and resource must not be empty.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Arn arn)
    {
        if (text is not null && ArnOffsets.TryFind(text, out var offsets) && offsets.First == 3 && text.StartsWith("arn:", StringComparison.Ordinal)
            && offsets.Second > offsets.First + 1 && offsets.Third > offsets.Second + 1 && offsets.Fifth < text.Length - 1)
        {
            arn = new Arn(text, offsets);
            return true;
        }

        arn = default;
        return false;
    }

    /// <summary>Reads an ARN.</summary>
    /// <exception cref="FormatException">The text is not an ARN.</exception>
    public static Arn Parse(string text)
        => TryParse(text, out var arn) ? arn : throw new FormatException($"`{text}` is not an ARN");

    /// <summary>Builds an ARN from its parts.</summary>
    /// <exception cref="FormatException">A part that must not be empty is, or a part before the resource holds a colon.</exception>
    public static Arn Create(string partition, string service, string region, string accountId, string resource)
    {
        var arn = Parse($"arn:{partition}:{service}:{region}:{accountId}:{resource}");
        return string.Equals(arn.Resource, resource, StringComparison.Ordinal)
            ? arn
            : throw new FormatException("a part of an ARN before the resource holds a colon");
    }

    /// <inheritdoc />
    public bool Equals(Arn other) => string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Arn other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    /// <summary>The whole text.</summary>
    public override string ToString() => _text ?? string.Empty;

    private string Part(int index) => _text is null ? string.Empty : _offsets.Part(_text, index).ToString();
}
