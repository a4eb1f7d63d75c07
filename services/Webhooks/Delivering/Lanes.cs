using Microsoft.Extensions.Options;

namespace Syndication.Webhooks.Delivering;

/// <summary>The <see cref="Lane"/> of each endpoint that something is or was lately under way to; others cost nothing.</summary>
internal sealed class Lanes(IOptions<WebhooksOptions> options, TimeProvider time)
{
    private const int MostRemembered = 50_000;

    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Lets a post to an endpoint pass, or says how long it has to wait.</summary>
    /// <param name="isSlow">Whether it is likely to take long.</param>
    public TimeSpan? Enter(string endpoint, out bool isSlow)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(endpoint, out var lane))
            {
                Forget();
                _lanes[endpoint] = lane = new Lane(options.Value.MostPerEndpoint);
            }

            isSlow = lane.IsSlow;
            return lane.Enter(Now);
        }
    }

    /// <param name="result">Null where nothing was sent.</param>
    public void Leave(string endpoint, SendResult? result)
    {
        lock (_gate)
        {
            var lane = _lanes[endpoint];
            var now = Now;
            lane.Leave(now, result);
            if (lane.IsIdle(now))
            {
                _lanes.Remove(endpoint);
            }
        }
    }

    /// <summary>Endpoints that fail are remembered while there is room.</summary>
    private void Forget()
    {
        if (_lanes.Count < MostRemembered)
        {
            return;
        }

        foreach (var endpoint in _lanes.Where(lane => !lane.Value.IsBusy).Select(lane => lane.Key).ToList())
        {
            _lanes.Remove(endpoint);
        }
    }
}
