using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Syndication.System.Tests.Stories;

/// <summary>What leaves the process for an OTLP collector.</summary>
public sealed class TelemetryTests
{
    private static readonly string[] Spans = ["list-release", "project-feed-item", "index-release", "POST"];
    private static readonly string[] Metrics = ["syndication.log.lag", "syndication.log.pending", "syndication.log.delivered"];

    [Fact]
    public async Task One_exported_trace_holds_the_request_and_every_consumer_and_metrics_are_exported_too()
    {
        var bodies = new ConcurrentQueue<(string Path, byte[] Body)>();
        await using var collector = WebApplication.CreateSlimBuilder().Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            bodies.Enqueue((context.Request.Path.ToString(), body.ToArray()));
        });
        await collector.StartAsync();

        using var folder = new TemporaryFolder();
        await using var newsroom = await new Newsroom(folder["data"])
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

        // Protobuf keeps strings and trace ids as they are: enough to see which spans belong to the trace.
        await Eventually.HoldsAsync(
            () => Task.FromResult(Spans.All(name => bodies.Any(sent =>
                sent.Path == "/v1/traces" && Holds(sent.Body, Convert.FromHexString(Trace)) && Holds(sent.Body, Encoding.UTF8.GetBytes(name))))),
            TimeSpan.FromSeconds(20));
        await Eventually.HoldsAsync(
            () => Task.FromResult(Metrics.All(name => bodies.Any(sent =>
                sent.Path == "/v1/metrics" && Holds(sent.Body, Encoding.UTF8.GetBytes(name))))),
            TimeSpan.FromSeconds(20));
    }

    private static bool Holds(byte[] body, byte[] part) => body.AsSpan().IndexOf(part) >= 0;
}
