using Syndication.Storage;

namespace Syndication.Digest.Sending;

/// <summary>The rows by which mail is sent.</summary>
internal sealed class MailStore([FromKeyedServices(DigestModule.ServiceName)] IDocumentStore store)
{
    /// <summary>Due before everything else: what must not wait behind a long run.</summary>
    public const long AtOnce = 1;

    /// <summary>A due time that never comes.</summary>
    public const long Never = long.MaxValue;

    private const int MostAtOnce = 1_000;

    private readonly IDocumentCollection<MailRow> _rows = store.Collection(MailRow.Collection);

    public async Task<long> NowAsync(CancellationToken cancellationToken) => (await store.NowAsync(cancellationToken)).ToUnixTimeMilliseconds();

    public Task<MailRow?> FindAsync(string id, CancellationToken cancellationToken) => _rows.GetAsync(id, cancellationToken);

    public Task<IReadOnlyList<MailRow>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => _rows.GetManyAsync(ids, cancellationToken);

    /// <summary>Plans mails; those that are planned already stay as they are.</summary>
    /// <returns>How many were new.</returns>
    public Task<int> PlanAsync(IReadOnlyList<MailRow> rows, CancellationToken cancellationToken) => _rows.InsertMissingAsync(rows, cancellationToken);

    /// <summary>The next that are due by the store's clock, leased; in doubt where whoever had one before never gave it back.</summary>
    public async Task<IReadOnlyList<MailRow>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        var rows = await _rows.ClaimManyAsync(new Query<MailRow>("due").Where(row => row.DueAt, Comparison.AtMost, Query.Now).Take(most), lease, cancellationToken);
        return [.. rows.Select(row => row.Attempt - 1 == row.GivenBack ? row : row with { IsInDoubt = true })];
    }

    /// <summary>Writes a claimed row; false where somebody else has claimed it since.</summary>
    public Task<bool> SaveAsync(MailRow row, CancellationToken cancellationToken) =>
        _rows.ReplaceAsync(Accounted(row), Query.If<MailRow>(stored => stored.Attempt, Comparison.Equal, row.Attempt), cancellationToken);

    /// <summary>Writes a row that nobody is sending; false where somebody is, or has.</summary>
    public Task<bool> ChangeAsync(MailRow known, MailRow next, CancellationToken cancellationToken) =>
        _rows.ReplaceAsync(
            next,
            Query.If<MailRow>(stored => stored.Attempt, Comparison.Equal, known.Attempt)
                .And(stored => stored.SettledAt, Comparison.Equal, known.SettledAt)
                .And(stored => stored.LeasedUntil, Comparison.Equal, known.LeasedUntil),
            cancellationToken);

    /// <summary>The mail went, whoever has claimed the row since: it is not to go again.</summary>
    public Task<bool> SaveSentAsync(MailRow row, CancellationToken cancellationToken) =>
        _rows.ReplaceAsync(Accounted(row), Query.If<MailRow>(stored => stored.SettledAt, Comparison.Equal, 0), cancellationToken);

    /// <summary>The mails with a digest.</summary>
    public IAsyncEnumerable<MailRow> WithDigestAsync(string digest, CancellationToken cancellationToken) =>
        AllAsync(new Query<MailRow>("digest").Where(row => row.Digest, digest), cancellationToken);

    /// <summary>Somebody's mails that are not settled.</summary>
    public IAsyncEnumerable<MailRow> UnsettledAsync(string subscriber, CancellationToken cancellationToken) =>
        AllAsync(new Query<MailRow>("settled").Where(row => row.Subscriber, subscriber).Where(row => row.SettledAt, 0), cancellationToken);

    /// <summary>Somebody's mails that were settled at an instant or later, Unix milliseconds.</summary>
    public IAsyncEnumerable<MailRow> SettledSinceAsync(string subscriber, long at, CancellationToken cancellationToken) =>
        AllAsync(new Query<MailRow>("settled").Where(row => row.Subscriber, subscriber).Where(row => row.SettledAt, Comparison.AtLeast, Math.Max(at, 1)), cancellationToken);

    /// <summary>Somebody's mails that were planned after a position.</summary>
    public IAsyncEnumerable<MailRow> PlannedAfterAsync(string subscriber, long position, CancellationToken cancellationToken) =>
        AllAsync(new Query<MailRow>("subscriber").Where(row => row.Subscriber, subscriber).Where(row => row.To, Comparison.Greater, position), cancellationToken);

    /// <summary>All of somebody's mails.</summary>
    public IAsyncEnumerable<MailRow> OfAsync(string subscriber, CancellationToken cancellationToken) =>
        AllAsync(new Query<MailRow>("subscriber").Where(row => row.Subscriber, subscriber), cancellationToken);

    /// <summary>The changes that wait for somebody's next digest.</summary>
    public IAsyncEnumerable<MailRow> WaitingAsync(string subscriber, CancellationToken cancellationToken) =>
        AllAsync(new Query<MailRow>("waiting").Where(row => row.Waits, subscriber), cancellationToken);

    /// <summary>The mail that carried a change; null where none did.</summary>
    public async Task<MailRow?> CarrierOfAsync(MailRow change, CancellationToken cancellationToken)
    {
        await foreach (var row in SettledSinceAsync(change.Subscriber, 1, cancellationToken))
        {
            if (row.State == MailState.Sent && row.Carries.Contains(change.Id))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>What is put off further than anything ever is, by a clock that has come back since.</summary>
    public IAsyncEnumerable<MailRow> DueAfterAsync(long at, CancellationToken cancellationToken) =>
        AllAsync(new Query<MailRow>("due").Where(row => row.DueAt, Comparison.Greater, at).Where(row => row.DueAt, Comparison.Less, Never), cancellationToken);

    /// <summary>How many are due, on hold or being sent.</summary>
    public async Task<long> CountDueAsync(CancellationToken cancellationToken)
    {
        var soon = await NowAsync(cancellationToken) + (long)MailPreparation.OnHold.TotalMilliseconds;
        return await _rows.CountAsync(new Query<MailRow>("due").Where(row => row.DueAt, Comparison.AtMost, soon), cancellationToken) ?? Query.MaxExamined;
    }

    private static MailRow Accounted(MailRow row) => row.LeasedBy is null ? row with { GivenBack = row.Attempt } : row;

    private async IAsyncEnumerable<MailRow> AllAsync(Query<MailRow> query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        query = query.Take(MostAtOnce);
        Page<MailRow> page;
        do
        {
            page = await _rows.QueryAsync(query, cancellationToken);
            foreach (var row in page.Items)
            {
                yield return row;
            }

            query = query.After(page.Next);
        }
        while (page.Next is not null);
    }
}
