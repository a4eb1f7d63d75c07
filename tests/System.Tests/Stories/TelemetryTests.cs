using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Syndication.System.Tests.Stories;

/// <summary>What leaves the process for an OTLP collector.</summary>
public sealed class TelemetryTests(SharedBroker broker)
{
    private static readonly string[] Spans = ["POST", "dispatch", "list-release", "project-feed-item", "index-release", "project-page"];
    private static readonly string[] Metrics = ["syndication.log.lag", "syndication.log.pending", "syndication.log.delivered"];

    [Fact]
    public async Task One_exported_trace_holds_the_request_and_every_consumer_and_metrics_are_exported_too()
    {
        using var folder = new TemporaryFolder();
        await ExportAsync(new Newsroom(folder["data"]), ["standalone"]);
    }

    [Fact]
    public async Task One_trace_leads_from_the_request_through_the_broker_into_every_process()
    {
        Assert.SkipUnless(SharedBroker.Missing is null, SharedBroker.Missing ?? "");
        Assert.SkipUnless(Gateway.IsInstalled, Gateway.Missing);
        using var folder = new TemporaryFolder();
        await ExportAsync(new Newsroom(folder["data"], await broker.UriAsync(), replicas: 1), Newsroom.Services.Select(service => service.ToLowerInvariant()));
    }

    private static async Task ExportAsync(Newsroom composed, IEnumerable<string> services)
    {
        var bodies = new ConcurrentQueue<(string Path, byte[] Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            bodies.Enqueue((context.Request.Path.ToString(), body.ToArray()));
        });
        await collector.StartAsync();

        await using var newsroom = await composed
            .With("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First())
            .With("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .With("OTEL_BSP_SCHEDULE_DELAY", "200")
            .With("OTEL_METRIC_EXPORT_INTERVAL", "500")
            .StartAsync();
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/releases") { Content = new StringContent(Api.Release("Traced").ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        using var posted = await newsroom.Admin.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);

        var trace = Convert.FromHexString(Trace);
        var stamps = services.Select(service => Encoding.UTF8.GetBytes($"syndication-{service}")).ToList();

        // Protobuf keeps strings and trace ids as they are: enough to see which spans belong to the trace.
        await Eventually.HoldsAsync(
            () => Task.FromResult(Spans.Select(Encoding.UTF8.GetBytes).Concat(stamps).All(part => bodies.Any(sent =>
                sent.Path == "/v1/traces" && Holds(sent.Body, trace) && Holds(sent.Body, part)))));
        await Eventually.HoldsAsync(
            () => Task.FromResult(Metrics.All(name => bodies.Any(sent =>
                sent.Path == "/v1/metrics" && Holds(sent.Body, Encoding.UTF8.GetBytes(name))))));
    }

    private static bool Holds(byte[] body, byte[] part) => body.AsSpan().IndexOf(part) >= 0;
}
