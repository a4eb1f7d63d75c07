using Syndication.Contracts;
using Syndication.Translation.Glossary;

namespace Syndication.Translation.Protecting;

/// <summary>What is known about a release beside the sentence in hand: who and what is named in it.</summary>
internal sealed record TextContext(LanguagePair Pair, GlossaryTerms Glossary, IReadOnlyList<string> Names)
{
    /// <summary>The people and acronyms of a release: their names stay as they are.</summary>
    public static TextContext Of(Release release, LanguagePair pair, GlossaryTerms glossary) => new(pair, glossary,
    [
        .. release.Contacts.Select(contact => contact.Name)
            .Concat(release.Quotes.Select(quote => quote.Speaker))
            .Where(name => NameReader.IsFullName(name))
            .SelectMany(name => new[] { name!, LastNameOf(name!) })
            .Concat(release.Organisations.Select(organisation => organisation.Acronym).Where(acronym => acronym is { Length: > 1 } && !glossary.Knows(acronym)))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(name => name.Length),
    ]);

    private static string? LastNameOf(string name) => name.Split(' ')[^1] is { Length: > 3 } last && char.IsUpper(last[0]) ? last : null;
}
