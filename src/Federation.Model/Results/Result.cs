using System.Diagnostics.CodeAnalysis;

namespace Federation.Model.Results;

/// <summary>A value, or the refusal that stands in its place. The default value is a refusal: an unset result never passes for a success.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly record struct Result<T>
{
    private static readonly AwsError Unset = new("InternalFailure", 500, "The request processing has failed because of an unknown error, exception or failure.") { Detail = "a result was never set" };

    private readonly AwsError? _error;
    private readonly bool _succeeded;

    private Result(T? value, AwsError? error, bool succeeded)
    {
        Value = value;
        _error = error;
        _succeeded = succeeded;
    }

    /// <summary>True where <see cref="Value"/> is set.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => _succeeded;

    /// <summary>The value of a success.</summary>
    public T? Value { get; }

    /// <summary>The refusal, where there is no value.</summary>
    public AwsError? Error => _succeeded ? null : _error ?? Unset;

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null, true);

    /// <summary>A refusal.</summary>
    public static implicit operator Result<T>(AwsError error) => new(default, error, false);

    /// <summary>A success, for interface types, which take no implicit conversion.</summary>
    public static Result<T> Of(T value) => new(value, null, true);
}
