using Syndication.Contracts;

namespace Syndication.Translation.Segmenting;

/// <summary>One sentence of a release, in its runs.</summary>
internal sealed record Segment(IReadOnlyList<Run> Runs)
{
    public string Text => string.Concat(Runs.Select(run => run.Text));

    /// <summary>Whether there is anything in it for an engine.</summary>
    public bool HasWords => Runs.Any(run => run.Text.Any(char.IsLetter));

    /// <summary>The sentences of a text.</summary>
    public static IEnumerable<Segment> Of(IReadOnlyList<Run> runs)
    {
        var text = string.Concat(runs.Select(run => run.Text));
        return SentenceSplitter.Split(text).Select(sentence => new Segment(Slice(runs, sentence.Start, sentence.Start + sentence.Length)));
    }

    /// <summary>The sentences of a text as one again, runs of one style joined.</summary>
    public static IReadOnlyList<Run> Join(IEnumerable<IReadOnlyList<Run>> sentences)
    {
        var joined = new List<Run>();
        foreach (var run in sentences.SelectMany(runs => runs))
        {
            if (joined.Count > 0 && joined[^1] with { Text = run.Text } == run)
            {
                joined[^1] = run with { Text = joined[^1].Text + run.Text };
            }
            else
            {
                joined.Add(run);
            }
        }

        return joined;
    }

    private static List<Run> Slice(IReadOnlyList<Run> runs, int from, int to)
    {
        var slice = new List<Run>();
        var start = 0;
        foreach (var run in runs)
        {
            var (first, last) = (Math.Max(from - start, 0), Math.Min(to - start, run.Text.Length));
            if (last > first)
            {
                slice.Add(run with { Text = run.Text[first..last] });
            }

            start += run.Text.Length;
        }

        return slice;
    }
}
