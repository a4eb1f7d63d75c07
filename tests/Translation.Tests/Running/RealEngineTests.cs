using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Translation.Engines;
using Syndication.Translation.Numerals;
using Syndication.Translation.Tests.Quality;

namespace Syndication.Translation.Tests.Running;

/// <summary>The apertium program, kept running, and a real APy server. Alone: one test kills what the process has started.</summary>
[Collection("alone")]
public sealed class RealEngineTests
{
    private static readonly LanguagePair Pair = new("fr", "es");
    private static readonly MarkedText Cat = new([new Piece("Le "), new Piece("chat", 1), new Piece(" mange la "), new Piece("souris blanche", 2), new Piece(" & <x>.")]);

    [Fact]
    public async Task Apertium_keeps_running_carries_marks_and_survives_the_death_of_its_stages()
    {
        Assert.SkipUnless(ParallelTexts.HasApertium, ParallelTexts.ApertiumMissing);
        using var engine = new ApertiumEngine(new EngineOptions { Kind = "apertium" });
        Assert.Contains(Pair, await engine.PairsAsync(CancellationToken.None));

        var first = Assert.Single(await engine.TranslateAsync(Pair, [Cat], CancellationToken.None));
        Assert.Equal(("gato", "ratón blanco"), (first.Pieces.Single(piece => piece.Mark == 1).Text, first.Pieces.Single(piece => piece.Mark == 2).Text));
        var stages = Descendants(Environment.ProcessId).Where(process => process.Name == "lt-proc").Select(process => process.Id).ToList();
        Assert.NotEmpty(stages);
        await engine.TranslateAsync(Pair, [Cat], CancellationToken.None);
        Assert.Subset(Descendants(Environment.ProcessId).Select(process => process.Id).ToHashSet(), stages.ToHashSet());

        // Killed between two texts: the next starts it anew, and the caller has no trouble of it.
        using (var kill = Process.Start("kill", ["-9", $"{stages[0]}"]))
        {
            await kill.WaitForExitAsync();
        }

        Assert.Equal(first.ToString(), Assert.Single(await engine.TranslateAsync(Pair, [Cat], CancellationToken.None)).ToString());
        Assert.DoesNotContain(Descendants(Environment.ProcessId), process => stages.Contains(process.Id));
    }

    [Fact]
    public async Task A_text_that_ends_a_stage_keeps_none_of_the_others_back_and_a_stage_that_always_ends_is_told()
    {
        Assert.SkipUnless(ParallelTexts.HasApertium, ParallelTexts.ApertiumMissing);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["stage"], """
            #!/bin/bash
            while IFS= read -r -d '' text; do
                [[ $text == *abîme* ]] && exit 1
                printf '%s\0' "$text"
            done
            """);
        File.SetUnixFileMode(folder["stage"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(folder["fr-es.mode"], $"'{folder["stage"]}'");
        await File.WriteAllTextAsync(folder["fr-en.mode"], "false");
        using var engine = new ApertiumEngine(new EngineOptions { Kind = "apertium", Modes = folder.Path });

        var texts = await engine.TranslateAsync(Pair, [MarkedText.Of("Le lac."), MarkedText.Of("L’abîme."), MarkedText.Of("Le quai.")], CancellationToken.None);

        Assert.Equal(["Le lac.", "", "Le quai."], texts.Select(text => text.Plain));
        Assert.Equal("", Assert.Single(await engine.TranslateAsync(Pair, [MarkedText.Of("L’abîme.")], CancellationToken.None)).Plain);
        await Assert.ThrowsAsync<EngineException>(() => engine.TranslateAsync(new LanguagePair("fr", "en"), [MarkedText.Of("Le lac."), MarkedText.Of("Le quai.")], CancellationToken.None));
    }

    [Fact]
    public async Task Apertium_answers_a_thousand_texts_in_order()
    {
        Assert.SkipUnless(ParallelTexts.HasApertium, ParallelTexts.ApertiumMissing);
        using var engine = new ApertiumEngine(new EngineOptions { Kind = "apertium", Timeout = TimeSpan.FromMinutes(2) });

        var answers = await engine.TranslateAsync(Pair, [.. Enumerable.Range(0, 1_000).Select(i => MarkedText.Of($"Le numéro {i} est là."))], CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => i.ToString(CultureInfo.InvariantCulture)), answers.Select(answer => string.Concat(answer.Plain.Where(char.IsAsciiDigit))));
    }

