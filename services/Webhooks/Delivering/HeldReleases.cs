using Syndication.Hosting.Sending;

namespace Syndication.Webhooks.Delivering;

/// <summary>Batches that wait because their release is on hold: made due again once it is not.</summary>
internal sealed class HeldReleases(BatchStore batches, HoldWatcher holds)
{
    private const int PageSize = 100;

    /// <summary>By release, how often a batch of it was put aside: one that comes while we look is not forgotten.</summary>
    private readonly Dictionary<string, int> _releases = [];
    private readonly Lock _gate = new();
    private bool _isUnknown = true;

    /// <summary>Remembers that a batch of this release waits.</summary>
    public void Add(string release)
    {
        lock (_gate)
        {
            _releases[release] = _releases.GetValueOrDefault(release) + 1;
        }
    }

    /// <summary>Makes due what is not on hold any more. Costs nothing while nothing has changed.</summary>
    public async Task LetGoAsync(CancellationToken cancellationToken)
    {
        if (!holds.HasAnswer || !IsAnyFree())
        {
            return;
        }

        Dictionary<string, int> before;
        lock (_gate)
        {
            before = new Dictionary<string, int>(_releases);
        }

        var still = new HashSet<string>();
        string? after = null;
        do
        {
            var page = await batches.HeldAsync(PageSize, after, cancellationToken);
            foreach (var batch in page.Items)
            {
                if (IsHeld(batch.Release!))
                {
                    still.Add(batch.Release!);
                }
                else
                {
                    await batches.ChangeAsync(batch.Id, known => known.DueAt == DeliveryBatch.Held ? known.With(known.Recipients) : null, cancellationToken);
                }
            }

            after = page.Next;
        }
        while (after is not null);

        lock (_gate)
        {
            foreach (var (release, _) in before.Where(known => !still.Contains(known.Key) && _releases[known.Key] == known.Value))
            {
                _releases.Remove(release);
            }

            foreach (var release in still)
            {
                _releases.TryAdd(release, 1);
            }

            _isUnknown = false;
        }
    }

    /// <summary>At start nobody knows what a process before this one has put on hold.</summary>
    private bool IsAnyFree()
    {
        lock (_gate)
        {
            return _isUnknown || _releases.Keys.Any(release => !IsHeld(release));
        }
    }

    private bool IsHeld(string release) => holds.IsHeld(OutgoingChannels.Webhooks, Guid.Parse(release));
}
