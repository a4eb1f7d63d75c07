using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Syndication.Ingestion.Extraction;

namespace Syndication.Ingestion.Tests.Extraction;

/// <summary>The five seeds and what each must come out as; compared as their README says.</summary>
internal static partial class Seeds
{
    public static readonly string[] Names = ["000", "001", "002", "003", "004"];

    public static Page Page(string name)
    {
        var file = Directory.GetFiles(Repository.Seeds!, name + "_*.txt").Single();
        return new Page(File.ReadAllBytes(file), "text/plain", "seeds");
    }

    public static JsonElement Expected(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Seeds!, "expected.json")));
        return json.RootElement.GetProperty(name).Clone();
    }

    public static SourceProfile Learned(IEnumerable<string> names)
    {
        var extractor = new Extractor();
        return names.Aggregate(new SourceProfile { Id = "seeds" }, (profile, name) => extractor.Learn(Page(name), profile));
    }

    /// <summary>NFC, every run of white space one space, ’ as '.</summary>
    public static string Folded(string? text) =>
        Spaces().Replace((text ?? "").Normalize(NormalizationForm.FormC), " ").Trim().Replace('’', '\'');

    public static void AssertStartsAndEnds(JsonElement expected, string actual)
    {
        var text = Folded(actual);
        var starts = Folded(expected.GetProperty("starts").GetString());
        var ends = Folded(expected.GetProperty("ends").GetString());
        Assert.True(text.StartsWith(starts, StringComparison.Ordinal), $"should start with \"{starts}\": {text}");
        Assert.True(text.EndsWith(ends, StringComparison.Ordinal), $"should end with \"{ends}\": {text}");
    }

    [GeneratedRegex(@"[\s\u00A0\u202F\u2009]+")]
    private static partial Regex Spaces();
}
