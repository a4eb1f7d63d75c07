using Syndication.Contracts;
using Syndication.Hosting.Health;
using Syndication.Hosting.Http;

namespace Syndication.Standalone;

/// <summary>Waits until everything that was logged is where readers see it.</summary>
internal static class Quiet
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>False where it took longer.</summary>
    public static async Task<bool> WaitAsync(WebApplication app, TimeSpan timeout)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        var address = new Uri(app.Services.GetRequiredService<ServiceAddresses>().Loopback(), "/internal/quiet");
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient(InternalHttp.Client);
        var start = time.GetTimestamp();
        do
        {
            if (await IsQuietAsync(client, address))
            {
                return true;
            }

            await Task.Delay(Interval, time);
        }
        while (time.GetElapsedTime(start) < timeout);

        return false;
    }

    private static async Task<bool> IsQuietAsync(HttpClient client, Uri address)
    {
        try
        {
            return await client.GetFromJsonAsync<Quietness>(address, SyndicationJson.Options) is { IsQuiet: true };
        }
        catch (HttpRequestException)
        {
            // The log does not answer: what can't be asked is not quiet.
            return false;
        }
    }
}
