using Syndication.Storage;

namespace Syndication.Translation.Jobs;

/// <summary>Translations, one a release and language.</summary>
internal sealed class JobStore([FromKeyedServices(TranslationModule.ServiceName)] IDocumentStore store, TimeProvider time)
{
    private readonly IDocumentCollection<TranslationJob> _jobs = store.Collection(TranslationJob.Collection);

    public Task<TranslationJob?> FindAsync(string release, string language, CancellationToken cancellationToken) =>
        _jobs.GetAsync(TranslationJob.IdOf(release, language), cancellationToken);

    public async Task<IReadOnlyList<TranslationJob>> OfReleaseAsync(string release, CancellationToken cancellationToken) =>
        (await _jobs.QueryAsync(new Query<TranslationJob>("release").Where(job => job.Release, release).Take(200), cancellationToken)).Items;

    /// <summary>Newest change first.</summary>
    public Task<Page<TranslationJob>> ListAsync(string? state, string? language, int pageSize, string? after, CancellationToken cancellationToken)
    {
        var query = (state, language) switch
        {
            ({ } wanted, var other) => Residual(new Query<TranslationJob>("state").Where(job => job.State, wanted), other),
            (null, { } wanted) => new Query<TranslationJob>("language").Where(job => job.Language, wanted),
            _ => new Query<TranslationJob>("all"),
        };
        return _jobs.QueryAsync(query.Descending().Take(pageSize).After(after), cancellationToken);

        static Query<TranslationJob> Residual(Query<TranslationJob> query, string? language) =>
            language is null ? query : query.Where(job => job.Language, language);
    }

    /// <summary>Writes a job over the one that it was made from, its lease ended; null where somebody else wrote it meanwhile.</summary>
    /// <param name="known">Null for a new one.</param>
    public async Task<TranslationJob?> SaveAsync(TranslationJob? known, TranslationJob next, CancellationToken cancellationToken)
    {
        var saved = next with { Stamp = (known?.Stamp ?? 0) + 1, ChangedAt = time.GetUtcNow().ToUnixTimeMilliseconds(), LeasedUntil = 0, LeasedBy = null };
        var isSaved = known is null
            ? await _jobs.InsertAsync(saved, cancellationToken)
            : await _jobs.ReplaceAsync(saved, Query.If<TranslationJob>(job => job.Stamp, Comparison.Equal, known.Stamp), cancellationToken);
        return isSaved ? saved : null;
    }

    /// <summary>The next job that is due by the store's clock, leased.</summary>
    public Task<TranslationJob?> ClaimDueAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        _jobs.ClaimAsync(new Query<TranslationJob>("due").Where(job => job.DueAt, Comparison.AtMost, Query.Now), lease, cancellationToken);

    /// <summary>The store's clock, that many milliseconds on.</summary>
    public async Task<long> InAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        (await store.NowAsync(cancellationToken) + delay).ToUnixTimeMilliseconds();

    /// <summary>What is due, leased, or on its way to the log.</summary>
    public async Task<long> CountOpenAsync(CancellationToken cancellationToken)
    {
        var due = await _jobs.CountAsync(new Query<TranslationJob>("due").Where(job => job.DueAt, Comparison.AtMost, Query.Now), cancellationToken);
        var sent = await _jobs.CountAsync(new Query<TranslationJob>("state").Where(job => job.State, "publishing"), cancellationToken);
        return (due ?? Query.MaxExamined) + (sent ?? Query.MaxExamined);
    }

    public async Task<long?> CountAsync(string language, string sourceLanguage, string state, CancellationToken cancellationToken) =>
        await _jobs.CountAsync(
            new Query<TranslationJob>("state").Where(job => job.State, state).Where(job => job.Language, language).Where(job => job.SourceLanguage, sourceLanguage),
            cancellationToken);
}
