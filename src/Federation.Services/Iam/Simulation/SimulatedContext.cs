using System.Globalization;
using System.Net;
using Federation.Model.Results;
using Federation.Policy;

namespace Federation.Services.Iam.Simulation;

/// <summary>Reads the context entries of a simulation.</summary>
internal static class SimulatedContext
{
    /// <summary>Sets the keys of the entries, over those that the principal gave. Null where all are well.</summary>
    internal static AwsError? Fill(RequestContext keys, IReadOnlyList<ContextEntryShape>? entries)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries ?? [])
        {
            if (entry is not { ContextKeyName: { } name, ContextKeyType: { } type, ContextKeyValues: { } values })
            {
                return IamErrors.InvalidInput("A context entry has a name, a type and values.");
            }

            if (!seen.Add(name))
            {
                return IamErrors.InvalidInput($"The context key {name} is given more than once.");
            }

            var isList = type.EndsWith("List", StringComparison.Ordinal);
            if (!isList && values.Count != 1)
            {
                return IamErrors.InvalidInput($"The context key {name} of type {type} has exactly one value.");
            }

            if (values.FirstOrDefault(value => !IsOf(isList ? type[..^"List".Length] : type, value)) is { } wrong)
            {
                return IamErrors.InvalidInput($"The value {wrong} of the context key {name} is not of type {type}.");
            }

            if (isList)
            {
                keys.SetMany(name, values);
            }
            else
            {
                keys.Set(name, values[0]);
            }
        }

        return null;
    }

    private static bool IsOf(string type, string value) => type switch
    {
        "string" => true,
        "numeric" => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        "boolean" => value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("false", StringComparison.OrdinalIgnoreCase),
        "ip" => IPAddress.TryParse(value, out _) || IPNetwork.TryParse(value, out _),
        "binary" => Convert.TryFromBase64String(value, new byte[value.Length], out _),
        // ISO 8601, or seconds since 1970.
        "date" => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            || long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => false,
    };
}
