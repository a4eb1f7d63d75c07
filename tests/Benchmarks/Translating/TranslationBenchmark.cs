using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Syndication.Benchmarks.Figures;
using Syndication.Contracts;
using Syndication.Storage.Sqlite;
using Syndication.Testing;
using Syndication.Translation;
using Syndication.Translation.Engines;
using Syndication.Translation.Glossary;
using Syndication.Translation.Memory;
using Syndication.Translation.Protecting;
using Syndication.Translation.Segmenting;
using Syndication.Translation.Translating;

namespace Syndication.Benchmarks.Translating;

/// <summary>
/// B11, translation: texts a second and calls to an engine that takes 50 ms and bears 8 at once, beside Little's limit; a
/// real APy beside a bare loop over it; what is asked of an engine that fails; and chrF beside bare Apertium.
/// </summary>
internal static class TranslationBenchmark
{
    private const int Texts = 1_000;
    private const double Duplicates = 0.3;
    private const int AtOnce = 8;
    private static readonly LanguagePair Pair = new("fr", "es");

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        var clients = services.GetRequiredService<IHttpClientFactory>();
        var table = new Table("engine", "texts", "distinct", "calls", "calls/s", "ceiling/s", "ratio");
        await MockAsync(table, clients, options, cancellationToken);
        await ApyAsync(table, clients, options, cancellationToken);
        await table.WriteAsync(output, "B11 translation: 30 % duplicates; ceilings: 8 at once / 50 ms; a bare loop of 8 over the same APy");
        await FailingAsync(output, clients, cancellationToken);
        await QualityAsync(output, cancellationToken);
    }

    private static async Task MockAsync(Table table, IHttpClientFactory clients, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var (rates, calls, distinct) = (new Series(), 0, 0);
        for (var round = 0; round <= options.Rounds; round++)
        {
            await using var mock = await MockEngine.StartAsync(cancellationToken);
            using var engine = new LibreTranslateEngine(new EngineOptions { Kind = "libretranslate", Url = mock.Url, Concurrency = AtOnce }, clients, TimeProvider.System);
            var texts = Sentences(i => $"Ceci est le texte {Letters(i)} du lac.");
            (var seconds, distinct) = await TranslateAsync(engine, texts, cancellationToken);
            calls = mock.Calls;
            if (round > 0)
            {
                rates.Add(calls / seconds);
            }
        }

        var limit = AtOnce / MockEngine.Takes.TotalSeconds;
        table.Add("mock, 50 ms", $"{Texts}", $"{distinct}", $"{calls}", rates.Text(), limit.ToString("F0", CultureInfo.InvariantCulture), (rates.Median / limit).ToString("F2", CultureInfo.InvariantCulture));
    }

    private static async Task ApyAsync(Table table, IHttpClientFactory clients, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        if (!File.Exists("/usr/bin/apertium-apy") || Repository.Datasets is null)
        {
            table.Add("apertium-apy", "–", "–", "–", "not installed, or no data", "–", "–");
            return;
        }

        var port = Ports.Free();
        using var server = Process.Start(new ProcessStartInfo("apertium-apy", ["-p", $"{port}", "/usr/share/apertium/modes"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        try
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(Repository.Datasets, "parallel", "fr.txt"), cancellationToken);
            var texts = Sentences(i => lines[i % lines.Length]);
            var (ours, bare, distinct) = (new Series(), new Series(), 0);
            for (var round = 0; round <= options.Rounds; round++)
            {
                using var engine = new ApyEngine(new EngineOptions { Kind = "apy", Url = $"http://127.0.0.1:{port}", Concurrency = AtOnce, Timeout = TimeSpan.FromMinutes(1) }, clients, TimeProvider.System);
                while (!await AnswersAsync(engine, cancellationToken))
                {
                    await Task.Delay(100, cancellationToken);
                }

                (var seconds, distinct) = await TranslateAsync(engine, texts, cancellationToken);
                var start = Stopwatch.GetTimestamp();
                await Parallel.ForEachAsync(texts.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (text, token) =>
                    await engine.TranslateAsync(Pair, [MarkedText.Of(text)], token));
                if (round > 0)
                {
                    ours.Add(distinct / seconds);
                    bare.Add(distinct / Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
            }

            table.Add("apertium-apy", $"{Texts}", $"{distinct}", "–", ours.Text(), bare.Text(), (ours.Median / bare.Median).ToString("F2", CultureInfo.InvariantCulture));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static async Task FailingAsync(TextWriter output, IHttpClientFactory clients, CancellationToken cancellationToken)
    {
        await using var mock = await MockEngine.StartAsync(cancellationToken);
        mock.IsFailing = true;
        using var engine = new LibreTranslateEngine(new EngineOptions { Kind = "libretranslate", Url = mock.Url }, clients, TimeProvider.System);
        var start = Stopwatch.GetTimestamp();
        var (asked, opened) = (0, 0);
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20))
        {
            asked++;
            try
            {
                await engine.TranslateAsync(Pair, [MarkedText.Of("Ceci est un texte.")], cancellationToken);
            }
            catch (EngineException exception)
            {
                opened = opened == 0 && exception.RetryAfter is not null ? mock.Calls : opened;
            }

            await Task.Delay(50, cancellationToken);
        }

        await output.WriteLineAsync($"\nAn engine that answers 500: {asked} texts in 20 s, {opened} calls until it was left alone, {mock.Calls - opened} after that.");
    }

    private static async Task QualityAsync(TextWriter output, CancellationToken cancellationToken)
    {
        if (Repository.Datasets is null || !File.Exists("/usr/share/apertium/modes/fr-es.mode"))
        {
            await output.WriteLineAsync("\nchrF: Apertium or the data is not there.");
            return;
        }

        var table = new Table("pair", "chrF, pipeline", "chrF, bare Apertium", "sentences", "left in the original");
        foreach (var pair in new[] { Pair, new LanguagePair("fr", "en") })
        {
            using var engine = new ApertiumEngine(new EngineOptions { Kind = "apertium", Timeout = TimeSpan.FromMinutes(5) });
            var route = await RouteAsync(engine, pair, cancellationToken);
            var lines = await File.ReadAllLinesAsync(Path.Combine(Repository.Datasets, "parallel", $"{pair.Source}.txt"), cancellationToken);
            var references = await File.ReadAllLinesAsync(Path.Combine(Repository.Datasets, "parallel", $"{pair.Target}.txt"), cancellationToken);
            using var folder = new TemporaryFolder();
            await using var store = SqliteDocumentStore.Open(folder["memory.db"]);
            var translator = new SegmentTranslator(new TranslationMemory(store), TimeProvider.System);
            var (ours, left, count) = (new List<string>(), 0, 0);
            foreach (var line in lines)
            {
                var segments = await translator.TranslateAsync([.. Segment.Of([new Run(line)])], Context(pair), route, null, cancellationToken);
                ours.Add(string.Concat(segments.SelectMany(segment => segment.Target).Select(run => run.Text)));
                (left, count) = (left + segments.Count(segment => segment.From == SegmentOrigin.Left), count + segments.Count);
            }

            var bare = await route.TranslateAsync([.. lines.Select(MarkedText.Of)], cancellationToken);
            table.Add(
                $"{pair}",
                ChrF.Score(ours, references).ToString("F2", CultureInfo.InvariantCulture),
                ChrF.Score([.. bare.Select(text => text.Plain)], references).ToString("F2", CultureInfo.InvariantCulture),
                $"{count}",
                $"{left}");
        }

        await table.WriteAsync(output, "chrF on data/parallel");
    }

    private static async Task<(double Seconds, int Distinct)> TranslateAsync(ITranslationEngine engine, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var route = await RouteAsync(engine, Pair, cancellationToken);
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["memory.db"]);
        var translator = new SegmentTranslator(new TranslationMemory(store), TimeProvider.System);
        var start = Stopwatch.GetTimestamp();

        // As releases come: some sentences each, several at a time.
        await Parallel.ForEachAsync(texts.Chunk(20), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (release, token) =>
            await translator.TranslateAsync([.. release.Select(text => new Segment([new Run(text)]))], Context(Pair), route, null, token));
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, texts.Distinct().Count());
    }

    private static async Task<EngineRoute> RouteAsync(ITranslationEngine engine, LanguagePair pair, CancellationToken cancellationToken) =>
        await new EngineRoutes([engine], TimeProvider.System, NullLogger<EngineRoutes>.Instance).FindAsync(pair, isLocalOnly: false, cancellationToken)
        ?? throw new BenchmarkException($"{engine.Name} does not offer {pair}.");

    private static async Task<bool> AnswersAsync(ApyEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            return (await engine.PairsAsync(cancellationToken)).Count > 0;
        }
        catch (EngineException)
        {
            return false;
        }
    }

    private static TextContext Context(LanguagePair pair) => new(pair, new GlossaryTerms(GlossaryFile.Shipped), []);

    /// <summary>Three in ten are of those before.</summary>
    private static List<string> Sentences(Func<int, string> text)
    {
        var random = new Random(11);
        var texts = new List<string>(Texts);
        for (var i = 0; texts.Count < Texts; i++)
        {
            texts.Add(texts.Count > 0 && random.NextDouble() < Duplicates ? texts[random.Next(texts.Count)] : text(i));
        }

        return texts;
    }

    // No figures: those are checked.
    private static string Letters(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('k' + (digit - '0'))));
}
