using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;

namespace Federation.Services.Pipeline.Validation;

/// <summary>What the attributes of a property say.</summary>
internal sealed class MemberConstraints
{
    public MemberConstraints(PropertyInfo property)
    {
        Path = Decapitalize(property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name);
        IsRequired = property.GetCustomAttribute<RequiredAttribute>() is not null;
        IsSecret = property.GetCustomAttribute<DataTypeAttribute>()?.DataType == DataType.Password;
        var stringLength = property.GetCustomAttribute<StringLengthAttribute>();
        var length = property.GetCustomAttribute<LengthAttribute>();
        MinimumLength = length?.MinimumLength ?? property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? stringLength?.MinimumLength;
        MaximumLength = length?.MaximumLength ?? property.GetCustomAttribute<MaxLengthAttribute>()?.Length ?? stringLength?.MaximumLength;
        Pattern = property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern;
        Values = property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.OfType<string>().ToArray();
        var range = property.GetCustomAttribute<RangeAttribute>();
        Least = Bound(range?.Minimum);
        Greatest = Bound(range?.Maximum);
        var elementLength = property.GetCustomAttribute<ElementLengthAttribute>();
        Element = MakeText(
            elementLength?.Minimum,
            elementLength?.Maximum,
            property.GetCustomAttribute<ElementPatternAttribute>()?.Pattern,
            property.GetCustomAttribute<ElementValuesAttribute>()?.Values);
    }

    public string Path { get; }

    public bool IsRequired { get; }

    public bool IsSecret { get; }

    public int? MinimumLength { get; }

    public int? MaximumLength { get; }

    public string? Pattern { get; }

    public IReadOnlyList<string>? Values { get; }

    public decimal? Least { get; }

    public decimal? Greatest { get; }

    /// <summary>What each text of a list must keep; null when there is no such constraint.</summary>
    public TextRule? Element { get; }

    public bool HasLength => MinimumLength is not null || MaximumLength is not null;

    public bool HasRange => Least is not null || Greatest is not null;

    public bool HasPatternOrValues => Pattern is not null || Values is not null;

    /// <summary>What the member must keep as a text; null when there is no such constraint.</summary>
    public TextRule? MakeText() => MakeText(MinimumLength, MaximumLength, Pattern, Values);

    private static TextRule? MakeText(int? minimum, int? maximum, string? pattern, IReadOnlyList<string>? values) =>
        minimum is null && maximum is null && pattern is null && values is null ? null : new TextRule(minimum, maximum, pattern, values);

    // AWS writes the member's name with its first letter small: sAMLAssertion.
    private static string Decapitalize(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static decimal? Bound(object? value) => value switch
    {
        null => null,
        double number when Math.Abs(number) > 1e28 => null,
        _ => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
    };
}
