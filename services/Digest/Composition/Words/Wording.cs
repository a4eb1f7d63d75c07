using System.Globalization;

namespace Syndication.Digest.Composition.Words;

/// <summary>
/// Our own words in mails, approved by people, in one language. Texts with {0} take one value. What readers are told of a
/// correction or a withdrawal comes from here and from the office's own note, never from a machine.
/// </summary>
internal sealed record Wording
{
    public required string Language { get; init; }

    /// <summary>A colon as the language sets it, the space after it included.</summary>
    public required string Colon { get; init; }

    public required string[] Months { get; init; }

    /// <summary>{0} day, {1} month, {2} year.</summary>
    public required string DateFormat { get; init; }

    public required DigestWords Digest { get; init; }
    public required ChangeWords Change { get; init; }
    public required LetterWords Letter { get; init; }

    private static IReadOnlyList<Wording> All { get; } = [English.Words, French.Words, Spanish.Words];

    /// <summary>For somebody who reads these languages, in this order: the first that we have words in, else English.</summary>
    public static string LanguageFor(IEnumerable<string> languages) =>
        languages.Select(language => language.Split('-')[0]).FirstOrDefault(primary => All.Any(words => words.Language == primary)) ?? "en";

    /// <summary>The words of a language of <see cref="LanguageFor"/>.</summary>
    public static Wording Of(string language) => All.FirstOrDefault(words => words.Language == language) ?? English.Words;

    /// <summary>"12 May 2026".</summary>
    public string Date(DateOnly day)
    {
        var number = day.Day == 1 && Language == "fr" ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture);
        return string.Format(CultureInfo.InvariantCulture, DateFormat, number, Months[day.Month - 1], day.Year);
    }

    /// <summary>The day in UTC.</summary>
    public string Date(DateTimeOffset at) => Date(DateOnly.FromDateTime(at.UtcDateTime));

    public static string Fill(string text, string value) => text.Replace("{0}", value, StringComparison.Ordinal);

    /// <summary>What a language is called by those who speak it.</summary>
    public static string NameOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language, predefinedOnly: true).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return language;
        }
    }
}

/// <summary>Words of digests, and around every mail.</summary>
internal sealed record DigestWords
{
    public required string New { get; init; }
    public required string AndOneMore { get; init; }
    public required string AndMore { get; init; }
    public required string OneLeftOut { get; init; }
    public required string LeftOut { get; init; }
    public required string All { get; init; }
    public required string DateUnknown { get; init; }
    public required string Machine { get; init; }
    public required string Stale { get; init; }
    public required string Original { get; init; }
    public required string Untitled { get; init; }
    public required string Why { get; init; }
    public required string Change { get; init; }
    public required string Leave { get; init; }
}

/// <summary>Words of corrections and withdrawals.</summary>
internal sealed record ChangeWords
{
    public required string Changes { get; init; }
    public required string Correction { get; init; }
    public required string CorrectionText { get; init; }
    public required string Rewrite { get; init; }
    public required string RewriteText { get; init; }
    public required string What { get; init; }
    public required string TranslationBehind { get; init; }
    public required string Withdrawn { get; init; }
    public required string WithdrawnText { get; init; }
    public required string Reason { get; init; }
    public required string Killed { get; init; }
    public required string KilledText { get; init; }
    public required string KilledWhich { get; init; }
    public required string Replaced { get; init; }
    public required string ReplacedText { get; init; }
    public required string ReplacedBy { get; init; }
    public required string TranslationWithdrawn { get; init; }
    public required string TranslationWithdrawnText { get; init; }
    public required string TranslationReinstated { get; init; }
    public required string TranslationReinstatedText { get; init; }
    public required string Reinstated { get; init; }
    public required string ReinstatedText { get; init; }
    public required string Read { get; init; }
    public required string Why { get; init; }
    public required string WhySent { get; init; }
}

/// <summary>Words of mails that ask to confirm something.</summary>
internal sealed record LetterWords
{
    public required string Confirm { get; init; }
    public required string ConfirmText { get; init; }
    public required string Known { get; init; }
    public required string KnownText { get; init; }
    public required string KnownChange { get; init; }
    public required string Address { get; init; }
    public required string AddressText { get; init; }
    public required string Button { get; init; }
    public required string Valid { get; init; }
    public required string NotYou { get; init; }
    public required string Preferences { get; init; }
}
