using Syndication.Contracts;
using Syndication.Digest.Composition;
using Syndication.Digest.Composition.Words;
using Syndication.Hosting.Projection;

namespace Syndication.Digest.Tests;

/// <summary>What there is to tell whoever has an older version.</summary>
public sealed class ChangesTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 12, 8, 0, 0, TimeSpan.Zero);
    private static readonly ProjectedRelease Translated = Row(1, TranslationState.Current);
    private static readonly ProjectedRelease TranslationWithdrawn = Row(1, TranslationState.Withdrawn);
    private static readonly ProjectedRelease Withdrawn = Row(2, TranslationState.Withdrawn, RetractionKind.Withdrawal);

    [Fact]
    public void Who_was_told_that_a_translation_was_withdrawn_is_told_that_the_release_was()
    {
        var told = Tell(TranslationWithdrawn, new Told("fr", 1, 1), "Translation withdrawn");
        Assert.Null(Changes.Since(TranslationWithdrawn, told));
        told = Tell(Withdrawn, told, "Withdrawn");
        Assert.Null(Changes.Since(Withdrawn, told));
        Assert.Null(Changes.Since(Row(3, TranslationState.Current), Tell(Row(3, TranslationState.Current), told, "Reinstated")));
    }

    [Fact]
    public void Who_was_told_that_a_release_was_withdrawn_is_told_what_stands_again()
    {
        var told = Tell(Withdrawn, new Told("fr", 1, 1), "Withdrawn");
        told = Tell(Row(3, TranslationState.Withdrawn), told, "Translation withdrawn");
        Assert.Null(Changes.Since(Row(3, TranslationState.Withdrawn), told));
        Assert.Null(Changes.Since(Row(3, TranslationState.Current), Tell(Row(3, TranslationState.Current), told, "Translation reinstated")));
    }

    [Fact]
    public void A_translation_that_came_back_before_anybody_was_told_is_no_news()
    {
        Assert.Null(Changes.Since(Translated, new Told("fr", 1, 1)));
        Assert.Null(Changes.Since(TranslationWithdrawn, new Told("en", 1)));
    }

    /// <returns>What the reader knows then.</returns>
    private static Told Tell(ProjectedRelease row, Told had, string label)
    {
        var change = Changes.Since(row, had);
        Assert.NotNull(change);
        Assert.Equal(label, new ReleaseEntries("https://news.lake.example", Wording.Of("en")).Of(row, change).Label);
        return change.Now;
    }

    private static ProjectedRelease Row(int version, TranslationState state, RetractionKind? retraction = null)
    {
        var original = new Release
        {
            Id = Guid.Empty,
            Version = version,
            Language = "en",
            Headline = "The ferry is back",
            Retraction = retraction is { } kind ? new Retraction(kind, At, null) : null,
        };
        var french = original with { Language = "fr", Headline = "Le bac est de retour", SourceVersion = 1, Revision = 1, Retraction = null, Translation = new TranslationInfo(state, null, At) };
        return new ProjectedRelease { Id = original.Id.ToString(), Original = original, Translations = [french] };
    }
}
