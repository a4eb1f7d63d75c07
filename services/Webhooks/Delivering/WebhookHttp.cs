using System.Net;
using Syndication.Hosting.Http;

namespace Syndication.Webhooks.Delivering;

/// <summary>The client that posts to partners.</summary>
internal static class WebhookHttp
{
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(10);

    public static void AddWebhookHttp(this IHostApplicationBuilder builder) =>
        builder.AddOutsideHttp(WebhookSender.Client, Connecting)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler((handler, _) => Posting((SocketsHttpHandler)handler))
            .AddHttpMessageHandler(provider =>
            {
                var fresh = Posting(OutsideHttp.Connections(provider.GetRequiredKeyedService<DialGuard>(WebhookSender.Client)));
                fresh.PooledConnectionLifetime = TimeSpan.Zero;
                return new ReconnectingHandler(fresh, provider.GetRequiredService<TimeProvider>());
            });

    private static SocketsHttpHandler Posting(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = Connecting;

        // An answer is no archive to be unpacked, and what is left of it is not waited for.
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.MaxResponseDrainSize = 0;
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);

        // Trace ids are this installation's own business.
        handler.ActivityHeadersPropagator = null;
        return handler;
    }
}
