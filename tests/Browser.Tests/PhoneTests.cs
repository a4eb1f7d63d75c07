using Microsoft.Playwright;

namespace Syndication.Browser.Tests;

public sealed class PhoneTests(BrowserFixture fixture)
{
    public static TheoryData<string> Names => [.. Address.All.Select(address => address.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_page_is_accessible_fits_and_asks_nobody_else(string name) =>
        Inspection.RunAsync(fixture, name, "phone", new ViewportSize { Width = 360, Height = 740 });
}
