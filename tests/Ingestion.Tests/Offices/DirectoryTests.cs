using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Offices;
using Syndication.Ingestion.Tests.Extraction;

namespace Syndication.Ingestion.Tests.Offices;

public sealed class DirectoryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_page_that_lists_the_offices_is_imported(bool learnt)
    {
        Assert.SkipWhen(Repository.Seeds is null, Repository.DatasetsMissing);
        var page = new Extractor().Extract(Seeds.Page("004"), learnt ? Seeds.Learned(Seeds.Names) : Fixtures.Empty);
        var (directory, warnings) = DirectoryReader.Read("oim", page);
        var expected = Seeds.Expected("004").GetProperty("offices").EnumerateArray().ToList();
        Assert.Equal(expected.Select(office => office.GetProperty("city").GetString()), directory.Offices.Select(office => office.Name));
        Assert.Equal(expected.Select(office => office.GetProperty("country").GetString()), directory.Offices.Select(office => office.Country));
        Assert.All(directory.Offices, office => Assert.NotEmpty(office.Countries));
        Assert.Contains("huit", page.BodyText, StringComparison.Ordinal);
        Assert.Contains(warnings, warning => warning.Contains("8 regional offices, but lists 9", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SN", "Dakar")]
    [InlineData("TD ML", "Dakar")]
    [InlineData("TH", "Bangkok")]
    [InlineData("BE", "Bruxelles")]
    [InlineData("CH", "Bruxelles")]
    [InlineData("KZ", "Vienne")]
    [InlineData("MA", "Le Caire")]
    [InlineData("ET", "Nairobi")]
    [InlineData("ZM", "Pretoria")]
    [InlineData("PE", "Buenos Aires")]
    [InlineData("HT", "San José")]
    [InlineData("SN TH", null)]
    [InlineData("", null)]
    public void The_office_in_charge_is_told_by_country(string countries, string? office)
    {
        Assert.SkipWhen(Repository.Seeds is null, Repository.DatasetsMissing);
        var (directory, _) = DirectoryReader.Read("oim", new Extractor().Extract(Seeds.Page("004"), Fixtures.Empty));
        Assert.Equal(office, directory.InChargeOf(countries.Split(' ', StringSplitOptions.RemoveEmptyEntries))?.Name);
    }

    [Theory]
    [InlineData("OIM Washington DC", "OIM Washington DC")]
    [InlineData("siège de l’OIM", "siège de l’OIM")]
    [InlineData("MRF Bruxelles", "MRF Bruxelles")]
    [InlineData("Globex", null)]
    public void The_issuing_office_is_told_by_whom_the_press_may_call(string organisation, string? office) =>
        Assert.Equal(office, OfficeReader.Complete(new Draft { Contacts = [new Contact { Organisation = organisation }] }, null).Office);
}
