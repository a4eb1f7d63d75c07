using Syndication.Standalone;

return await Command.RunAsync(args, Console.Out, Console.Error);
