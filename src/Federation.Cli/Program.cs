using Federation.Cli;

return await FedCommandLine.InvokeAsync(args, new CommandStreams(Console.In, Console.Out, Console.Error), CancellationToken.None);
