namespace Federation.Services.Pipeline.Validation;

/// <summary>The sentences about a number of elements or bytes.</summary>
internal static class LengthRule
{
    public static void Check(int length, int? minimum, int? maximum, string shown, ref ValidationState state)
    {
        if (length > maximum)
        {
            state.Add($"Member must have length less than or equal to {maximum}", shown, ViolationReasons.MaximumLength);
        }

        if (length < minimum)
        {
            state.Add($"Member must have length greater than or equal to {minimum}", shown, ViolationReasons.MinimumLength);
        }
    }
}
