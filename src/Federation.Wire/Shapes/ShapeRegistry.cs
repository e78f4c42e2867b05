using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.Serialization;

namespace Federation.Wire.Shapes;

/// <summary>Compiles shapes from types, each once.</summary>
internal static class ShapeRegistry
{
    /// <summary>The <see cref="DataTypeAttribute"/> value that marks texts which query answers carry percent-encoded.</summary>
    public const string PolicyDocument = "PolicyDocument";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<Type, object> Shapes = new()
    {
        [typeof(string)] = new StringShape(),
        [typeof(int)] = new NumberShape<int>(),
        [typeof(long)] = new NumberShape<long>(),
        [typeof(double)] = new NumberShape<double>(),
        [typeof(bool)] = new BooleanShape(),
        [typeof(DateTimeOffset)] = new TimestampShape(),
        [typeof(byte[])] = new BlobShape(),
    };

    private static readonly UrlEncodedTextShape UrlEncodedText = new();

    public static StructureShape<T> Structure<T>()
        where T : class
    {
        lock (Gate)
        {
            return (StructureShape<T>)Get(typeof(T));
        }
    }

    private static object Get(Type type)
    {
        if (Shapes.TryGetValue(type, out var known))
        {
            return known;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Add(type, Make(typeof(NullableShape<>), underlying, Get(underlying)));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var element = type.GetGenericArguments()[0];
            return Add(type, Make(typeof(ListShape<>), element, Get(element)));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) && type.GetGenericArguments() is [var key, var value] && key == typeof(string))
        {
            return Add(type, Make(typeof(MapShape<>), value, Get(value)));
        }

        if (!type.IsClass || type.IsAbstract || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
        {
            throw new NotSupportedException($"{type} has no wire form");
        }

        return AddStructure(type);
    }

    private static object AddStructure(Type type)
    {
        var fill = typeof(ShapeRegistry).GetMethod(nameof(Fill), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
        // Known before its members are: a structure may hold itself.
        var shape = Add(type, Activator.CreateInstance(typeof(StructureShape<>).MakeGenericType(type))!);
        try
        {
            fill.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [shape], null);
        }
        catch
        {
            Shapes.Remove(type);
            throw;
        }

        return shape;
    }

    private static void Fill<T>(StructureShape<T> shape)
        where T : class =>
        shape.Initialize([.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is not null && property.GetCustomAttribute<IgnoreDataMemberAttribute>() is null)
            .OrderBy(property => property.MetadataToken)
            .Select(property => (MemberShape<T>)Activator.CreateInstance(
                typeof(MemberShape<,>).MakeGenericType(typeof(T), property.PropertyType), property, NameOf(property), ShapeOf(property))!)]);

    private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;

    private static object ShapeOf(PropertyInfo property) =>
        property.GetCustomAttribute<DataTypeAttribute>()?.CustomDataType == PolicyDocument && property.PropertyType == typeof(string)
            ? UrlEncodedText
            : Get(property.PropertyType);

    private static object Make(Type definition, Type argument, object inner) => Activator.CreateInstance(definition.MakeGenericType(argument), inner)!;

    private static object Add(Type type, object shape)
    {
        Shapes.Add(type, shape);
        return shape;
    }
}
