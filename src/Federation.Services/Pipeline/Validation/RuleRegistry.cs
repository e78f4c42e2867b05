using System.Reflection;

namespace Federation.Services.Pipeline.Validation;

/// <summary>Compiles rules from types, each structure once.</summary>
internal static class RuleRegistry
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<Type, object> Structures = [];

    public static StructureRule<T> Structure<T>()
        where T : class
    {
        lock (Gate)
        {
            return (StructureRule<T>)Structure(typeof(T));
        }
    }

    private static object Structure(Type type)
    {
        if (Structures.TryGetValue(type, out var known))
        {
            return known;
        }

        var rule = Activator.CreateInstance(typeof(StructureRule<>).MakeGenericType(type))!;
        Structures.Add(type, rule);
        try
        {
            typeof(RuleRegistry).GetMethod(nameof(Fill), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
                .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [rule], null);
        }
        catch
        {
            Structures.Remove(type);
            throw;
        }

        return rule;
    }

    private static void Fill<T>(StructureRule<T> rule)
        where T : class =>
        rule.Initialize([.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is not null)
            .OrderBy(property => property.MetadataToken)
            .Select(MakeMember<T>).OfType<MemberRule<T>>()]);

    private static MemberRule<T>? MakeMember<T>(PropertyInfo property)
    {
        var constraints = new MemberConstraints(property);
        var rule = MakeRule(property, constraints);
        return rule is null && !constraints.IsRequired
            ? null
            : (MemberRule<T>)Activator.CreateInstance(
                typeof(MemberRule<,>).MakeGenericType(typeof(T), property.PropertyType), property, constraints.Path, constraints.IsRequired, constraints.IsSecret, rule)!;
    }

    private static object? MakeRule(PropertyInfo property, MemberConstraints constraints)
    {
        var type = property.PropertyType;
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        var isText = type == typeof(string);
        var isTextList = type == typeof(IReadOnlyList<string>);
        var isNumber = underlying == typeof(int) || underlying == typeof(long) || underlying == typeof(double);
        var hasLength = isText || type == typeof(byte[]) || Definition(type) == typeof(IReadOnlyList<>) || Definition(type) == typeof(IReadOnlyDictionary<,>);
        if ((constraints.HasPatternOrValues && !isText) || (constraints.HasRange && !isNumber) || (constraints.HasLength && !hasLength) || (constraints.Element is not null && !isTextList))
        {
            // A constraint that nobody checks is a hole that looks like a wall.
            throw new NotSupportedException($"{property.DeclaringType}.{property.Name} bears a constraint that {type} cannot keep");
        }

        if (isText)
        {
            return constraints.MakeText();
        }

        if (isNumber)
        {
            return MakeNumber(type, underlying, constraints);
        }

        return hasLength ? MakeCollection(type, constraints) : IsStructure(type) ? Structure(type) : null;
    }

    private static object? MakeNumber(Type type, Type underlying, MemberConstraints constraints)
    {
        var rule = constraints.HasRange ? Make(typeof(NumberRule<>), underlying, constraints.Least, constraints.Greatest) : null;
        return rule is not null && underlying != type ? Make(typeof(NullableRule<>), underlying, rule) : rule;
    }

    private static object? MakeCollection(Type type, MemberConstraints constraints)
    {
        var (least, most) = (constraints.MinimumLength, constraints.MaximumLength);
        if (type == typeof(byte[]))
        {
            return new BlobRule(least, most);
        }

        var element = type.GetGenericArguments()[^1];
        if (Definition(type) == typeof(IReadOnlyDictionary<,>))
        {
            return Make(typeof(MapRule<>), element, least, most);
        }

        return element == typeof(string)
            ? new TextListRule(least, most, constraints.Element)
            : IsStructure(element) ? Make(typeof(StructureListRule<>), element, least, most, Structure(element)) : throw new NotSupportedException($"{type} has no rule");
    }

    private static bool IsStructure(Type type) => type.IsClass && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;

    private static Type? Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : null;

    private static object Make(Type definition, Type argument, params object?[] arguments) =>
        Activator.CreateInstance(definition.MakeGenericType(argument), arguments)!;
}
