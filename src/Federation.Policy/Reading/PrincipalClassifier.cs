namespace Federation.Policy.Reading;

/// <summary>Tells what an entry of a Principal element names.</summary>
internal static class PrincipalClassifier
{
    public static PrincipalEntryKind Classify(string member, string text) => member switch
    {
        // `{"AWS": "*"}` and `"*"` mean the same.
        "AWS" when text == "*" => PrincipalEntryKind.Everyone,
        "AWS" when IsAccount(text) || IsRootArn(text) => PrincipalEntryKind.Account,
        "AWS" when IsUniqueId(text) => PrincipalEntryKind.UniqueId,
        "AWS" => PrincipalEntryKind.AwsArn,
        "Federated" => PrincipalEntryKind.Federated,
        "Service" => PrincipalEntryKind.Service,
        _ => PrincipalEntryKind.CanonicalUser,
    };

    public static string? AccountOf(PrincipalEntryKind kind, string text)
    {
        if (kind == PrincipalEntryKind.Account && IsAccount(text))
        {
            return text;
        }

        return kind is PrincipalEntryKind.Account or PrincipalEntryKind.AwsArn or PrincipalEntryKind.Federated && Arn.TryParse(text, out var arn) && arn.AccountId.Length > 0
            ? arn.AccountId
            : null;
    }

    public static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static bool IsRootArn(string text) => Arn.TryParse(text, out var arn) && arn is { Service: "iam", Resource: "root" } && IsAccount(arn.AccountId);

    private static bool IsUniqueId(string text)
        => text.Length is >= 16 and <= 128 && (text.StartsWith("AIDA", StringComparison.Ordinal) || text.StartsWith("AROA", StringComparison.Ordinal))
            && text.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));
}
