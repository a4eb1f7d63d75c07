using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Syndication.Digest;
using Syndication.Feeds;
using Syndication.Hosting;
using Syndication.Ingestion;
using Syndication.Ingestion.Intake;
using Syndication.Ingestion.Releases;
using Syndication.Newsroom;
using Syndication.Search;
using Syndication.Storage;
using Syndication.Translation;
using Syndication.Webhooks;

namespace Syndication.Standalone;

/// <summary>All services in one process: until it is stopped, or until every channel is quiet.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 8080;

    public static async Task<int> RunAsync(CommandLine line, TextWriter output, TextWriter error)
    {
        var folder = DataFolder.Of(line);
        using var held = folder.TryLock();
        if (held is null)
        {
            await error.WriteLineAsync($"{folder.Path} is in use by another process: stop it, or give another folder with --data.");
            return Command.FolderInUse;
        }

        var port = line.Port ?? (line.IsOnce ? FreePort() : DefaultPort);
        var bound = IPAddress.Parse(line.Bind) is { AddressFamily: AddressFamily.InterNetworkV6 } ? $"[{line.Bind}]" : line.Bind;
        var hasSamples = line.WithSamples ?? folder.IsDemonstration;
        await using var receiver = hasSamples && line.IsOnce ? await SampleReceiver.StartAsync() : null;
        string[] settings = [$"--urls=http://{bound}:{port}", $"--Storage:Path={folder.Path}", .. receiver is null ? Array.Empty<string>() : [receiver.Setting]];
        try
        {
            await using var app = ServiceHost.Build(settings, new IngestionModule(), new FeedsModule(), new SearchModule(), new TranslationModule(), new DigestModule(), new WebhooksModule(), new NewsroomModule());
            await app.StartAsync();
            var refused = await SubmitAsync(app, line, folder, hasSamples, error);
            await JoinAsync(app, receiver, folder, error);
            if (!line.IsOnce)
            {
                await Notice.WriteAsync(output, app, folder);
                await app.WaitForShutdownAsync();
                return Command.Done;
            }

            // First what is published; then the mails that tell of it.
            var isQuiet = await Quiet.WaitAsync(app, line.Timeout);
            SampleSubscribers.MakeAllDue(app);
            isQuiet = await Quiet.WaitAsync(app, line.Timeout) && isQuiet;
            await Report.WriteAsync(output, app, folder, receiver);
            await (receiver?.LeaveAsync(app, folder) ?? Task.CompletedTask);
            await app.StopAsync();
            if (!isQuiet)
            {
                await error.WriteLineAsync($"Not every channel was quiet after {line.Timeout.TotalSeconds} s; --timeout gives it longer.");
            }

            return !isQuiet ? Command.NotQuiet : refused ? Command.Refused : Command.Done;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await error.WriteLineAsync($"Port {port} is taken: give another with --port.");
            return Command.PortTaken;
        }
        catch (Exception exception) when (exception is StoreException or OptionsValidationException)
        {
            await error.WriteLineAsync(exception.Message);
            return Command.WrongUsage;
        }
    }

    /// <summary>Lets the receiver of the samples join; without it, the rest goes on.</summary>
    private static async Task JoinAsync(WebApplication app, SampleReceiver? receiver, DataFolder folder, TextWriter error)
    {
        try
        {
            await (receiver?.JoinAsync(app, folder) ?? Task.CompletedTask);
        }
        catch (HttpRequestException exception)
        {
            await error.WriteLineAsync($"The receiver of the samples' webhooks could not join: {exception.Message}");
        }
    }

    /// <summary>Publishes what was given; whether a file was refused.</summary>
    private static async Task<bool> SubmitAsync(WebApplication app, CommandLine line, DataFolder folder, bool hasSamples, TextWriter error)
    {
        var batch = app.Services.GetRequiredService<BatchIntake>();
        var stopping = app.Lifetime.ApplicationStopping;
        var results = new List<FileResult>();
        if (hasSamples)
        {
            await SampleSubscribers.AddAsync(app);
            var samples = Samples.StartedOn(folder, app.Services.GetRequiredService<TimeProvider>());
            results.AddRange(await batch.SubmitAsync(Samples.Files(), new Caller("samples", Via.File), samples.Expand, stopping));
        }

        var files = line.Paths.SelectMany(path => PageFiles.In(path)).ToList();
        results.AddRange(await batch.SubmitAsync(files, new Caller("command line", Via.File), null, stopping));
        foreach (var result in results)
        {
            switch (result)
            {
                case { Refusal: { } refusal }:
                    await error.WriteLineAsync($"{result.File.Path} was refused: {refusal}");
                    break;
                case { Outcome: Outcome.Conflict conflict }:
                    await error.WriteLineAsync($"{result.File.Path} changes nothing: {conflict.Detail}");
                    break;
            }
        }

        return results.Any(result => result.Refusal is not null);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
