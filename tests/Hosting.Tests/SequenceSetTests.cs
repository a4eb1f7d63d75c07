using FsCheck;
using FsCheck.Fluent;
using Syndication.Hosting.Log;

namespace Syndication.Hosting.Tests;

public sealed class SequenceSetTests
{
    [Fact]
    public void Holds_what_was_added_in_any_order_and_however_often()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<int[]>(numbers =>
        {
            var sequences = numbers.Select(number => (long)(Math.Abs(number % 60) + 1)).ToArray();
            var set = SequenceSet.Empty.With(sequences);
            var again = sequences.Reverse().Aggregate(SequenceSet.Empty, (known, sequence) => known.With([sequence, sequence]));
            var expected = sequences.ToHashSet();

            Assert.Equal(set.Through, again.Through);
            Assert.Equal(set.Above, again.Above);
            Assert.All(Enumerable.Range(1, 61), sequence => Assert.Equal(expected.Contains(sequence), set.Contains(sequence)));
            Assert.Equal(expected.Count == 0 ? 0 : expected.Max(), set.Highest);
            Assert.DoesNotContain(set.Through + 1, expected);
        }));
    }

    [Fact]
    public void Unions_of_replicas_commute()
    {
        var one = SequenceSet.Empty.With([1, 2, 5, 6, 9]);
        var other = SequenceSet.Empty.With([1, 3, 4, 10]);

        Assert.Equal(one.Union(other).Above, other.Union(one).Above);
        Assert.Equal(6, one.Union(other).Through);
        Assert.Equal([new SequenceRange(9, 10)], one.Union(other).Above);
    }
}
