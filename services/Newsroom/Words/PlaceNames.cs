using System.Collections.Concurrent;
using System.Globalization;
using Syndication.Text;

namespace Syndication.Newsroom.Words;

/// <summary>Names of countries and languages as the system's locale data has them.</summary>
internal static class PlaceNames
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>> Countries = new();

    /// <summary>"Maroc" in French; the code for one that is not assigned.</summary>
    public static string Country(string code, string language)
    {
        var names = Countries.GetOrAdd(language, NamesIn);
        return names.GetValueOrDefault(code.ToLowerInvariant(), code.ToUpperInvariant());
    }

    /// <summary>What a language is called by those who speak it.</summary>
    public static string Language(string tag)
    {
        if (Wording.Of(tag) is { } known && known.Language == tag)
        {
            return known.Name;
        }

        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }

    private static Dictionary<string, string> NamesIn(string language) =>
        CountryCode.All.ToDictionary(code => code, code => NameOf(code, language));

    // A region's native name is in the language that it is asked for with; its display name is in the process's own.
    private static string NameOf(string code, string language)
    {
        try
        {
            return new RegionInfo($"{language}-{code.ToUpperInvariant()}").NativeName;
        }
        catch (ArgumentException)
        {
            return code.ToUpperInvariant();
        }
    }
}
