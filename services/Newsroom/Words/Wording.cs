using System.Globalization;
using Syndication.Contracts;

namespace Syndication.Newsroom.Words;

/// <summary>The interface in one language. Texts with {0} take one value.</summary>
internal sealed record Wording
{
    public required string Language { get; init; }
    public required string Name { get; init; }

    /// <summary>A colon as the language sets it, the space after it included.</summary>
    public required string Colon { get; init; }

    public required PageWords Pages { get; init; }
    public required ReleaseWords Release { get; init; }
    public required SearchWords Search { get; init; }
    public required SubscriptionWords Subscription { get; init; }
    public required ErrorWords Errors { get; init; }

    public required string[] Months { get; init; }

    /// <summary>{0} day, {1} month, {2} year.</summary>
    public required string DateFormat { get; init; }

    /// <summary>{0} a date, {1} hours and minutes.</summary>
    public required string TimeFormat { get; init; }

    /// <summary>Octets, and a thousand of them each.</summary>
    public required string[] Sizes { get; init; }

    public CultureInfo Culture => CultureInfo.GetCultureInfo(Language);

    /// <summary>The interface for a language, if there is one: regions do not matter.</summary>
    public static Wording? Of(string language) => language.Split('-')[0] switch
    {
        "fr" => French.Words,
        "en" => English.Words,
        "es" => Spanish.Words,
        _ => null,
    };

    public string Date(DateOnly day)
    {
        var number = day.Day == 1 && Language == "fr" ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture);
        return string.Format(CultureInfo.InvariantCulture, DateFormat, number, Months[day.Month - 1], day.Year);
    }

    /// <summary>The day in UTC.</summary>
    public string Date(DateTimeOffset at) => Date(DateOnly.FromDateTime(at.UtcDateTime));

    /// <summary>The day and minute in UTC.</summary>
    public string Time(DateTimeOffset at) =>
        string.Format(CultureInfo.InvariantCulture, TimeFormat, Date(at), at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture));

    public string Number(long number) => number.ToString("N0", Culture);

    /// <summary>"1,2 Mo": decimal multiples, as drives and downloads are measured.</summary>
    public string Size(long octets)
    {
        var (size, unit) = ((double)octets, 0);
        while (size >= 1000 && unit < Sizes.Length - 1)
        {
            size /= 1000;
            unit++;
        }

        return $"{size.ToString(unit == 0 || size >= 100 ? "0" : "0.#", Culture)}\u00A0{Sizes[unit]}";
    }

    public static string Fill(string text, string value) => text.Replace("{0}", value, StringComparison.Ordinal);

    public string OriginOf(Origin origin) => origin switch
    {
        Origin.Machine => Release.Machine,
        Origin.Human => Release.Human,
        _ => Release.Original,
    };

    /// <summary>What a change was.</summary>
    public string ChangeOf(HistoryEntry entry) => entry switch
    {
        { Significance: Significance.Initial, Language: not null } => Release.Translated,
        { Significance: Significance.Initial } => Release.FirstPublished,
        { Significance: Significance.Correction } => Release.Correction,
        { Significance: Significance.Rewrite } => Release.Rewritten,
        { Significance: Significance.Republish } => Release.Republished,
        { Significance: Significance.Retraction } => Release.TakenBack,
        { Significance: Significance.Reinstatement } => Release.Reinstated,
        _ => Release.MinorChange,
    };
}
