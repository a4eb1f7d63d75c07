using System.Collections.Frozen;
using System.Globalization;

namespace Syndication.Search.Querying;

/// <summary>Country codes of ISO 3166-1 alpha-2, in lower case.</summary>
internal static class Country
{
    private static readonly FrozenSet<string> Known = All().ToFrozenSet(StringComparer.Ordinal);

    public static bool Exists(string code) => Known.Contains(code);

    private static IEnumerable<string> All()
    {
        for (var first = 'A'; first <= 'Z'; first++)
        {
            for (var second = 'A'; second <= 'Z'; second++)
            {
                if (RegionNamed($"{first}{second}") is { } region)
                {
                    yield return region.TwoLetterISORegionName.ToLowerInvariant();
                }
            }
        }
    }

    private static RegionInfo? RegionNamed(string code)
    {
        try
        {
            return new RegionInfo(code);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
