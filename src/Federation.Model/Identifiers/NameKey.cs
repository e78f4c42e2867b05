namespace Federation.Model.Identifiers;

/// <summary>The form in which names are unique and sorted: IAM names differ by more than case (AWS: "names are not distinguished by case").</summary>
public static class NameKey
{
    /// <summary>Invariant lower case. Never rely on a database's collation for this.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.ToLowerInvariant();
    }
}
