using Syndication.Text.Analysis;

namespace Syndication.Text.Tests.Analysis;

public sealed class TextAnalyzerTests
{
    [Theory]
    [InlineData("Genève/Bruxelles - Le 8 mai", "geneve bruxelles le 8 mai")]
    [InlineData("l’OIM et d'Abou", "l oim et d abou")]
    [InlineData("Œuvres, Straße, Ærø, Łódź", "oeuvres strasse aero lodz")]
    [InlineData("e\u0301ve\u0301nement", "evenement")]
    [InlineData("ﬁnance 2 000 km²", "finance 2 000 km")]
    [InlineData("mi\u00ADgrants", "migrants")]
    [InlineData("İstanbul ılık", "istanbul ilik")]
    [InlineData("ΟΔΥΣΣΕΥΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ")]
    [InlineData("Ёлка", "елка")]
    [InlineData("أُمٌّ إلى مدرسة", "ام الي مدرسه")]
    [InlineData("ｆｕｌｌ　ｗｉｄｔｈ", "full width")]
    [InlineData("東京タワー a", "東 京 タ ワ ー a")]
    [InlineData("दिल्ली", "दिल्ली")]
    [InlineData("\ud800 x \0 y\udc00z", "x y z")]
    [InlineData("snake_case a.b", "snake case a b")]
    [InlineData("", "")]
    public void Folds_words_of_any_script(string text, string forms) =>
        Assert.Equal(forms, string.Join(' ', TextAnalyzer.Of("de").Words(text).Select(word => word.Surface)));

    [Theory]
    [InlineData("fr", "événement", "évènements")]
    [InlineData("fr", "réfugié", "réfugiées")]
    [InlineData("fr-CA", "migrations", "Migration")]
    [InlineData("en", "organising", "organised")]
    [InlineData("es", "migración", "migraciones")]
    public void Gives_inflections_one_stem(string language, string one, string other)
    {
        var analyzer = TextAnalyzer.Of(language);

        Assert.Equal(Assert.Single(analyzer.Words(one)).Stem, Assert.Single(analyzer.Words(other)).Stem);
        Assert.NotEqual(analyzer.Words(one)[0].Surface, analyzer.Words(other)[0].Surface);
    }

    [Fact]
    public void Keeps_the_stems_of_languages_apart() =>
        Assert.NotEqual(TextAnalyzer.Of("fr").Words("nation")[0].Stem, TextAnalyzer.Of("en").Words("nation")[0].Stem);

    [Theory]
    [InlineData("l'OIM", "l")]
    [InlineData("qu’elle jusqu'ici", "qu jusqu")]
    [InlineData("the agency's children", "s")]
    [InlineData("O'Brien rock 'n' roll don't", "")]
    public void Knows_clitics(string text, string clitics) =>
        Assert.Equal(clitics, string.Join(' ', TextAnalyzer.Of("fr").Words(text).Where(word => word.IsClitic).Select(word => word.Surface)));

    [Fact]
    public void Says_where_words_stand()
    {
        const string text = "Des réfugié·e·s, ici";

        Assert.Equal(["Des", "réfugié", "e", "s", "ici"], TextAnalyzer.Of("fr").Words(text).Select(word => text[word.Start..word.End]));
    }

    [Fact]
    public void Cuts_endless_words()
    {
        var word = Assert.Single(TextAnalyzer.Of("fr").Words(new string('é', 100_000)));

        Assert.Equal(64, word.Surface.Length);
        Assert.Equal(100_000, word.Length);
    }

    [Fact]
    public void Serves_several_threads_with_more_words_than_it_remembers() =>
        Parallel.For(0, 100_000, i =>
        {
            var number = i / 4;
            var words = TextAnalyzer.Of("fr").Words($"Été{number}, nations");

            Assert.Equal([$"ete{number}", "nations"], words.Select(word => word.Surface));
            Assert.Equal("nation", words[1].Stem.TrimEnd('\uE010'));
        });
}
