using Syndication.Digest.Subscriptions;
using Syndication.Hosting;
using Syndication.Hosting.Clock;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Hosting.Sending;
using Syndication.Storage;

namespace Syndication.Digest.Runs;

/// <summary>
/// Finds or creates runs: considers what arrived, in the log's order and never above a hole of it, then those whose slot is
/// due. One process at a time does it; all it writes has derived ids, so that doing it again changes nothing.
/// </summary>
internal sealed partial class Planner(
    [FromKeyedServices(DigestModule.ServiceName)] IDocumentStore store,
    [FromKeyedServices(DigestModule.ServiceName)] ReleaseProjection projection,
    LogConsumers consumers,
    ArrivalStore arrivals,
    ImmediateRuns immediate,
    ChangeRuns changes,
    SlotRuns slots,
    SubscriptionStore subscriptions,
    Housekeeping housekeeping,
    ClockWatch clock,
    Bell<Planner> bell,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<Planner> logger) : BackgroundService
{
    private const int MostAtOnce = 100;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>A clock that is so much behind what it was has been set back.</summary>
    private static readonly TimeSpan SetBack = TimeSpan.FromMinutes(1);

    private readonly IDocumentCollection<Pointer> _pointers = store.Collection(Pointer.Collection);
    private volatile bool _areAllDue;
    private int _rounds;

    /// <summary>How often everything was looked at.</summary>
    public int Rounds => Volatile.Read(ref _rounds);

    /// <summary>Makes every cadence's run now, whatever the hour.</summary>
    public void MakeAllDue()
    {
        _areAllDue = true;
        bell.Ring();
    }

    /// <summary>What has arrived and was not considered yet; and the run of all that was asked for and is not made yet.</summary>
    public async Task<long> CountOpenAsync(CancellationToken cancellationToken) => await arrivals.CountOpenAsync(cancellationToken) + (_areAllDue ? 1 : 0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Hosting.ApplicationLifetime.StartedAsync(lifetime, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _pointers.InsertAsync(new Pointer(), stoppingToken);
                if (await _pointers.ClaimAsync(new Query<Pointer>("id"), Lease, stoppingToken) is { } held)
                {
                    await PlanAsync(held, stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogWaits(logger, exception);
            }

            await bell.WaitAsync(Poll, stoppingToken);
        }
    }

    /// <summary>Plans for half a lease, then gives the pointer back.</summary>
    private async Task PlanAsync(Pointer held, CancellationToken cancellationToken)
    {
        var claimedAt = time.GetTimestamp();
        try
        {
            while (!cancellationToken.IsCancellationRequested && time.GetElapsedTime(claimedAt) < Lease / 2)
            {
                held = await RoundAsync(held, claimedAt, cancellationToken);
                Interlocked.Increment(ref _rounds);
                await bell.WaitAsync(Poll, cancellationToken);
            }
        }
        finally
        {
            await SaveAsync(held with { LeasedUntil = 0 }, CancellationToken.None);
        }
    }

    private async Task<Pointer> RoundAsync(Pointer held, long claimedAt, CancellationToken cancellationToken)
    {
        clock.Check(await store.NowAsync(cancellationToken));
        if (!await ConsiderAsync(claimedAt, cancellationToken) || !clock.IsTrusted)
        {
            return held;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (now < held.SeenAt - SetBack.TotalMilliseconds)
        {
            LogSetBack(logger, DateTimeOffset.FromUnixTimeMilliseconds(held.SeenAt));
            await subscriptions.RescheduleAsync(cancellationToken);
            await housekeeping.PullBackAsync(cancellationToken);
        }

        if (now < held.SeenAt - SetBack.TotalMilliseconds || now > held.SeenAt + SetBack.TotalMilliseconds)
        {
            held = held with { SeenAt = now };
            await SaveAsync(held, cancellationToken);
        }

        var areAllDue = _areAllDue;
        await slots.PlanAsync(areAllDue, cancellationToken);
        if (areAllDue)
        {
            await housekeeping.EndGraceAsync(cancellationToken);
            _areAllDue = false;
        }

        await housekeeping.TidyAsync(cancellationToken);
        return held;
    }

    /// <summary>Considers what arrived, up to where the log has been read without a hole.</summary>
    /// <returns>False where it has to be gone on with under a new lease.</returns>
    private async Task<bool> ConsiderAsync(long claimedAt, CancellationToken cancellationToken)
    {
        var progress = consumers.All.First(one => one.Consumer.Service == DigestModule.ServiceName);
        if (!progress.IsLoaded)
        {
            await progress.FlushAsync(cancellationToken);
        }

        IReadOnlyList<Arrival> open;
        do
        {
            open = await arrivals.OpenAsync(progress.Applied.Through, MostAtOnce, cancellationToken);
            var readAt = time.GetTimestamp();
            foreach (var arrival in open)
            {
                if (time.GetElapsedTime(claimedAt) > Lease / 2 || await arrivals.PlaceAsync(arrival, cancellationToken) is not { } placed || !await ConsiderAsync(placed, readAt, cancellationToken))
                {
                    return false;
                }
            }
        }
        while (open.Count == MostAtOnce);

        return true;
    }

    /// <returns>False where another planner has done it meanwhile.</returns>
    private async Task<bool> ConsiderAsync(Arrival arrival, long readAt, CancellationToken cancellationToken)
    {
        var isChange = ChangeRuns.Concerns(arrival);
        if (isChange)
        {
            await WindowsAreClosedAsync(readAt, cancellationToken);
        }

        if (await projection.Rows.GetAsync(arrival.Release, cancellationToken) is { } row)
        {
            if (isChange)
            {
                await changes.PlanAsync(arrival, row, cancellationToken);
            }

            await immediate.PlanAsync(arrival, row, cancellationToken);
        }

        return await arrivals.CloseAsync(arrival, cancellationToken);
    }

    /// <summary>
    /// Until then a mail that nobody has claimed yet may still go as it was before the change: who is told of it is read from
    /// the rows afterwards, when every window is closed that was open when it was logged.
    /// </summary>
    /// <param name="readAt">A timestamp from when the change was in the log.</param>
    private async Task WindowsAreClosedAsync(long readAt, CancellationToken cancellationToken)
    {
        if (SendingWindow.Length - time.GetElapsedTime(readAt) is { Ticks: > 0 } left)
        {
            await Task.Delay(left, time, cancellationToken);
        }
    }

    private Task<bool> SaveAsync(Pointer held, CancellationToken cancellationToken) =>
        _pointers.ReplaceAsync(held, Query.If<Pointer>(pointer => pointer.Attempt, Comparison.Equal, held.Attempt), cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Digests can't be planned now")]
    private static partial void LogWaits(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The clock has been set back; it had been {SeenAt:u}: what is due is worked out anew")]
    private static partial void LogSetBack(ILogger logger, DateTimeOffset seenAt);

    /// <summary>Whoever leases it plans.</summary>
    private sealed record Pointer : ILeased
    {
        public static CollectionDefinition<Pointer> Collection { get; } = new("pointers", pointer => pointer.Id);

        public string Id { get; init; } = "planner";

        /// <summary>Unix milliseconds: what the clock said last.</summary>
        public long SeenAt { get; init; }

        public long LeasedUntil { get; init; }
        public string? LeasedBy { get; init; }
        public int Attempt { get; init; }
    }
}
