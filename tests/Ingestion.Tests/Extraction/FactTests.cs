using Syndication.Ingestion.Extraction;
using Syndication.Testing.Articles;

namespace Syndication.Ingestion.Tests.Extraction;

/// <summary>Topics, countries, organisations and language over texts that were judged by hand.</summary>
public sealed class FactTests
{
    [Fact]
    public void Facts_are_told_as_people_judged_them()
    {
        Assert.InRange(JudgedTexts.All().Count(), 60, 1_000);
        var scores = JudgedTexts.Score(content =>
        {
            var draft = new Extractor().Extract(new Page(content, null, "x"), Fixtures.Empty).Draft;
            return (draft.Language, draft.Topics, draft.Countries, [.. draft.Organisations.Select(organisation => organisation.Acronym ?? organisation.Name!)]);
        });
        Assert.All(scores, score =>
        {
            Figures.Add($"{score.Key} of judged texts: {score.Value}");
            Assert.InRange(score.Value.Precision, 0.9, 1);
            Assert.InRange(score.Value.Recall, 0.9, 1);
        });
    }
}
