namespace Syndication.Search.Indexing;

/// <summary>Numbers the values of all facets, and counts the editions that have each.</summary>
internal sealed class FacetValues
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _keys = [];
    private readonly List<int> _editions = [];

    public int Count => _keys.Count;

    /// <summary>"topic:migration" of a number.</summary>
    public string Key(int number) => _keys[number];

    /// <summary>Whether an edition in the index has the value.</summary>
    public bool IsUsed(string key) => _numbers.TryGetValue(key, out var number) && _editions[number] > 0;

    public int Number(string key)
    {
        if (!_numbers.TryGetValue(key, out var number))
        {
            number = _keys.Count;
            _numbers.Add(key, number);
            _keys.Add(key);
            _editions.Add(0);
        }

        return number;
    }

    public void Use(int[] numbers, int editions)
    {
        foreach (var number in numbers)
        {
            _editions[number] += editions;
        }
    }
}
