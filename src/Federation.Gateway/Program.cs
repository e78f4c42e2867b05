using Federation.Gateway;

try
{
    await using var app = GatewayApplication.Create(args);
    return await GatewayRun.RunAsync(app);
}
catch (Exception exception) when (StartFailure.MessageOf(exception) is { } message)
{
    await Console.Error.WriteLineAsync(message);
    return 1;
}
