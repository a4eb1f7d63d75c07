namespace Syndication.Hosting.Log;

/// <summary>
/// Sequences from 1 that are done: all up to <see cref="Through"/>, and ranges above it. Immutable; unions commute, so
/// replicas may merge theirs in any order.
/// </summary>
public sealed record SequenceSet(long Through, IReadOnlyList<SequenceRange> Above)
{
    public static SequenceSet Empty { get; } = new(0, []);

    /// <summary>The highest sequence that is done.</summary>
    public long Highest => Above.Count > 0 ? Above[^1].To : Through;

    public bool Contains(long sequence) => sequence <= Through || Above.Any(range => range.From <= sequence && sequence <= range.To);

    /// <summary>This set and the sequences given.</summary>
    public SequenceSet With(IEnumerable<long> sequences) => Union(sequences.Select(sequence => new SequenceRange(sequence, sequence)));

    public SequenceSet Union(SequenceSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Union([new SequenceRange(1, other.Through), .. other.Above]);
    }

    private SequenceSet Union(IEnumerable<SequenceRange> ranges)
    {
        var through = Through;
        var above = new List<SequenceRange>();
        foreach (var range in Above.Concat(ranges).Where(range => range.From <= range.To).OrderBy(range => range.From))
        {
            if (range.From <= through + 1)
            {
                through = Math.Max(through, range.To);
            }
            else if (above.Count > 0 && range.From <= above[^1].To + 1)
            {
                above[^1] = above[^1] with { To = Math.Max(above[^1].To, range.To) };
            }
            else
            {
                above.Add(range);
            }
        }

        return new SequenceSet(through, above);
    }
}

/// <summary>Both ends included.</summary>
public readonly record struct SequenceRange(long From, long To);
