using System.Globalization;
using System.Numerics;

namespace Federation.Services.Pipeline.Validation;

/// <summary>The range of a number.</summary>
internal sealed class NumberRule<T>(decimal? minimum, decimal? maximum) : ValueRule<T>
    where T : struct, INumber<T>
{
    private readonly T? _least = minimum is { } least ? T.CreateSaturating(least) : null;
    private readonly T? _greatest = maximum is { } greatest ? T.CreateSaturating(greatest) : null;
    private readonly string _tooSmall = string.Create(CultureInfo.InvariantCulture, $"Member must have value greater than or equal to {minimum}");
    private readonly string _tooGreat = string.Create(CultureInfo.InvariantCulture, $"Member must have value less than or equal to {maximum}");

    public override void Check(T value, ref ValidationState state, bool isSecret)
    {
        if (_greatest is { } greatest && value > greatest)
        {
            state.Add(_tooGreat, Shown(value, isSecret), ViolationReasons.MaximumValue);
        }

        if (_least is { } least && value < least)
        {
            state.Add(_tooSmall, Shown(value, isSecret), ViolationReasons.MinimumValue);
        }
    }

    private static string Shown(T value, bool isSecret) => isSecret ? string.Empty : ValidationState.Quote(value.ToString(null, CultureInfo.InvariantCulture));
}
