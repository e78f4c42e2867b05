using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

using Federation.Services.Pipeline.Validation;

namespace Federation.UnitTests.Services.Models;

/// <summary>Compares records with shapes of a published model and collects what differs.</summary>
internal sealed class RecordComparison(PublishedModel model, bool isRequest)
{
    private readonly HashSet<Type> _seen = [];

    public List<string> Differences { get; } = [];

    public void Compare(Type record, JsonElement? shape, string path)
    {
        if (!_seen.Add(record))
        {
            return;
        }

        var properties = record.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(NameOf, StringComparer.Ordinal);
        var members = shape is { } structure ? structure.GetProperty("members").EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal) : [];
        var required = shape?.TryGetProperty("required", out var names) == true ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var name in properties.Keys.Except(members.Keys, StringComparer.Ordinal))
        {
            Differences.Add($"{path}.{name}: AWS has no such member");
        }

        foreach (var (name, reference) in members)
        {
            if (properties.TryGetValue(name, out var property))
            {
                CompareMember(property, model.Target(reference), required.Contains(name), $"{path}.{name}");
            }
            else if (isRequest)
            {
                Differences.Add($"{path}.{name}: not read");
            }
        }
    }

    private void CompareMember(PropertyInfo property, JsonElement target, bool isRequired, string path)
    {
        if (isRequest)
        {
            Expect(path, "required", isRequired, property.GetCustomAttribute<RequiredAttribute>() is not null);
            CompareConstraints(property, target, path);
        }

        CompareType(property.PropertyType, target, path);
    }

    private void CompareType(Type type, JsonElement target, string path)
    {
        var kind = target.GetProperty("type").GetString()!;
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        switch (kind)
        {
            case "structure":
                Compare(underlying, target, path);
                break;
            case "list" when IsGeneric(type, typeof(IReadOnlyList<>)):
                CompareType(type.GetGenericArguments()[0], model.Target(target.GetProperty("member")), path + "[]");
                break;
            case "map" when IsGeneric(type, typeof(IReadOnlyDictionary<,>)):
                CompareType(type.GetGenericArguments()[1], model.Target(target.GetProperty("value")), path + "{}");
                break;
            default:
                var expected = kind switch
                {
                    "string" => typeof(string),
                    "integer" => typeof(int),
                    "long" => typeof(long),
                    "boolean" => typeof(bool),
                    "timestamp" => typeof(DateTimeOffset),
                    "blob" => typeof(byte[]),
                    "double" or "float" => typeof(double),
                    _ => null,
                };
                Expect(path, "type", expected?.Name ?? kind, underlying.Name);
                break;
        }
    }

    private void CompareConstraints(PropertyInfo property, JsonElement target, string path)
    {
        var isNumber = target.GetProperty("type").GetString() is "integer" or "long" or "double" or "float";
        var range = property.GetCustomAttribute<RangeAttribute>();
        var length = property.GetCustomAttribute<LengthAttribute>();
        var least = isNumber ? range?.Minimum : length?.MinimumLength;
        var most = isNumber ? range?.Maximum : length?.MaximumLength;
        ExpectBound(path, "min", target, least);
        ExpectBound(path, "max", target, most);
        Expect(path, "pattern", Pattern(target), property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern);
        Expect(path, "enum", Values(target), Join(property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.OfType<string>()));
        if (target.TryGetProperty("member", out var member) && model.Target(member) is var element && element.GetProperty("type").GetString() == "string")
        {
            var elementLength = property.GetCustomAttribute<ElementLengthAttribute>();
            ExpectBound(path + "[]", "min", element, elementLength?.Minimum);
            ExpectBound(path + "[]", "max", element, elementLength?.Maximum);
            Expect(path + "[]", "pattern", Pattern(element), property.GetCustomAttribute<ElementPatternAttribute>()?.Pattern);
            Expect(path + "[]", "enum", Values(element), Join(property.GetCustomAttribute<ElementValuesAttribute>()?.Values));
        }
    }

    private void ExpectBound(string path, string name, JsonElement target, object? actual)
    {
        var expected = target.TryGetProperty(name, out var bound) ? bound.GetRawText() : null;
        var shown = actual is null ? null : Convert.ToString(actual, CultureInfo.InvariantCulture);
        // A least length of none says nothing.
        if (!(expected is null && shown is "0") && !(shown is null && expected is "0"))
        {
            Expect(path, name, expected, shown);
        }
    }

    private void Expect<T>(string path, string what, T expected, T actual)
    {
        if (!Equals(expected, actual))
        {
            Differences.Add($"{path}: {what} is {actual?.ToString() ?? "nothing"}, AWS says {expected?.ToString() ?? "nothing"}");
        }
    }

    /// <summary>The pattern without its anchors: ours always hold for the whole text.</summary>
    private static string? Pattern(JsonElement target)
    {
        var pattern = target.TryGetProperty("pattern", out var value) ? value.GetString()! : null;
        pattern = pattern?.StartsWith('^') == true && pattern.EndsWith('$') ? pattern[1..^1] : pattern;
        return pattern?.StartsWith("([", StringComparison.Ordinal) == true && pattern.EndsWith(')') && pattern.Count('(') == 1 ? pattern[1..^1] : pattern;
    }

    private static string? Values(JsonElement target) =>
        target.TryGetProperty("enum", out var values) ? Join(values.EnumerateArray().Select(value => value.GetString()!)) : null;

    private static string? Join(IEnumerable<string>? values) => values is null ? null : string.Join(", ", values.Order(StringComparer.Ordinal));

    private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
