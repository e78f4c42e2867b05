namespace Federation.Wire;

/// <summary>The media types of requests and answers.</summary>
public static class WireContentTypes
{
    /// <summary>Answers of the query protocol.</summary>
    public const string Xml = "text/xml";

    /// <summary>Requests and answers of JSON 1.1.</summary>
    public const string Json11 = "application/x-amz-json-1.1";

    /// <summary>Requests of the query protocol.</summary>
    public const string Form = "application/x-www-form-urlencoded";
}
