namespace Syndication.Benchmarks.Figures;

/// <summary>A Markdown table.</summary>
internal sealed class Table(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public async Task WriteAsync(TextWriter output, string title)
    {
        await output.WriteLineAsync($"\n### {title}\n");
        await output.WriteLineAsync($"| {string.Join(" | ", headers)} |");
        await output.WriteLineAsync($"|{string.Concat(headers.Select(_ => "---|"))}");
        foreach (var row in _rows)
        {
            await output.WriteLineAsync($"| {string.Join(" | ", row)} |");
        }
    }
}
