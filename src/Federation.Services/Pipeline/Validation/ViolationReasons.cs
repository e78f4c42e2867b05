namespace Federation.Services.Pipeline.Validation;

/// <summary>The values of Organizations' InvalidInputExceptionReason that speak of shapes.</summary>
internal static class ViolationReasons
{
    public const string Required = "INPUT_REQUIRED";
    public const string Pattern = "INVALID_PATTERN";
    public const string Enumeration = "INVALID_ENUM";
    public const string ListMember = "INVALID_LIST_MEMBER";
    public const string MaximumLength = "MAX_LENGTH_EXCEEDED";
    public const string MinimumLength = "MIN_LENGTH_EXCEEDED";
    public const string MaximumValue = "MAX_VALUE_EXCEEDED";
    public const string MinimumValue = "MIN_VALUE_EXCEEDED";
}
