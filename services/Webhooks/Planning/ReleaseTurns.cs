using Syndication.Storage;

namespace Syndication.Webhooks.Planning;

/// <summary>
/// Events of one release are planned one after the other, by whichever process: each has to see what was planned for the
/// one before, or it would tell a text twice, and take back or correct what nobody seems to have. Some releases share a turn.
/// </summary>
internal sealed class ReleaseTurns([FromKeyedServices(WebhooksModule.ServiceName)] IDocumentStore store, TimeProvider time)
{
    private const int Count = 64;

    /// <summary>For an event of ten thousand recipients on a busy machine. After it, the turn of a process that is gone is the next one's.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim[] _here = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly IDocumentCollection<ReleaseTurn> _turns = store.Collection(ReleaseTurn.Collection);

    /// <summary>Waits for a release's turn; disposing the result gives it to the next.</summary>
    public async Task<IAsyncDisposable> TakeAsync(Guid release, CancellationToken cancellationToken)
    {
        // Ids are random or hashed: any byte of theirs will do.
        var number = release.ToByteArray()[^1] % Count;
        var here = _here[number];
        await here.WaitAsync(cancellationToken);
        try
        {
            return new Taken(this, here, await ClaimAsync($"{number}", cancellationToken));
        }
        catch
        {
            here.Release();
            throw;
        }
    }

    private async Task<ReleaseTurn> ClaimAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _turns.ClaimAsync(new Query<ReleaseTurn>("id").Where(turn => turn.Id, id), Lease, cancellationToken) is { } claimed)
            {
                return claimed;
            }

            if (!await _turns.InsertAsync(new ReleaseTurn { Id = id }, cancellationToken))
            {
                await Task.Delay(Poll, time, cancellationToken);
            }
        }
    }

    private sealed class Taken(ReleaseTurns turns, SemaphoreSlim here, ReleaseTurn claimed) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await turns._turns.ReplaceAsync(claimed with { LeasedUntil = 0 }, Query.If<ReleaseTurn>(turn => turn.Attempt, Comparison.Equal, claimed.Attempt), CancellationToken.None);
            }
            finally
            {
                here.Release();
            }
        }
    }
}

/// <summary>Whoever leases it plans.</summary>
internal sealed record ReleaseTurn : ILeased
{
    public static CollectionDefinition<ReleaseTurn> Collection { get; } = new("turns", turn => turn.Id);

    public required string Id { get; init; }

    public long LeasedUntil { get; init; }
    public string? LeasedBy { get; init; }
    public int Attempt { get; init; }
}
