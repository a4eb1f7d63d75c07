using System.Globalization;
using Syndication.Contracts;

namespace Syndication.Feeds.Rendering;

/// <summary>
/// Our own words in a feed: in its language where that is French, English or Spanish, in English elsewhere. Month names
/// are here too: those of the system differ between versions of its locale data, and feed bytes may not.
/// </summary>
internal sealed record Wording
{
    public required string Language { get; init; }
    public required string LanguageName { get; init; }

    /// <summary>A colon as the language sets it, the space after it included.</summary>
    public required string Colon { get; init; }

    public required string FeedDescription { get; init; }
    public required IReadOnlyDictionary<string, string> Filters { get; init; }
    public required string MachineTranslation { get; init; }
    public required string StaleTranslation { get; init; }
    public required string OriginalText { get; init; }
    public required string About { get; init; }
    public required string Contacts { get; init; }
    public required string Extension { get; init; }
    public required string Correction { get; init; }
    public required string Rewrite { get; init; }
    public required string Reinstatement { get; init; }
    public required string Withdrawn { get; init; }
    public required string Killed { get; init; }
    public required string Replaced { get; init; }
    public required string WithdrawnNotice { get; init; }
    public required string KilledNotice { get; init; }
    public required string ReplacedNotice { get; init; }
    public required string ReplacedBy { get; init; }
    public required string Untitled { get; init; }
    public required string[] Months { get; init; }

    /// <summary>{0} day, {1} month, {2} year.</summary>
    public required string DateFormat { get; init; }

    public static Wording Of(string language) => language.Split('-')[0] switch
    {
        "fr" => Wordings.French,
        "es" => Wordings.Spanish,
        _ => Wordings.English,
    };

    /// <summary>"français" in French; what the locale data calls it in itself for a language that we have no words in.</summary>
    public string NameOf(string language)
    {
        if (language == Language)
        {
            return LanguageName;
        }

        try
        {
            return CultureInfo.GetCultureInfo(language, predefinedOnly: true).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return language;
        }
    }

    /// <summary>"12 May 2026", of the day in UTC.</summary>
    public string Date(DateTimeOffset at)
    {
        var day = at.UtcDateTime;
        var number = day.Day == 1 && Language == "fr" ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture);
        return string.Format(CultureInfo.InvariantCulture, DateFormat, number, Months[day.Month - 1], day.Year);
    }

    public string TitleOf(RetractionKind kind, string headline) => kind switch
    {
        RetractionKind.Kill => Killed,
        RetractionKind.Redirect => Replaced + Colon + headline,
        _ => Withdrawn + Colon + headline,
    };

    public string NoticeOf(RetractionKind kind) => kind switch
    {
        RetractionKind.Kill => KilledNotice,
        RetractionKind.Redirect => ReplacedNotice,
        _ => WithdrawnNotice,
    };

    /// <summary>The word for a change; null for one that leaves no mark in the text.</summary>
    public string? WordFor(Significance significance) => significance switch
    {
        Significance.Correction => Correction,
        Significance.Rewrite => Rewrite,
        Significance.Reinstatement => Reinstatement,
        _ => null,
    };
}
