using Syndication.Contracts;
using Syndication.Translation.Glossary;
using Syndication.Translation.Protecting;

namespace Syndication.Translation.Checks;

/// <summary>
/// What has to hold between a sentence and its translation, whoever made it. Looks at nothing but the two texts and what is
/// known of the release.
/// </summary>
internal static class SegmentChecks
{
    private const string EngineMarks = "*@#";

    public static IReadOnlyList<Finding> Check(IReadOnlyList<Run> source, IReadOnlyList<Run> target, TextContext context)
    {
        var from = string.Concat(source.Select(run => run.Text));
        var to = string.Concat(target.Select(run => run.Text));
        if (string.IsNullOrWhiteSpace(to))
        {
            return string.IsNullOrWhiteSpace(from) ? [] : [new Finding(FindingKind.Empty, "There is no text.")];
        }

        return
        [
            .. FigureChecks.Check(from, to, context.Pair),
            .. Addresses(from, to),
            .. Names(from, to, context),
            .. Terms(from, to, context),
            .. RunChecks.Check(source, target),
            .. Marks(from, to),
            .. LanguageCheck.Check(from, to, context.Pair),
        ];
    }

    private static IEnumerable<Finding> Addresses(string from, string to) =>
        new[] { ContactPatterns.Email, ContactPatterns.Url, ContactPatterns.Phone }
            .SelectMany(pattern => Missing(pattern.Matches(from).Select(match => match.Value), pattern.Matches(to).Select(match => match.Value)))
            .Select(address => new Finding(FindingKind.Address, $"\"{address}\" is missing or changed."));

    private static IEnumerable<Finding> Names(string from, string to, TextContext context)
    {
        var (source, target) = (Plain(from), Plain(to));
        return NameReader.Find(from, context.Names)
            .Select(name => (Text: from.Substring(name.Start, name.Length), name.IsSure))
            .Distinct()
            .Where(name => !(name.IsSure ? IsWhole(target, name.Text) : IsPartly(source, target, name.Text)) && !IsTerm(name.Text, context))
            .Select(name => new Finding(FindingKind.Name, $"The name \"{name.Text}\" is missing."));
    }

    /// <summary>All words of a name, in whatever order: "Liverpool Daniel Sturridge" is "Daniel Sturridge, de Liverpool".</summary>
    private static bool IsWhole(string target, string name) =>
        Plain(name).Split(' ').All(word => GlossaryTerms.Contains(target, word));

    /// <summary>
    /// A row of capitalised words may be a place or a work, which the other language calls otherwise in part: one of its
    /// longer words has to be there as often as it was.
    /// </summary>
    private static bool IsPartly(string source, string target, string name)
    {
        var words = Plain(name).Split(' ', '-');
        var longer = words.Where(word => word.Length > 3).ToArray();
        return (longer.Length > 0 ? longer : words).Any(word => GlossaryTerms.CountOf(target, word) >= GlossaryTerms.CountOf(source, word));
    }

    private static bool IsTerm(string name, TextContext context) => context.Glossary.Find(name, context.Pair).Any();

    private static IEnumerable<Finding> Terms(string from, string to, TextContext context)
    {
        var plain = Plain(to);
        return Protector.Find(from, context, isOpaque: false)
            .Where(protection => protection.Kind == ProtectionKind.Term
                && !plain.Contains(Plain(protection.Target), StringComparison.OrdinalIgnoreCase)
                && !(protection.Accept ?? []).Any(words => GlossaryTerms.Contains(plain, Plain(words), StringComparison.Ordinal)))
            .Select(term => new Finding(FindingKind.Term, $"\"{from.Substring(term.Start, term.Length)}\" has to be \"{term.Target}\"."))
            .Concat(context.Glossary.ForbiddenIn(to, context.Pair.Target).Select(words => new Finding(FindingKind.Term, $"\"{words}\" may not be said.")));
    }

    private static IEnumerable<Finding> Marks(string from, string to)
    {
        foreach (var mark in EngineMarks)
        {
            if (to.Count(letter => letter == mark) > from.Count(letter => letter == mark))
            {
                yield return new Finding(FindingKind.EngineMark, $"The engine left a \"{mark}\".");
            }
        }

        if (to.Contains("Xq", StringComparison.Ordinal) && !from.Contains("Xq", StringComparison.Ordinal))
        {
            yield return new Finding(FindingKind.EngineMark, "A placeholder was left.");
        }

        if (to.Contains("<span", StringComparison.OrdinalIgnoreCase) || to.Contains("</span", StringComparison.OrdinalIgnoreCase))
        {
            yield return new Finding(FindingKind.EngineMark, "A tag was left.");
        }
    }

    private static IEnumerable<string> Missing(IEnumerable<string> wanted, IEnumerable<string> there)
    {
        var left = there.ToList();
        return wanted.Where(value => !left.Remove(value));
    }

    // Apostrophes and spaces differ in form, "U.N." and "UN" by their dots; names and terms do not differ by them.
    private static string Plain(string text) =>
        text.Replace('’', '\'').Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace(".", "", StringComparison.Ordinal);
}
