using FsCheck;
using FsCheck.Fluent;

namespace Syndication.Text.Tests;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Organisation mondiale des douanes", "organisation-mondiale-des-douanes")]
    [InlineData("Bureau de Genève", "bureau-de-geneve")]
    [InlineData("  L'avenir, c'est -- maintenant !  ", "l-avenir-c-est-maintenant")]
    [InlineData("Cœur & Straße", "coeur-strasse")]
    [InlineData("ﬁnance", "finance")]
    [InlineData("Ελλάδα", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Folds_to_letters_digits_and_hyphens(string? text, string slug) => Assert.Equal(slug, Slug.Of(text));

    [Fact]
    public void Passes_over_lone_surrogates() => Assert.Equal("a", Slug.Of("\uD800a\uDC00"));

    [Fact]
    public void What_it_makes_is_a_slug_or_nothing_and_stays_as_it_is() =>
        Prop.ForAll(Hostile.Text, text =>
        {
            var slug = Slug.Of(text);
            Assert.True(slug.Length == 0 || Slug.IsValid(slug), slug);
            Assert.Equal(slug, Slug.Of(slug));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Is_cut_at_its_longest() => Assert.Equal(Slug.MaxLength, Slug.Of(new string('œ', 100)).Length);

    [Theory]
    [InlineData("climate-change", true)]
    [InlineData("2030", true)]
    [InlineData("Climate", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    [InlineData("", false)]
    public void Tells_a_slug_from_other_text(string value, bool expected) => Assert.Equal(expected, Slug.IsValid(value));
}
