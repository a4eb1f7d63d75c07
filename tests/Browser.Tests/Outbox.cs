using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Syndication.Testing.Mail;

namespace Syndication.Browser.Tests;

/// <summary>Mails of every kind in every language, as the program leaves them in its outbox.</summary>
internal static class Outbox
{
    private static readonly string[] Languages = ["fr", "en", "es"];

    /// <summary>What <c>run.sh --once</c> writes to the sample subscribers.</summary>
    public static async Task<IReadOnlyList<(string Name, string Html)>> OfSamplesAsync()
    {
        using var folder = new TemporaryFolder();
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Syndication.Standalone.dll"), "--once", "--data", folder["data"], "--samples"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await output + await error);
        return await ReadAsync(Directory.GetFiles(Path.Combine(folder["data"], "outbox"), "*.eml"));
    }

    /// <summary>A release, its correction and its withdrawal, and the letter to who subscribes.</summary>
    public static async Task<IReadOnlyList<(string Name, string Html)>> OfChangesAsync(HttpClient client, string data)
    {
        using var list = new StringContent(
            "address,languages,cadence,consentSource,consentDate\n" + string.Concat(Languages.Select(language => $"{language}.changes@readers.example,{language},immediate,counter,2026-01-05\n")),
            Encoding.UTF8,
            "text/csv");
        using var imported = await client.PostAsync(new Uri("/api/subscriptions/import", UriKind.Relative), list);
        Assert.True(imported.IsSuccessStatusCode, await imported.Content.ReadAsStringAsync());
        var outbox = Path.Combine(data, "outbox");
        foreach (var language in Languages)
        {
            var release = Office.Document(language switch { "fr" => "Le bac circule de nouveau", "es" => "El transbordador vuelve a cruzar", _ => "The ferry runs again" }, language);
            release.Remove("publishedAt");
            using var posted = await client.PostAsJsonAsync("/api/releases", release);
            Assert.True(posted.IsSuccessStatusCode, await posted.Content.ReadAsStringAsync());
            var id = (await posted.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<string>();
            await ReachedAsync(outbox, $"{language}.changes@", 1);

            (release["significance"], release["changeNote"]) = ("correction", language switch { "fr" => "Une date était fausse.", "es" => "Una fecha era errónea.", _ => "A date was wrong." });
            using var change = new HttpRequestMessage(HttpMethod.Put, $"/api/releases/{id}") { Content = JsonContent.Create(release) };
            change.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));
            using var changed = await client.SendAsync(change);
            Assert.True(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());
            await ReachedAsync(outbox, $"{language}.changes@", 2);

            using var retracted = await client.PostAsJsonAsync($"/api/releases/{id}/retraction", new { kind = "withdrawal", notice = language switch { "fr" => "Le bac est retenu.", "es" => "El transbordador no sale.", _ => "The ferry is held back." }, reason = "test" });
            retracted.EnsureSuccessStatusCode();
            await ReachedAsync(outbox, $"{language}.changes@", 3);

            using var asked = await client.PostAsJsonAsync("/api/subscriptions", new { address = $"{language}.letter@readers.example", languages = new[] { language }, cadence = "daily" });
            Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
            await ReachedAsync(outbox, $"{language}.letter@", 1);
        }

        return await ReadAsync([.. Languages.SelectMany(language => To(outbox, $"{language}.changes@").Concat(To(outbox, $"{language}.letter@")))]);
    }

    private static Task ReachedAsync(string outbox, string address, int count) =>
        Eventually.HoldsAsync(() => Task.FromResult(To(outbox, address).Count >= count));

    private static List<string> To(string outbox, string address) => Directory.Exists(outbox)
        ? [.. Directory.GetFiles(outbox, "*.eml").Where(file => File.ReadLines(file).TakeWhile(line => line.Length > 0).Any(line => line.StartsWith("To:", StringComparison.Ordinal) && line.Contains(address, StringComparison.Ordinal)))]
        : [];

    /// <summary>The HTML of mails, named by who gets them, in the order in which they were written.</summary>
    private static async Task<IReadOnlyList<(string Name, string Html)>> ReadAsync(IReadOnlyList<string> files)
    {
        var mails = await PythonMail.ReadAsync([.. files.OrderBy(File.GetLastWriteTimeUtc).Select(file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file))]);
        return [.. mails.GroupBy(mail => mail.To[0][1].Split('@')[0]).SelectMany(group => group.Select((mail, index) => ($"{group.Key}-{index + 1}", mail.Parts.Single(part => part.Type == "text/html").Text!)))];
    }
}
