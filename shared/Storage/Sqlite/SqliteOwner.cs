namespace Syndication.Storage.Sqlite;

/// <summary>
/// This process as a holder of leases: a name, and a file beside the database that is locked for as long as the process
/// lives. The system frees the lock of a process that was killed, so its leases are seen to be over at once.
/// </summary>
internal sealed class SqliteOwner : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private readonly string _prefix;
    private readonly FileStream _lock;
    private long _lastLooked;
    private bool _hasNeighbours;

    private SqliteOwner(string prefix, string name, FileStream @lock)
    {
        _prefix = prefix;
        Name = name;
        _lock = @lock;
    }

    public string Name { get; }

    public static SqliteOwner Of(string databasePath)
    {
        var prefix = databasePath + ".owner-";
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var name = $"{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..12]}";
            if (TryLock(prefix + name, FileMode.CreateNew) is not { } @lock)
            {
                continue;
            }

            // Between its making and its locking somebody may have taken the file for a dead owner's and removed it.
            if (File.Exists(prefix + name))
            {
                var owner = new SqliteOwner(prefix, name, @lock);
                owner.Look();
                return owner;
            }

            @lock.Dispose();
        }

        throw new StoreException($"No lock file can be made beside {databasePath}.");
    }

    /// <summary>Whether the process of this name still runs.</summary>
    public bool IsAlive(string name)
    {
        if (name == Name)
        {
            return true;
        }

        // A name comes from a document: it must not lead to another file.
        return name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && IsLocked(_prefix + name);
    }

    /// <summary>Whether another live process has the database open, as of a second ago at most.</summary>
    public bool HasNeighbours()
    {
        if (TimeProvider.System.GetElapsedTime(_lastLooked) > Freshness)
        {
            Look();
        }

        return _hasNeighbours;
    }

    public void Dispose()
    {
        File.Delete(_lock.Name);
        _lock.Dispose();
    }

    private void Look()
    {
        _hasNeighbours = false;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(_prefix)!, Path.GetFileName(_prefix) + "*"))
        {
            _hasNeighbours |= file != _lock.Name && IsLocked(file);
        }

        _lastLooked = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Removes the file where nobody holds it.</summary>
    private static bool IsLocked(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        using var @lock = TryLock(file, FileMode.Open);
        if (@lock is null)
        {
            return File.Exists(file);
        }

        File.Delete(file);
        return false;
    }

    private static FileStream? TryLock(string file, FileMode mode)
    {
        try
        {
            return new FileStream(file, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
