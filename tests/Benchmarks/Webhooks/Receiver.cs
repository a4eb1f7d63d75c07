using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Syndication.Benchmarks.Running;

namespace Syndication.Benchmarks.Webhooks;

/// <summary>
/// Partners' servers, all in one process: reads each post and answers 204, or, below <c>/hang</c>, never. It notes when
/// each came; the clock is the machine's, so that another process can compare.
/// </summary>
internal sealed class Receiver : IAsyncDisposable
{
    public const string Command = "receive-webhooks";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly Server _server;
    private readonly HttpClient _client;

    private Receiver(Server server)
    {
        _server = server;
        _client = new HttpClient { BaseAddress = server.Address };
    }

    public Uri Address => _server.Address;

    public static async Task<Receiver> StartAsync(CancellationToken cancellationToken) =>
        new(await Server.StartAsync("Syndication.Benchmarks", port => [Command, port.ToString(CultureInfo.InvariantCulture)], "/count", cancellationToken));

    public Task ForgetAsync(CancellationToken cancellationToken) => _client.DeleteAsync(new Uri("/", UriKind.Relative), cancellationToken);

    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        int.Parse(await _client.GetStringAsync(new Uri("/count", UriKind.Relative), cancellationToken), CultureInfo.InvariantCulture);

    /// <summary>Waits until so many have come.</summary>
    public async Task ReceivesAsync(int count, CancellationToken cancellationToken)
    {
        var deadline = Stopwatch.StartNew();
        while (await CountAsync(cancellationToken) < count)
        {
            if (deadline.Elapsed > LongestWait)
            {
                throw new BenchmarkException($"{await CountAsync(cancellationToken)} of {count} webhooks arrived within {LongestWait.TotalMinutes} minutes.");
            }

            await Task.Delay(5, cancellationToken);
        }
    }

    /// <summary>Timestamps of <see cref="Stopwatch"/>, in order.</summary>
    public async Task<IReadOnlyList<long>> ArrivalsAsync(CancellationToken cancellationToken)
    {
        var octets = await _client.GetByteArrayAsync(new Uri("/arrivals", UriKind.Relative), cancellationToken);
        var arrivals = new long[octets.Length / sizeof(long)];
        for (var i = 0; i < arrivals.Length; i++)
        {
            arrivals[i] = BinaryPrimitives.ReadInt64LittleEndian(octets.AsSpan(i * sizeof(long)));
        }

        return arrivals;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        var (arrivals, count) = (new long[1 << 21], 0);
        app.Run(async context =>
        {
            if (HttpMethods.IsPost(context.Request.Method))
            {
                if (context.Request.Path.StartsWithSegments("/hang"))
                {
                    await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return;
                }

                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                arrivals[Interlocked.Increment(ref count) - 1] = Stopwatch.GetTimestamp();
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
            else if (HttpMethods.IsDelete(context.Request.Method))
            {
                count = 0;
            }
            else if (context.Request.Path == "/count")
            {
                await context.Response.WriteAsync(count.ToString(CultureInfo.InvariantCulture), context.RequestAborted);
            }
            else
            {
                var octets = new byte[count * sizeof(long)];
                for (var i = 0; i < count; i++)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(octets.AsSpan(i * sizeof(long)), arrivals[i]);
                }

                await context.Response.Body.WriteAsync(octets, context.RequestAborted);
            }
        });
        await app.RunAsync();
        return 0;
    }
}
