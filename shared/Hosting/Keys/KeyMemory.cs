namespace Syndication.Hosting.Keys;

/// <summary>The last answers about keys, by the key's hash: at most so many, those given longest ago go first. Not for several threads.</summary>
internal sealed class KeyMemory(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<Remembered>> _byHash = [];
    private readonly LinkedList<Remembered> _byAge = [];

    public int Count => _byHash.Count;

    public Remembered? Find(string hash) => _byHash.TryGetValue(hash, out var node) ? node.Value : null;

    public void Put(Remembered answer)
    {
        Remove(answer.Hash);
        _byHash[answer.Hash] = _byAge.AddFirst(answer);
        if (_byHash.Count > capacity)
        {
            Remove(_byAge.Last!.Value.Hash);
        }
    }

    public void Remove(string hash)
    {
        if (_byHash.Remove(hash, out var node))
        {
            _byAge.Remove(node);
        }
    }

    /// <summary>Forgets a key by its public part.</summary>
    public void RemoveKey(string id)
    {
        foreach (var answer in _byAge.Where(answer => answer.Holder?.Id == id).ToList())
        {
            Remove(answer.Hash);
        }
    }
}

/// <summary>What Newsroom said.</summary>
/// <param name="Holder">Null where the key was refused.</param>
/// <param name="At">A timestamp of the monotonic clock.</param>
internal sealed record Remembered(string Hash, KeyHolder? Holder, long At);
