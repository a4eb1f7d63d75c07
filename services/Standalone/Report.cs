using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Http;

namespace Syndication.Standalone;

/// <summary>What each channel holds, as its readers get it, and what was quarantined and why.</summary>
internal static class Report
{
    /// <param name="receiver">Null where there are no samples.</param>
    public static async Task WriteAsync(TextWriter output, WebApplication app, DataFolder folder, SampleReceiver? receiver)
    {
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = app.Services.GetRequiredService<ServiceAddresses>().Loopback();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", folder.AdministratorKey());
        var languages = app.Services.GetRequiredService<IOptions<SyndicationOptions>>().Value.Languages;

        await output.WriteLineAsync("channel            holds");
        foreach (var status in new[] { "published", "withdrawn", "killed", "redirected", "held", "quarantined" })
        {
            var count = await CountAsync(client, $"/api/releases?pageSize=200&status={status}");
            if (count > 0 || status == "published")
            {
                await WriteAsync(output, $"releases {status}", count);
            }
        }

        foreach (var language in languages)
        {
            var feed = await GetAsync(client, $"/feeds/{language}.json");
            await WriteAsync(output, $"feed {language}", feed["items"]!.AsArray().Count);
        }

        await WriteAsync(output, "search", await CountAsync(client, "/api/search?pageSize=200"));
        if (receiver is not null)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{"webhooks",-18} {receiver.Delivered} delivered, {receiver.Verified} verified"));
        }

        await WriteTranslationsAsync(output, client);
        await WriteOutboxAsync(output, folder);
        await WriteQuarantineAsync(output, client);
    }

    /// <summary>A line a reader who was written to, where mails are files.</summary>
    private static async Task WriteOutboxAsync(TextWriter output, DataFolder folder)
    {
        var outbox = new DirectoryInfo(Path.Combine(folder.Path, "outbox"));
        var readers = outbox.Exists
            ? outbox.EnumerateFiles("*.eml").Select(file => File.ReadLines(file.FullName).First(line => line.StartsWith("To: ", StringComparison.Ordinal))["To: ".Length..])
            : [];
        foreach (var reader in readers.GroupBy(reader => reader.Split('@')[0].TrimStart('<')).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            await WriteAsync(output, $"mail {reader.Key}", reader.Count());
        }
    }

    /// <summary>A line a pair that something was to be translated in, and what to install where no engine takes it.</summary>
    private static async Task WriteTranslationsAsync(TextWriter output, HttpClient client)
    {
        var pairs = (await GetAsync(client, "/api/translations/pairs"))["items"]!.AsArray().Select(pair => pair!.AsObject()).ToList();
        foreach (var pair in pairs)
        {
            var states = pair["translations"]!.AsObject()
                .Where(state => state.Value?.GetValue<long>() > 0 && state.Key != "settled")
                .Select(state => $"{state.Value} {state.Key}")
                .ToList();
            if (states.Count > 0)
            {
                var over = pair["over"] is { } between ? $" over {between}" : "";
                var engine = pair["engine"] is { } name ? $" ({name}{over})" : "";
                await output.WriteLineAsync($"{$"translated {pair["source"]}-{pair["target"]}",-18} {string.Join(", ", states)}{engine}");
            }
        }

        if (pairs.Where(pair => pair["translations"]!["unavailable"]!.GetValue<long>() > 0).Select(pair => $"{pair["source"]}-{pair["target"]}").ToList() is { Count: > 0 } missing)
        {
            await output.WriteLineAsync($"\nNo engine translates {string.Join(", ", missing)}. {Notice.Engines}");
        }
    }

    private static async Task WriteQuarantineAsync(TextWriter output, HttpClient client)
    {
        var quarantine = await GetAsync(client, "/api/quarantine?pageSize=200");
        foreach (var page in quarantine["items"]!.AsArray())
        {
            await output.WriteLineAsync($"\nquarantined: {page!["headline"]?.GetValue<string>() ?? "(no headline)"}");
            foreach (var reason in page["reasons"]!.AsArray())
            {
                await output.WriteLineAsync($"  - {reason}");
            }
        }
    }

    private static Task WriteAsync(TextWriter output, string channel, int count) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{channel,-18} {count}"));

    private static async Task<int> CountAsync(HttpClient client, string address)
    {
        var count = 0;
        string? next = null;
        do
        {
            var page = await GetAsync(client, next is null ? address : $"{address}&after={Uri.EscapeDataString(next)}");
            count += page["items"]!.AsArray().Count;
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);

        return count;
    }

    private static async Task<JsonObject> GetAsync(HttpClient client, string address) =>
        JsonNode.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative)))!.AsObject();
}
