using System.Net.Mime;
using Syndication.Contracts;

namespace Syndication.Feeds.Rendering;

/// <summary>Names that machines read in our feeds.</summary>
internal static class FeedVocabulary
{
    /// <summary>Slugs of the taxonomy.</summary>
    public const string Topic = "urn:x-syndication:topic";

    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public const string Country = "urn:iso:std:iso:3166";

    /// <summary>Who wrote the text: "original", "human", "machine" or "other".</summary>
    public const string Origin = "urn:x-syndication:origin";

    // RFC 5646 recommends that 35 characters be room enough.
    private const int MaxLanguageLength = 35;

    public static string OriginTerm(Origin origin) => origin switch
    {
        Contracts.Origin.Original => "original",
        Contracts.Origin.Human => "human",
        Contracts.Origin.Machine => "machine",
        _ => "other",
    };

    /// <summary>Whether a text has the shape of a language tag.</summary>
    public static bool IsLanguage(string text) =>
        text.Length is > 1 and <= MaxLanguageLength && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>A media type that enclosures can carry; octets where what is given is none.</summary>
    public static string MediaType(string given)
    {
        try
        {
            return new ContentType(given).MediaType;
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            return MediaTypeNames.Application.Octet;
        }
    }
}
