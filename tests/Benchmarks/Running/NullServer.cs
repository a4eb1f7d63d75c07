using System.Globalization;
using System.IO.Pipelines;

namespace Syndication.Benchmarks.Running;

/// <summary>
/// The ceiling of anything over HTTP: Kestrel as the system sets it up, and nothing behind it. A POST is read and
/// answered 201; <c>GET /{n}</c> gives the same n octets, or 304 to anybody who has a tag.
/// </summary>
internal static class NullServer
{
    public const string Command = "serve-null";

    public static Task<Server> StartAsync(CancellationToken cancellationToken) =>
        Server.StartAsync("Syndication.Benchmarks", port => [Command, port.ToString(CultureInfo.InvariantCulture)], "/1", cancellationToken);

    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        var bodies = new Dictionary<string, byte[]>();
        app.Run(context => HttpMethods.IsPost(context.Request.Method) ? TakeAsync(context) : GiveAsync(context, bodies));
        await app.RunAsync();
        return 0;
    }

    private static async Task TakeAsync(HttpContext context)
    {
        ReadResult result;
        do
        {
            result = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            context.Request.BodyReader.AdvanceTo(result.Buffer.End);
        }
        while (!result.IsCompleted);

        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private static Task GiveAsync(HttpContext context, Dictionary<string, byte[]> bodies)
    {
        if (context.Request.Headers.IfNoneMatch.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        byte[]? body;
        lock (bodies)
        {
            if (!bodies.TryGetValue(context.Request.Path.Value!, out body))
            {
                body = new byte[int.Parse(context.Request.Path.Value.AsSpan(1), CultureInfo.InvariantCulture)];
                bodies.Add(context.Request.Path.Value!, body);
            }
        }

        context.Response.Headers.ETag = "\"static\"";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
