using Syndication.Hosting.Clock;
using Syndication.Ingestion.Releases;
using Syndication.Storage;

namespace Syndication.Ingestion.Held;

/// <summary>Publishes what was held as soon as its time has come, while the clock can be trusted.</summary>
internal sealed partial class HeldOpener(HeldStore held, Publisher publisher, ClockWatch clock, TimeProvider time, ILogger<HeldOpener> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                clock.Check(await held.NowAsync(stoppingToken));
                while (clock.IsTrusted && await held.ClaimDueAsync(stoppingToken) is { } due)
                {
                    await OpenAsync(due, stoppingToken);
                }
            }
            catch (StoreException exception)
            {
                LogWaits(logger, exception.Message);
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    /// <summary>
    /// Logs the release, then removes the row. Its first version is one log entry however often this runs: a conflict or
    /// a replay means that a run before this one got as far as the log.
    /// </summary>
    private async Task OpenAsync(HeldRelease due, CancellationToken cancellationToken)
    {
        var submission = due.Submission;
        var caller = new Caller(due.Actor, "held", due.RequestKey, due.RequestHash);
        await publisher.CreateAsync(Guid.Parse(due.Id), due.Aliases, submission, caller, time.GetUtcNow(), due.GivenHash, isGiven: true, due.Content, cancellationToken);
        await held.DeleteAsync(due, cancellationToken);
        LogOpened(logger, due.Id);
    }

    [LoggerMessage(LogLevel.Information, "Opened {Release}: its time has come")]
    private static partial void LogOpened(ILogger logger, string release);

    [LoggerMessage(LogLevel.Warning, "Held releases can't be opened now: {Reason}")]
    private static partial void LogWaits(ILogger logger, string reason);
}
