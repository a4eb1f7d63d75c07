namespace Syndication.Search.Indexing;

/// <summary>
/// The file name that a process has for its index. Replicas may share a data folder but never an index: the first takes
/// "search-index.db", the next "search-index-2.db". The lock ends with the process, however that ends.
/// </summary>
internal sealed class IndexSlot : IDisposable
{
    private const int MostReplicas = 64;

    private readonly FileStream _lock;

    private IndexSlot(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public static IndexSlot Take(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var number = 1; number < MostReplicas; number++)
        {
            var path = System.IO.Path.Combine(folder, number == 1 ? "search-index.db" : $"search-index-{number}.db");
            try
            {
                return new IndexSlot(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path + ".lock"))
            {
                // Another replica has it.
            }
        }

        throw new IOException($"{MostReplicas} search indexes are in use in {folder}: give this replica a folder of its own (Storage__Path).");
    }

    public void Dispose() => _lock.Dispose();
}
