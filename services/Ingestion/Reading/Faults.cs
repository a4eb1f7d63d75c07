namespace Syndication.Ingestion.Reading;

/// <summary>Every fault of a document, by JSON path.</summary>
internal sealed class Faults
{
    private readonly SortedDictionary<string, List<string>> _byPath = new(StringComparer.Ordinal);

    public bool Any => _byPath.Count > 0;

    public void Add(string path, string sentence)
    {
        if (!_byPath.TryGetValue(path, out var sentences))
        {
            _byPath[path] = sentences = [];
        }

        sentences.Add(sentence);
    }

    public IReadOnlyDictionary<string, string[]> ToDictionary() => _byPath.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
}
