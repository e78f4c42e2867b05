using System.ComponentModel.DataAnnotations;
using Federation.Model.Storage;

namespace Federation.Services.Iam.Shapes;

/// <summary>A tag on the wire.</summary>
public sealed record TagShape
{
    /// <summary>1 to 128 characters.</summary>
    [Required, Length(1, 128), RegularExpression(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public string? Key { get; init; }

    /// <summary>0 to 256 characters.</summary>
    [Required, Length(0, 256), RegularExpression(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]*")]
    public string? Value { get; init; }

    /// <summary>The tag of the model.</summary>
    public Tag ToTag() => new(Key!, Value!);

    /// <summary>The shape of a tag.</summary>
    public static TagShape Of(Tag tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return new TagShape { Key = tag.Key, Value = tag.Value };
    }
}
