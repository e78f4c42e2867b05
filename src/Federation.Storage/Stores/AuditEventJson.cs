using System.Text.Json;
using Federation.Model.Audit;

namespace Federation.Storage.Stores;

/// <summary>Reads what a stored event says of itself.</summary>
internal static class AuditEventJson
{
    /// <summary>AWS, CloudTrail record contents: <c>resources</c>, each with <c>type</c> and <c>ARN</c>.</summary>
    public static IReadOnlyList<AuditResource> ResourcesOf(string eventJson)
    {
        // Within a JSON text a quotation mark is escaped: what is not there as it stands is not there.
        if (!eventJson.Contains("\"resources\":[", StringComparison.Ordinal))
        {
            return [];
        }

        using var document = JsonDocument.Parse(eventJson);
        return document.RootElement.TryGetProperty("resources", out var resources)
            ? [.. resources.EnumerateArray().Select(static resource => new AuditResource(resource.GetProperty("type").GetString()!, resource.GetProperty("ARN").GetString()!))]
            : [];
    }
}
