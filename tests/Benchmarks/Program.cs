using Syndication.Benchmarks;
using Syndication.Benchmarks.Extracting;
using Syndication.Benchmarks.Freshness;
using Syndication.Benchmarks.Ingest;
using Syndication.Benchmarks.Mailing;
using Syndication.Benchmarks.Relay;
using Syndication.Benchmarks.Running;
using Syndication.Benchmarks.Serving;
using Syndication.Benchmarks.Translating;
using Syndication.Benchmarks.Webhooks;

if (args is [NullServer.Command, var port])
{
    return await NullServer.RunAsync(port);
}

if (args is [Receiver.Command, var receiving])
{
    return await Receiver.RunAsync(receiving);
}

if (BenchmarkOptions.Parse(args, Console.Error) is not { } options)
{
    return 2;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stopping.Cancel();
};
try
{
    await Machine.DescribeAsync(options, Console.Out, stopping.Token);
    if (options.Includes("b1"))
    {
        await IngestBenchmark.RunAsync(options, Console.Out, stopping.Token);
    }

    if (options.Includes("b2"))
    {
        await RelayBenchmark.RunAsync(options, Console.Out, stopping.Token);
    }

    if (options.Includes("b3"))
    {
        await FreshnessBenchmark.RunAsync(options, Console.Out, stopping.Token);
    }

    if (options.Includes("b3-split"))
    {
        await FreshnessBenchmark.RunSplitAsync(options, Console.Out, stopping.Token);
    }

    if (options.Includes("b4"))
    {
        await ServingBenchmark.RunAsync(options, Console.Out, stopping.Token);
        await PublishCostBenchmark.RunAsync(options, Console.Out, stopping.Token);
    }

    if (options.Includes("b5"))
    {
        await WebhookBenchmark.RunAsync(options, Console.Out, stopping.Token);
    }

    if (options.Includes("b5-hanging"))
    {
        await HangingBenchmark.RunAsync(options, Console.Out, stopping.Token);
    }

    if (options.Includes("b6"))
    {
        await MailBenchmark.RunAsync(options, Console.Out, stopping.Token);
    }

    if (options.Includes("b8"))
    {
        await ExtractionBenchmark.RunAsync(options, Console.Out, stopping.Token);
    }

    if (options.Includes("b11"))
    {
        await TranslationBenchmark.RunAsync(options, Console.Out, stopping.Token);
    }

    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
}
catch (BenchmarkException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
