using Syndication.Hosting.Sending;
using Syndication.Storage;

namespace Syndication.Newsroom.Holds;

/// <summary>What may not be sent: told to every sender, kept over restarts.</summary>
internal sealed partial class HoldStore(
    [FromKeyedServices(NewsroomModule.ServiceName)] IDocumentStore store,
    TimeProvider time,
    ILogger<HoldStore> logger)
{
    /// <summary>The most that are in force at once: every sender compares all of them with each row.</summary>
    public const int Most = 200;

    private readonly IDocumentCollection<HoldRow> _holds = store.Collection(HoldRow.Collection);

    /// <summary>All that are in force, the wide ones first.</summary>
    public async Task<IReadOnlyList<Hold>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. (await _holds.QueryAsync(new Query<HoldRow>("id").Take(Most), cancellationToken)).Items
            .OrderBy(row => row.Release is not null).ThenBy(row => row.Channel is not null).ThenBy(row => row.Since)
            .Select(row => row.AsHold()),
    ];

    /// <summary>Gives a hold; the one that was there already where the same was given before. Null where there are <see cref="Most"/>.</summary>
    public async Task<Hold?> GiveAsync(string? channel, Guid? release, string reason, string actor, CancellationToken cancellationToken)
    {
        var row = new HoldRow { Id = HoldRow.IdOf(channel, release), Channel = channel, Release = release, Reason = reason, By = actor, Since = time.GetUtcNow() };
        if (await _holds.GetAsync(row.Id, cancellationToken) is { } known)
        {
            return known.AsHold();
        }

        if (await _holds.CountAsync(new Query<HoldRow>("id"), cancellationToken) >= Most)
        {
            return null;
        }

        if (await _holds.InsertAsync(row, cancellationToken))
        {
            LogGiven(logger, actor, row.Id, reason);
            return row.AsHold();
        }

        return await GiveAsync(channel, release, reason, actor, cancellationToken);
    }

    /// <summary>Lifts a hold: senders go on within a second. False where there is none of this id.</summary>
    public async Task<bool> LiftAsync(string id, string actor, CancellationToken cancellationToken)
    {
        var isLifted = await _holds.DeleteAsync(id, cancellationToken: cancellationToken);
        if (isLifted)
        {
            LogLifted(logger, actor, id);
        }

        return isLifted;
    }

    [LoggerMessage(LogLevel.Warning, "{Actor} stops what goes out ({Id}): {Reason}")]
    private static partial void LogGiven(ILogger logger, string actor, string id, string reason);

    [LoggerMessage(LogLevel.Warning, "{Actor} lets go out again what {Id} stopped")]
    private static partial void LogLifted(ILogger logger, string actor, string id);
}
