using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Syndication.Deploy.Tests;

/// <summary>A release through everything, as containers.</summary>
public sealed class ContainerTests(Stack stack) : IClassFixture<Stack>
{
    [Fact]
    public async Task A_release_is_in_every_feed_in_search_and_on_the_site()
    {
        stack.SkipIfMissing();
        var word = $"w{Guid.NewGuid():N}";

        var release = await PublishAsync(word);

        string[] formats = ["rss", "atom", "json"];
        foreach (var format in formats)
        {
            await ShowsAsync($"/feeds/en.{format}", word);
        }

        await ShowsAsync($"/api/search?q={word}", release["id"]!.ToString());
        await ShowsAsync($"/api/releases/{release["id"]}", word);
        Assert.True(await stack.AnswersAsync("/"));
    }

    [Fact]
    public async Task The_stories_that_are_told_to_processes_hold_for_containers()
    {
        stack.SkipIfMissing();

        var told = await Commands.RunAsync(
            "env",
            $"SYNDICATION_TEST_URL={stack.Client.BaseAddress}",
            $"SYNDICATION_TEST_ADMIN_KEY={stack.Client.DefaultRequestHeaders.Authorization!.Parameter}",
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "../../System.Tests/release/Syndication.System.Tests.dll"),
            "--filter-class", "*.Elsewhere*", "--no-ansi", "--no-progress");

        var output = told.Expected();
        Assert.Matches(@"succeeded: [1-9][0-9]+\n", output);
        Assert.Matches(@"skipped: 0\n", output);
    }

    [Fact]
    public async Task Containers_are_as_confined_as_the_files_say()
    {
        stack.SkipIfMissing();
        foreach (var service in Services.Names.Concat(["nginx", "rabbitmq"]))
        {
            var container = await stack.InspectAsync(service);
            Assert.Equal("healthy", container.Text("State/Health/Status"));
            Assert.Equal("true", container.Text("HostConfig/ReadonlyRootfs"));
            Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", container.Text("Config/User"));
            Assert.Equal(["ALL"], container.Items("HostConfig/CapDrop").Select(item => item.ToString()));
            Assert.Equal(service == "nginx", container.Members("HostConfig/PortBindings").Any());
        }
    }

    [Fact]
    public async Task What_is_internal_can_not_be_reached()
    {
        stack.SkipIfMissing();
        using var log = await stack.Client.GetAsync(new Uri("/internal/log?after=0&limit=1", UriKind.Relative));
        using var health = await stack.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, log.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, health.StatusCode);
    }

    [Fact]
    public async Task Services_that_were_made_anew_are_found_again_and_have_kept_what_they_knew()
    {
        stack.SkipIfMissing();
        var word = $"w{Guid.NewGuid():N}";
        await PublishAsync(word);
        await ShowsAsync($"/api/search?q={word}", word);

        (await stack.ComposeAsync("up", "--detach", "--no-build", "--no-deps", "--force-recreate", "search", "feeds")).Expected();

        await ShowsAsync($"/api/search?q={word}", word);
        await ShowsAsync("/feeds/en.json", word);
    }

    private async Task<JsonNode> PublishAsync(string word)
    {
        var release = new { headline = $"Ferry {word} reopens", bodyText = "The ferry crossed the lake again on Monday.", language = "en", externalId = word };
        using var answer = await stack.Client.PostAsJsonAsync("/api/releases", release);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body);
        return JsonNode.Parse(body)!;
    }

    private Task ShowsAsync(string path, string text) => Eventually.HoldsAsync(
        async () =>
        {
            using var answer = await stack.Client.GetAsync(new Uri(path, UriKind.Relative));
            return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync()).Contains(text, StringComparison.Ordinal);
        });
}
