namespace Federation.Services.Pipeline.Validation;

/// <summary>
/// Checks request records against the DataAnnotations of their members and finds all violations at once, in AWS's words. Compiled once per type; a valid request
/// costs no memory.
/// </summary>
public abstract class ShapeValidator
{
    private protected ShapeValidator()
    {
    }

    /// <summary>The validator of a request type.</summary>
    /// <exception cref="NotSupportedException">A member bears a constraint that its type cannot keep.</exception>
    public static ShapeValidator For(Type requestType)
    {
        ArgumentNullException.ThrowIfNull(requestType);
        return (ShapeValidator)Activator.CreateInstance(typeof(ShapeValidator<>).MakeGenericType(requestType))!;
    }

    /// <summary>Checks a request of the validator's type.</summary>
    public abstract ShapeValidation Validate(object request);
}

/// <summary>The validator of one request type.</summary>
/// <typeparam name="T">The request record.</typeparam>
public sealed class ShapeValidator<T> : ShapeValidator
    where T : class
{
    private readonly StructureRule<T> _rule = RuleRegistry.Structure<T>();

    /// <inheritdoc/>
    public override ShapeValidation Validate(object request) => Validate((T)request);

    /// <summary>Checks a request.</summary>
    public ShapeValidation Validate(T request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var state = default(ValidationState);
        _rule.Check(request, ref state, isSecret: false);
        return new ShapeValidation(state.Violations);
    }
}
