using System.ComponentModel.DataAnnotations;
using Federation.Storage;
using Microsoft.Extensions.Options;

namespace Federation.Gateway;

/// <summary>Why the gateway does not start, where a person has to act.</summary>
public static class StartFailure
{
    /// <summary>What to tell that person: a stack trace would only hide it. Null for a failure that is the program's own.</summary>
    public static string? MessageOf(Exception exception) => exception switch
    {
        ValidationException or OptionsValidationException or StoreInitializationException => exception.Message,
        // The binder's: a value that is none of its setting's type. It names the key.
        InvalidOperationException { InnerException: FormatException or OverflowException or ArgumentException } => exception.Message,
        _ => null,
    };
}
