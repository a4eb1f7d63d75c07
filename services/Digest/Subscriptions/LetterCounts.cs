using Microsoft.Extensions.Options;
using Syndication.Storage;

namespace Syndication.Digest.Subscriptions;

/// <summary>When an address was last asked to confirm something, whoever asked for that.</summary>
/// <param name="Id">Keyed hash of the address.</param>
/// <param name="At">Unix milliseconds, those of the last day.</param>
/// <param name="LastAt">The last of them.</param>
internal sealed record LetterCount(string Id, IReadOnlyList<long> At, long LastAt, long Stamp)
{
    public static CollectionDefinition<LetterCount> Collection { get; } =
        new CollectionDefinition<LetterCount>("letters", count => count.Id).Index("last", count => count.LastAt);
}

/// <summary>Counts the mails that ask an address to confirm something.</summary>
internal sealed class LetterCounts([FromKeyedServices(DigestModule.ServiceName)] IDocumentStore store, IOptions<DigestOptions> options, TimeProvider time)
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly IDocumentCollection<LetterCount> _counts = store.Collection(LetterCount.Collection);

    /// <summary>Counts another mail to an address; false where today's are used up.</summary>
    public async Task<bool> AllowsAsync(string addressHash, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var known = await _counts.GetAsync(addressHash, cancellationToken);
            var letters = (known?.At ?? []).Where(at => at > (now - Day).ToUnixTimeMilliseconds() && at <= now.ToUnixTimeMilliseconds()).ToList();
            if (letters.Count >= options.Value.LettersPerAddress)
            {
                return false;
            }

            var at = now.ToUnixTimeMilliseconds();
            var next = new LetterCount(addressHash, [.. letters, at], at, (known?.Stamp ?? 0) + 1);
            if (known is null
                ? await _counts.InsertAsync(next, cancellationToken)
                : await _counts.ReplaceAsync(next, Query.If<LetterCount>(stored => stored.Stamp, Comparison.Equal, known.Stamp), cancellationToken))
            {
                return true;
            }
        }
    }

    /// <summary>What is older than a day counts no more.</summary>
    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        var old = new Query<LetterCount>("last").Where(count => count.LastAt, Comparison.AtMost, (time.GetUtcNow() - Day).ToUnixTimeMilliseconds()).Take(MostAtOnce);
        foreach (var count in (await _counts.QueryAsync(old, cancellationToken)).Items)
        {
            await _counts.DeleteAsync(count.Id, Query.If<LetterCount>(stored => stored.Stamp, Comparison.Equal, count.Stamp), cancellationToken);
        }
    }
}
