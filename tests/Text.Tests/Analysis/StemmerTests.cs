using Syndication.Text.Analysis.Stemming;

namespace Syndication.Text.Tests.Analysis;

public sealed class StemmerTests
{
    [Theory]
    [InlineData("french")]
    [InlineData("english")]
    [InlineData("spanish")]
    public void Stems_every_word_of_the_published_vocabulary_as_published(string language)
    {
        Assert.SkipWhen(Repository.Datasets is null, Repository.DatasetsMissing);
        var folder = Path.Combine(Repository.Datasets, "stemming", language);
        var words = File.ReadAllLines(Path.Combine(folder, "voc.txt"));
        var stems = File.ReadAllLines(Path.Combine(folder, "output.txt"));
        Func<string, string> stem = language switch
        {
            "french" => FrenchStemmer.Stem,
            "english" => EnglishStemmer.Stem,
            _ => SpanishStemmer.Stem,
        };

        var wrong = words.Zip(stems)
            .Where(pair => stem(pair.First) != pair.Second)
            .Select(pair => $"{pair.First} became {stem(pair.First)}, not {pair.Second}")
            .ToList();

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {words.Length}:\n{string.Join('\n', wrong.Take(80))}");
        Assert.True(words.Length > 20_000);
    }
}
