using System.Globalization;
using Syndication.Translation.Translating;

namespace Syndication.Translation.Tests.Quality;

/// <summary>The pipeline beside bare Apertium, on news that people have translated.</summary>
public sealed class QualityTests
{
    [Theory]
    [InlineData("fr", "es")]
    [InlineData("fr", "en")]
    public async Task The_pipeline_is_not_below_bare_apertium(string source, string target)
    {
        Assert.SkipWhen(Repository.Datasets is null, Repository.DatasetsMissing);
        Assert.SkipUnless(ParallelTexts.HasApertium, ParallelTexts.ApertiumMissing);
        var pair = new LanguagePair(source, target);
        var (lines, references) = (ParallelTexts.Lines(source), ParallelTexts.Lines(target));

        var ours = await ParallelTexts.TranslateAsync(lines, pair);
        var bare = await ParallelTexts.BareAsync(lines, pair);

        var (our, their) = (ChrF.Score([.. ours.Select(ParallelTexts.Text)], references), ChrF.Score(bare, references));
        var segments = ours.SelectMany(line => line).ToList();
        var left = segments.Count(segment => segment.From == SegmentOrigin.Left);
        Figures.Add(string.Create(CultureInfo.InvariantCulture, $"translation {pair}: chrF {our:F2}, bare Apertium {their:F2}; {left} of {segments.Count} sentences ({100.0 * left / segments.Count:F1} %) left in the original"));
        Assert.True(our >= their, $"{our} is below {their}.");
        Assert.True(left < 0.05 * segments.Count, $"{left} of {segments.Count} were left.");

        // Nothing of the engine's own reaches a reader: every star, at and hash was the author's.
        Assert.All(ours.Zip(lines), pairOf =>
            Assert.All("*@#", mark => Assert.True(ParallelTexts.Text(pairOf.First).Count(letter => letter == mark) <= pairOf.Second.Count(letter => letter == mark), ParallelTexts.Text(pairOf.First))));
    }
}
