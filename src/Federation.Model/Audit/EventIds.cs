namespace Federation.Model.Audit;

/// <summary>Makes request and event ids: UUIDs of version 7, which sort by time and so keep index pages together.</summary>
public static class EventIds
{
    /// <summary>A fresh id at an instant.</summary>
    public static string Create(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();
}