    [Fact]
    public async Task A_real_apy_server_translates_with_marks_and_its_absence_is_told()
    {
        Assert.SkipUnless(ParallelTexts.HasApertium && File.Exists("/usr/bin/apertium-apy"), ParallelTexts.ApertiumMissing + " apertium-apy");
        var port = Ports.Free();
        using var server = Process.Start(new ProcessStartInfo("apertium-apy", ["-p", $"{port}", "/usr/share/apertium/modes"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        try
        {
            await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
            using var engine = new ApyEngine(new EngineOptions { Kind = "apy", Url = $"http://127.0.0.1:{port}" }, services.GetRequiredService<IHttpClientFactory>(), TimeProvider.System);
            await Eventually.HoldsAsync(async () => await ListensAsync(port));
            Assert.Contains(Pair, await engine.PairsAsync(CancellationToken.None));

            var texts = await engine.TranslateAsync(Pair, [Cat, MarkedText.Of("Le lac est grand.")], CancellationToken.None);
            Assert.Equal(("gato", "ratón blanco"), (texts[0].Pieces.Single(piece => piece.Mark == 1).Text, texts[0].Pieces.Single(piece => piece.Mark == 2).Text));
            Assert.EndsWith("& <x>.", texts[0].Plain.TrimEnd(), StringComparison.Ordinal);
            Assert.Equal("El lago es grande.", texts[1].Plain.Trim());

            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            await Assert.ThrowsAsync<EngineException>(() => engine.TranslateAsync(Pair, [Cat], CancellationToken.None));
        }
        finally
        {
            if (!server.HasExited)
            {
                server.Kill(entireProcessTree: true);
            }
        }
    }

    [Fact]
    public async Task Every_figure_name_address_and_telephone_of_the_seeds_is_in_their_translations()
    {
        Assert.SkipWhen(Repository.Seeds is null, Repository.DatasetsMissing);
        Assert.SkipUnless(ParallelTexts.HasApertium, ParallelTexts.ApertiumMissing);
        using var folder = new TemporaryFolder();
        await using var newsroom = await Newsroom.StartAsync(folder["data"], ("Translation:Policy", "auto"));
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Seeds!, "expected.json")))!.AsObject();
        var (figures, held) = (0, new List<string>());
        foreach (var file in Directory.GetFiles(Repository.Seeds!, "*.txt").Order().Take(4))
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/plain; charset=utf-8");
            using var answer = await newsroom.Admin.PostAsync(new Uri("/api/releases/pages", UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            var original = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
            await newsroom.QuietAsync();
            foreach (var language in new[] { "es", "en" })
            {
                var job = await newsroom.TranslationAsync(original.Id(), language);
                if (job.Text("state") != "published")
                {
                    held.Add($"{Path.GetFileName(file)} {language}: {job["reason"]}");
                    continue;
                }

                var text = await newsroom.GetAsync($"/api/releases/{original.Id()}?lang={language}");
                var body = $"{text.Text("headline")}\n{text.Text("bodyText")}\n{string.Join('\n', text["about"]!.AsArray().Select(about => about!["text"]))}";
                Assert.DoesNotContain(body, letter => letter is '*' or '#');
                foreach (var figure in expected[Path.GetFileName(file)[..3]]!["numbers"]!.AsArray().Select(figure => figure!.GetValue<string>()))
                {
                    figures++;
                    Assert.All(NumberReader.Read(figure, "fr").Where(number => number.IsDigits), number =>
                        Assert.True(NumberReader.Read(body, language).Any(other => other.Means(number)), $"{figure} is missing in {language}: {body}"));
                }

                Assert.Equal(original["contacts"]!.AsArray().Select(Contact), text["contacts"]!.AsArray().Select(Contact));
            }
        }

        Figures.Add($"translation of the seeds by Apertium: {figures} figures intact in Spanish and English; held: {(held.Count == 0 ? "none" : string.Join("; ", held))}");
        Assert.True(figures >= 20, $"{figures} figures; held: {string.Join("; ", held)}");
    }

    private static string Contact(JsonNode? contact) => $"{contact!["name"]}: {contact["phones"]?.ToJsonString()} {contact["emails"]?.ToJsonString()}";

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static List<(int Id, string Name)> Descendants(int root)
    {
        var all = new List<(int Id, string Name, int Parent)>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                // "pid (name) state ppid": the name may hold anything but its last bracket.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var close = stat.LastIndexOf(')');
                all.Add((int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..close], int.Parse(stat[(close + 2)..].Split(' ')[1], CultureInfo.InvariantCulture)));
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        var found = new List<(int Id, string Name)>();
        var parents = new Queue<int>([root]);
        while (parents.TryDequeue(out var parent))
        {
            foreach (var child in all.Where(process => process.Parent == parent))
            {
                found.Add((child.Id, child.Name));
                parents.Enqueue(child.Id);
            }
        }

        return found;
    }
}
