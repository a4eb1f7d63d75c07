using System.Text.Json.Nodes;

namespace Syndication.System.Tests.Stories;

/// <summary>A folder that is watched.</summary>
public sealed class FolderTests
{
    [Fact]
    public async Task Files_that_appear_are_published_changed_ones_make_versions_and_doubtful_ones_wait()
    {
        using var folder = new TemporaryFolder();
        var watched = Directory.CreateDirectory(folder["lake-press"]).FullName;
        await using var newsroom = await new Newsroom(folder["data"])
            .With("Ingestion__Folders__0__Path", watched)
            .With("Ingestion__FolderInterval", "00:00:00.300")
            .StartAsync();

        var file = Path.Combine(watched, "buoys.html");
        await WriteAsync(file, "Forty buoys are laid", "Forty buoys were laid on the lake this week.");
        await WriteAsync(Path.Combine(watched, "embargo.html"), "Budget of the lake", "EMBARGOED UNTIL 00:01 GMT 3 May 2031");
        await Eventually.HoldsAsync(async () => await CountAsync(newsroom, "published") == 1 && await CountAsync(newsroom, "quarantined") == 1);

        await WriteAsync(file, "Forty buoys are laid", "Forty-one buoys were laid on the lake this week.");
        await Eventually.HoldsAsync(async () => (await OnlyAsync(newsroom, "published"))["version"]!.GetValue<int>() == 2);
        Assert.Equal("lake-press", (await OnlyAsync(newsroom, "published")).Text("source"));

        await WriteAsync(file, "The lighthouse has a new keeper", "Nobody had kept it since the old keeper left for the mountains.", "A keeper of lighthouses needs good eyes, and gets a small house.");
        await Eventually.HoldsAsync(async () => await CountAsync(newsroom, "quarantined") == 2);
        Assert.Equal("Forty buoys are laid", (await OnlyAsync(newsroom, "published")).Text("headline"));
    }

    private static Task WriteAsync(string file, string headline, string first, string second = "The Lake Office lays them every spring, as soon as the ice has gone, and takes them in again in autumn.") =>
        File.WriteAllTextAsync(file, $"<html lang=\"en\"><head><title>{headline}</title></head><body><article><h1>{headline}</h1><p>{first}</p><p>{second}</p></article></body></html>");

    private static async Task<int> CountAsync(Newsroom newsroom, string status) =>
        (await ListAsync(newsroom, status)).Count;

    private static async Task<JsonObject> OnlyAsync(Newsroom newsroom, string status) =>
        Assert.Single(await ListAsync(newsroom, status))!.AsObject();

    private static async Task<JsonArray> ListAsync(Newsroom newsroom, string status) =>
        JsonNode.Parse(await newsroom.Admin.GetStringAsync(new Uri($"/api/releases?status={status}", UriKind.Relative)))!["items"]!.AsArray();
}
