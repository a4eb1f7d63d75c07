using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Syndication.Digest.Sending;

/// <summary>
/// How it goes with where mail goes. While it can't be spoken with, nobody's mail is tried: it is asked again after a pause
/// that doubles. Where it refuses one address after the other, it is taken to be the relay that is wrong, not they.
/// </summary>
internal sealed partial class Relay(TimeProvider time, ILogger<Relay> logger) : IHealthCheck
{
    private const int MostRefusals = 10;
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RestAfterRefusals = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private int _failures;
    private int _refusals;
    private long _restsFrom;
    private TimeSpan _rest;
    private string? _reason;

    /// <summary>How long it is to be left alone yet.</summary>
    public TimeSpan Rest
    {
        get
        {
            lock (_lock)
            {
                var left = _rest - time.GetElapsedTime(_restsFrom);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>It can't be spoken with.</summary>
    public void Fails(string reason)
    {
        lock (_lock)
        {
            // Several connections that break at once are one failure.
            if (time.GetElapsedTime(_restsFrom) < _rest)
            {
                return;
            }

            var rest = FirstRest * Math.Pow(2, Math.Min(_failures, 20));
            RestFor(rest < LongestRest ? rest : LongestRest, reason);
            _failures++;
        }

        LogFails(logger, reason);
    }

    /// <summary>A server answered for a recipient.</summary>
    public void Answers(bool isAccepted, bool isRefused, string reply)
    {
        lock (_lock)
        {
            (_failures, _refusals) = (0, isAccepted ? 0 : _refusals + (isRefused ? 1 : 0));
            if (isAccepted)
            {
                _reason = null;
            }

            if (_refusals < MostRefusals)
            {
                return;
            }

            _refusals = 0;
            RestFor(RestAfterRefusals, $"{MostRefusals} mails after one another were refused, the last with: {reply}");
        }

        LogRefuses(logger, MostRefusals, RestAfterRefusals.TotalMinutes, reply);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult(_reason is { } reason ? HealthCheckResult.Degraded(reason) : HealthCheckResult.Healthy("Mail goes."));
        }
    }

    private void RestFor(TimeSpan rest, string reason) => (_restsFrom, _rest, _reason) = (time.GetTimestamp(), rest, reason);

    [LoggerMessage(LogLevel.Warning, "Mail waits: {Reason}")]
    private static partial void LogFails(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "{Count} mails after one another were refused: mail rests for {Minutes} minutes. Look at the relay. The last answer was {Reply}")]
    private static partial void LogRefuses(ILogger logger, int count, double minutes, string reply);
}
