using Microsoft.Extensions.Logging.Abstractions;
using Syndication.Contracts;
using Syndication.Storage.Sqlite;
using Syndication.Translation.Engines;
using Syndication.Translation.Glossary;
using Syndication.Translation.Memory;
using Syndication.Translation.Protecting;
using Syndication.Translation.Segmenting;
using Syndication.Translation.Translating;

namespace Syndication.Translation.Tests.Quality;

/// <summary>News segments in several languages, and what the pipeline makes of them with the real Apertium.</summary>
internal static class ParallelTexts
{
    public const string ApertiumMissing = "Needs Apertium: apt-get install apertium apertium-fr-es apertium-eng-spa";

    public static bool HasApertium => File.Exists("/usr/share/apertium/modes/fr-es.mode") && File.Exists("/usr/share/apertium/modes/spa-eng.mode");

    public static IReadOnlyList<string> Lines(string language) =>
        File.ReadAllLines(Path.Combine(Repository.Datasets!, "parallel", language + ".txt"));

    /// <summary>Segments of our own, as press offices write them.</summary>
    public static IReadOnlyList<string> Own(string language) =>
        File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Translation.Tests", "TestData", $"segments.{language}.txt"));

    public static TextContext Context(LanguagePair pair) => new(pair, new GlossaryTerms(GlossaryFile.Shipped), []);

    /// <summary>Each line's sentences, translated.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<TranslatedSegment>>> TranslateAsync(IReadOnlyList<string> lines, LanguagePair pair)
    {
        using var engine = Engine();
        var route = await RouteAsync(engine, pair);
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["memory.db"]);
        var translator = new SegmentTranslator(new TranslationMemory(store), TimeProvider.System);
        var sentences = lines.Select(line => Segment.Of([new Run(line)]).ToList()).ToList();
        var all = await translator.TranslateAsync([.. sentences.SelectMany(line => line)], Context(pair), route, null, CancellationToken.None);
        var next = 0;
        return [.. sentences.Select(line => (IReadOnlyList<TranslatedSegment>)[.. line.Select(_ => all[next++])])];
    }

    /// <summary>What the engine makes of the lines without us.</summary>
    public static async Task<IReadOnlyList<string>> BareAsync(IReadOnlyList<string> lines, LanguagePair pair)
    {
        using var engine = Engine();
        var route = await RouteAsync(engine, pair);
        var bare = new List<string>();
        foreach (var chunk in lines.Chunk(50))
        {
            bare.AddRange((await route.TranslateAsync([.. chunk.Select(MarkedText.Of)], CancellationToken.None)).Select(text => text.Plain));
        }

        return bare;
    }

    public static string Text(IEnumerable<TranslatedSegment> segments) => string.Concat(segments.SelectMany(segment => segment.Target).Select(run => run.Text));

    private static ApertiumEngine Engine() => new(new EngineOptions { Kind = "apertium", Timeout = TimeSpan.FromMinutes(3) });

    private static async Task<EngineRoute> RouteAsync(ApertiumEngine engine, LanguagePair pair)
    {
        var routes = new EngineRoutes([engine], TimeProvider.System, NullLogger<EngineRoutes>.Instance);
        return await routes.FindAsync(pair, isLocalOnly: true, CancellationToken.None) ?? throw new InvalidOperationException($"No {pair}.");
    }
}
