namespace Syndication.Ingestion.Offices;

/// <summary>The regional offices of a source, and what each covers: edited by hand, or imported from the source's own page.</summary>
internal sealed record OfficeDirectory
{
    /// <summary>The source's slug.</summary>
    public required string Id { get; init; }

    public IReadOnlyList<RegionalOffice> Offices { get; init; } = [];

    /// <summary>The office in charge of all of these countries; null where none is, or more than one.</summary>
    /// <param name="countries">ISO 3166-1 alpha-2 in upper case.</param>
    public RegionalOffice? InChargeOf(IReadOnlyCollection<string> countries)
    {
        var offices = countries.Select(country => Offices.FirstOrDefault(office => office.Countries.Contains(country))).ToList();
        return offices is [{ } first, ..] && offices.All(office => office == first) ? first : null;
    }
}

/// <summary>A regional office.</summary>
/// <param name="Name">As releases and filters call it ("Dakar").</param>
/// <param name="Country">Where it is: ISO 3166-1 alpha-2 in upper case; null where unknown.</param>
/// <param name="Covers">What it covers, in the page's own words.</param>
/// <param name="Regions">Slugs of parts of the world.</param>
/// <param name="Countries">Those that it is in charge of.</param>
internal sealed record RegionalOffice(string Name, string? Country, string? Covers, IReadOnlyList<string> Regions, IReadOnlyList<string> Countries);
