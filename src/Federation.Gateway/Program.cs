using System.ComponentModel.DataAnnotations;
using Federation.Gateway;
using Federation.Storage;
using Microsoft.Extensions.Options;

try
{
    await using var app = GatewayApplication.Create(args);
    return await GatewayRun.RunAsync(app);
}
catch (Exception exception) when (exception is ValidationException or OptionsValidationException or StoreInitializationException)
{
    // A person has to act: the message says what to do, a stack trace would only hide it.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
