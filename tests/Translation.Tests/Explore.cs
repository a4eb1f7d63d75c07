using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Syndication.Contracts;
using Syndication.Storage.Sqlite;
using Syndication.Translation.Checks;
using Syndication.Translation.Engines;
using Syndication.Translation.Glossary;
using Syndication.Translation.Memory;
using Syndication.Translation.Protecting;
using Syndication.Translation.Segmenting;
using Syndication.Translation.Translating;

namespace Syndication.Translation.Tests;

public sealed class Explore(ITestOutputHelper output)
{
    [Theory]
    [InlineData("fr", "es")]
    [InlineData("fr", "en")]
    [InlineData("en", "es")]
    [InlineData("es", "en")]
    [InlineData("en", "fr")]
    [InlineData("es", "fr")]
    public async Task Quality(string from, string to)
    {
        var pair = new LanguagePair(from, to);
        var n = int.Parse(Environment.GetEnvironmentVariable("N") ?? "1007");
        string[] Lines(string l) => [.. File.ReadAllLines(Path.Combine(Repository.Datasets!, "parallel", l + ".txt")).Take(n)];
        var (src, rf) = (Lines(from), Lines(to));
        using var engine = new ApertiumEngine(new EngineOptions { Kind = "apertium", Timeout = TimeSpan.FromMinutes(2) });
        using var routes = new EngineRoutes([engine], TimeProvider.System, NullLogger<EngineRoutes>.Instance);
        var route = (await routes.FindAsync(pair, false, default))!;
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["m.db"]);
        var translator = new SegmentTranslator(new TranslationMemory(store), TimeProvider.System);
        var context = new TextContext(pair, new GlossaryTerms(GlossaryFile.Shipped), []);
        var watch = Stopwatch.StartNew();
        var ours = new List<string>();
        var left = 0; var segs = 0;
        var kinds = new Dictionary<FindingKind, int>();
        var bad = new List<string>();
        foreach (var chunk in src.Chunk(50))
        {
            var per = chunk.Select(line => Segment.Of([new Run(line)]).ToList()).ToList();
            var all = await translator.TranslateAsync([.. per.SelectMany(x => x)], context, route, null, default);
            segs += all.Count;
            var at = 0;
            foreach (var p in per)
            {
                var mine = all.Skip(at).Take(p.Count).ToList();
                at += p.Count;
                foreach (var m in mine.Where(m => m.From == SegmentOrigin.Left))
                {
                    left++;
                    foreach (var f in m.Findings) { kinds[f.Kind] = kinds.GetValueOrDefault(f.Kind) + 1; }
                    bad.Add($"{string.Concat(m.Source.Select(r => r.Text))} => {string.Join(" ", m.Findings.Select(f => f.Detail))}");
                }
                ours.Add(string.Concat(mine.SelectMany(m => m.Target).Select(r => r.Text)));
            }
        }
        output.WriteLine($"{pair}: ours chrF {ChrF.Score(ours, rf):F2} in {watch.Elapsed}; left {left} of {segs}: {string.Join(", ", kinds)}");
        var bare = (await Task.WhenAll(src.Chunk(100).Select(async c => { var r = new List<string>(); foreach (var l in await route.TranslateAsync([.. c.Select(MarkedText.Of)], default)) { r.Add(l.Plain); } return r; }))).SelectMany(x => x).ToList();
        output.WriteLine($"bare -u {ChrF.Score(bare, rf):F2}");
        foreach (var i in Enumerable.Range(0, src.Length).OrderBy(i => ChrF.Score([ours[i]], [rf[i]]) - ChrF.Score([bare[i]], [rf[i]])).Take(25)) { output.WriteLine($"S {src[i]}\nB {bare[i]}\nO {ours[i]}\nR {rf[i]}\n"); }
        foreach (var b in bad.Take(40)) { output.WriteLine(b); }

        // Gate on references.
        var blocked = 0; var bk = new Dictionary<FindingKind, int>();
        var ex = new List<string>();
        for (var i = 0; i < src.Length; i++)
        {
            var findings = SegmentChecks.Check([new Run(src[i])], [new Run(rf[i])], context).ToList();
            if (findings.Count > 0) { blocked++; foreach (var k in findings.Select(f => f.Kind).Distinct()) { bk[k] = bk.GetValueOrDefault(k) + 1; } ex.Add($"{string.Join(" ", findings.Select(f => f.Detail))}\n   {src[i]}\n   {rf[i]}"); }
        }
        output.WriteLine($"references blocked {blocked} = {100.0 * blocked / src.Length:F1} %: {string.Join(", ", bk)}");
        foreach (var e in ex.Take(60)) { output.WriteLine(e); }
    }
}
