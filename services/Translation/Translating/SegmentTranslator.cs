using Syndication.Contracts;
using Syndication.Translation.Checks;
using Syndication.Translation.Engines;
using Syndication.Translation.Memory;
using Syndication.Translation.Protecting;
using Syndication.Translation.Segmenting;

namespace Syndication.Translation.Translating;

/// <summary>
/// Sentences through memory, engine and checks. What fails its checks is tried once more with everything protected hidden
/// from the engine, and then left as it was.
/// </summary>
internal sealed class SegmentTranslator(TranslationMemory memory, TimeProvider time)
{
    /// <summary>Sentences that an engine is given at once: what it did is remembered after each batch.</summary>
    private const int Batch = 16;

    /// <param name="ahead">
    /// Sentences of a release that is held: what is translated for it goes here and not into the memory, and what it no
    /// longer says leaves. Null for a published one.
    /// </param>
    /// <exception cref="EngineException">The engine failed; what it had done is remembered.</exception>
    public async Task<IReadOnlyList<TranslatedSegment>> TranslateAsync(
        IReadOnlyList<Segment> segments,
        TextContext context,
        EngineRoute route,
        IDictionary<string, MemorySegment>? ahead,
        CancellationToken cancellationToken)
    {
        var prepared = segments.Select(segment => Protector.Prepare(segment.Runs, context)).ToList();
        var ids = prepared.Select(segment => IdOf(segment, context, route)).ToList();
        var imported = await ImportedAsync(segments, context, cancellationToken);
        var wanted = Enumerable.Range(0, segments.Count)
            .Where(i => segments[i].HasWords && !imported.ContainsKey(i))
            .DistinctBy(i => ids[i])
            .ToList();
        var known = new Dictionary<string, MemorySegment>(await memory.FindAsync([.. wanted.Select(i => ids[i])], cancellationToken));
        foreach (var (id, segment) in ahead?.ToList() ?? [])
        {
            if (!ids.Contains(id))
            {
                ahead!.Remove(id);
            }

            known.TryAdd(id, segment);
        }

        var remembered = known.Keys.ToHashSet();
        var failures = await AskAsync([.. wanted.Where(i => !remembered.Contains(ids[i])).Select(i => (ids[i], prepared[i]))], known, context, route, ahead, cancellationToken);
        return [.. Enumerable.Range(0, segments.Count).Select(i => Outcome(i))];

        TranslatedSegment Outcome(int i)
        {
            var source = segments[i].Runs;
            if (imported.TryGetValue(i, out var person))
            {
                return new TranslatedSegment(source, person, SegmentOrigin.Person, []);
            }

            if (!segments[i].HasWords)
            {
                return new TranslatedSegment(source, Finish(prepared[i], prepared[i].Text, context), SegmentOrigin.Copied, []);
            }

            if (known.TryGetValue(ids[i], out var found))
            {
                var target = Finish(found.IsOpaque ? Protector.Prepare(source, context, isOpaque: true) : prepared[i], found.Text, context);
                var findings = SegmentChecks.Check(source, target, context);
                if (findings.Count == 0)
                {
                    return new TranslatedSegment(source, target, remembered.Contains(ids[i]) ? SegmentOrigin.Memory : SegmentOrigin.Engine, []);
                }

                return new TranslatedSegment(source, source, SegmentOrigin.Left, findings);
            }

            return new TranslatedSegment(source, source, SegmentOrigin.Left, failures.GetValueOrDefault(ids[i]) ?? [new Finding(FindingKind.Other, "The engine gave nothing.")]);
        }
    }

    /// <summary>What the engine gave, everything protected put back, set as the language sets it.</summary>
    public static IReadOnlyList<Run> Finish(PreparedSegment prepared, MarkedText translated, TextContext context)
    {
        var runs = prepared.Restore(translated);
        return runs.Count == 0 ? runs : Typography.Set(runs, context.Pair.Target, prepared.Source);
    }

    private static string IdOf(PreparedSegment prepared, TextContext context, EngineRoute route) =>
        MemorySegment.IdOf(prepared.Text.ToString(), context.Pair, route.Engine.Name, context.Glossary.Version);

    private async Task<Dictionary<int, IReadOnlyList<Run>>> ImportedAsync(IReadOnlyList<Segment> segments, TextContext context, CancellationToken cancellationToken)
    {
        var plain = Enumerable.Range(0, segments.Count).Where(i => segments[i].Runs is [{ Strong: false, Emphasis: false, Href: null }]).ToList();
        var found = await memory.FindAsync([.. plain.Select(i => MemorySegment.IdOfImported(segments[i].Text, context.Pair))], cancellationToken);
        var runs = new Dictionary<int, IReadOnlyList<Run>>();
        foreach (var i in plain)
        {
            if (found.TryGetValue(MemorySegment.IdOfImported(segments[i].Text, context.Pair), out var segment))
            {
                IReadOnlyList<Run> target = [new Run(segment.PlainTarget + segments[i].Text[segments[i].Text.TrimEnd().Length..])];
                if (SegmentChecks.Check(segments[i].Runs, target, context).Count == 0)
                {
                    runs[i] = target;
                }
            }
        }

        return runs;
    }

