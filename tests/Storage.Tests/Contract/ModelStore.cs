namespace Syndication.Storage.Tests.Contract;

/// <summary>The port's promises over a dictionary, written for nothing but to be obvious.</summary>
internal sealed class ModelStore
{
    private readonly SortedDictionary<string, Note> _notes = new(StringComparer.Ordinal);

    public IEnumerable<Note> All => _notes.Values;

    public Note? Get(string id) => _notes.GetValueOrDefault(id);

    public bool Insert(Note note) => !_notes.ContainsKey(note.Id) && Set(note);

    public bool Replace(Note note, long? ifRank) => Holds(note.Id, ifRank) && Set(note);

    public bool Upsert(Note note, long? ifRank) => (!_notes.ContainsKey(note.Id) || Holds(note.Id, ifRank)) && Set(note);

    public bool Delete(string id, long? ifRank) => Holds(id, ifRank) && _notes.Remove(id);

    public IEnumerable<Note> Ordered(Func<Note, bool> filter, bool isDescending)
    {
        var ordered = All.Where(filter).OrderBy(note => note.Rank ?? long.MinValue).ThenBy(note => note.Id, StringComparer.Ordinal);
        return isDescending ? ordered.Reverse() : ordered;
    }

    private bool Holds(string id, long? ifRank) => _notes.TryGetValue(id, out var note) && (ifRank is null || note.Rank == ifRank);

    private bool Set(Note note)
    {
        if (All.Any(other => other.Id != note.Id && other.Key == note.Key))
        {
            return false;
        }

        _notes[note.Id] = note;
        return true;
    }
}
