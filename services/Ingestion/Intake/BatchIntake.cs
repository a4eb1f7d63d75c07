using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Releases;

namespace Syndication.Ingestion.Intake;

/// <summary>What became of one file, or of one item of a feed.</summary>
/// <param name="Outcome">Null where it could not be read.</param>
/// <param name="Refusal">Why it could not.</param>
/// <param name="IsPassing">It may be taken later, though nothing of it changes.</param>
internal sealed record FileResult(PageFile File, Outcome? Outcome, string? Refusal, bool IsPassing = false);

/// <summary>The way of a batch of files into the log.</summary>
internal sealed class BatchIntake(BatchExtraction extraction, SourceProfileStore profiles, PageIntake intake)
{
    public async Task<IReadOnlyList<FileResult>> SubmitAsync(
        IReadOnlyList<PageFile> files,
        Caller caller,
        Func<byte[], byte[]>? prepare,
        CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, SourceProfile>();
        foreach (var source in files.Select(file => file.Source).Distinct())
        {
            known[source] = await profiles.GetAsync(source, cancellationToken);
        }

        var before = known.Values.ToHashSet(ReferenceEqualityComparer.Instance);
        var read = extraction.Read(files, known, prepare);
        foreach (var profile in known.Values.Where(profile => !before.Contains(profile)))
        {
            await profiles.SaveAsync(profile, cancellationToken);
        }

        var results = new List<FileResult>();
        foreach (var file in read)
        {
            if (file.Incoming is null)
            {
                results.Add(new FileResult(file.File, null, file.Refusal, file.IsUnread));
                continue;
            }

            var outcome = await intake.SubmitAsync(file.Incoming, caller, cancellationToken);
            results.Add(new FileResult(file.File, outcome, null, outcome is Outcome.Conflict { IsPassing: true }));
        }

        return results;
    }
}