    /// <summary>Asks the engine for sentences, or waits for who is asking for them already; the findings of those that failed.</summary>
    private async Task<Dictionary<string, IReadOnlyList<Finding>>> AskAsync(
        IReadOnlyList<(string Id, PreparedSegment Prepared)> missing,
        Dictionary<string, MemorySegment> known,
        TextContext context,
        EngineRoute route,
        IDictionary<string, MemorySegment>? ahead,
        CancellationToken cancellationToken)
    {
        var failures = new Dictionary<string, IReadOnlyList<Finding>>();
        var mine = new List<(string Id, PreparedSegment Prepared)>();
        var others = new List<(string Id, Task<MemorySegment?> Task)>();
        foreach (var segment in missing)
        {
            // What is held is nobody else's business: it is neither shared nor waited for.
            if (ahead is not null || memory.TryBegin(segment.Id, out var underWay))
            {
                mine.Add(segment);
            }
            else
            {
                others.Add((segment.Id, underWay));
            }
        }

        try
        {
            foreach (var batch in mine.Chunk(Batch))
            {
                await AskAsync(batch, known, failures, context, route, ahead, cancellationToken);
            }
        }
        finally
        {
            if (ahead is null)
            {
                mine.ForEach(segment => memory.End(segment.Id, known.GetValueOrDefault(segment.Id)));
            }
        }

        foreach (var (id, task) in others)
        {
            if (await task.WaitAsync(cancellationToken) is { } segment)
            {
                known[id] = segment;
            }
        }

        // Whoever asked for these failed, or their checks did: they are asked for once more, by us.
        var left = missing.Where(segment => others.Exists(other => other.Id == segment.Id) && !known.ContainsKey(segment.Id)).ToArray();
        foreach (var batch in left.Chunk(Batch))
        {
            await AskAsync(batch, known, failures, context, route, ahead, cancellationToken);
        }

        return failures;
    }

    private async Task AskAsync(
        (string Id, PreparedSegment Prepared)[] batch,
        Dictionary<string, MemorySegment> known,
        Dictionary<string, IReadOnlyList<Finding>> failures,
        TextContext context,
        EngineRoute route,
        IDictionary<string, MemorySegment>? ahead,
        CancellationToken cancellationToken)
    {
        var good = new List<MemorySegment>();
        var failed = await AttemptAsync(batch, isOpaque: false, good, failures, context, route, cancellationToken);
        if (failed.Count > 0)
        {
            var again = failed.Select(segment => (segment.Id, Protector.Prepare(segment.Prepared.Source, context, isOpaque: true))).ToArray();
            await AttemptAsync(again, isOpaque: true, good, failures, context, route, cancellationToken);
        }

        if (ahead is null)
        {
            await memory.RememberAsync(good, cancellationToken);
        }

        foreach (var segment in good)
        {
            known[segment.Id] = segment;
            ahead?.TryAdd(segment.Id, segment);
        }
    }

    private async Task<List<(string Id, PreparedSegment Prepared)>> AttemptAsync(
        (string Id, PreparedSegment Prepared)[] batch,
        bool isOpaque,
        List<MemorySegment> good,
        Dictionary<string, IReadOnlyList<Finding>> failures,
        TextContext context,
        EngineRoute route,
        CancellationToken cancellationToken)
    {
        var translated = await route.TranslateAsync([.. batch.Select(segment => segment.Prepared.Text)], cancellationToken);
        var failed = new List<(string Id, PreparedSegment Prepared)>();
        foreach (var (segment, text) in batch.Zip(translated))
        {
            var findings = SegmentChecks.Check(segment.Prepared.Source, Finish(segment.Prepared, text, context), context);
            if (findings.Count > 0)
            {
                failed.Add(segment);
                failures[segment.Id] = findings;
                continue;
            }

            failures.Remove(segment.Id);
            good.Add(new MemorySegment
            {
                Id = segment.Id,
                Pair = context.Pair.ToString(),
                Engine = route.Engine.Name,
                Source = string.Concat(segment.Prepared.Source.Select(run => run.Text)).Trim(),
                Target = [.. text.Pieces.Select(piece => new StoredPiece(piece.Text, piece.Mark))],
                IsOpaque = isOpaque,
                At = time.GetUtcNow(),
            });
        }

        return failed;
    }
}
