using System.Diagnostics.CodeAnalysis;

namespace Federation.Wire;

/// <summary>A request record made from a request, or why it could not be made.</summary>
public readonly record struct WireBinding
{
    private WireBinding(object? value, WireError? error) => (Value, Error) = (value, error);

    /// <summary>The request record.</summary>
    public object? Value { get; }

    /// <summary>The refusal.</summary>
    public WireError? Error { get; }

    /// <summary>True when there is a request record.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsBound => Value is not null;

    internal static WireBinding Bound(object value) => new(value, null);

    internal static WireBinding Refused(WireError error) => new(null, error);
}
