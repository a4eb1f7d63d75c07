using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Search.Querying;
using Syndication.Storage;

namespace Syndication.Search.Indexing;

/// <summary>
/// The full-text index of this process: an FTS5 file that follows the projection, and a catalogue in memory. The position
/// is committed with the rows, so that a restart goes on where it stopped; a file that is damaged, or of another version,
/// is made anew.
/// </summary>
internal sealed partial class SearchIndex : IProjectionReplica, IDisposable
{
    /// <summary>A generation that no projection has: the follower's next poll resets, and all rows are read.</summary>
    private static readonly ReplicaPosition Nowhere = new(-1, 0);

    private readonly ILogger<SearchIndex> _logger;
    private readonly IndexSlot _slot;

    /// <summary>Held for reading by searches, for writing by the instant in which file and catalogue change together.</summary>
    private readonly ReaderWriterLockSlim _view = new();
    private readonly Lock _writing = new();

    private IndexFile _file;
    private IndexWriter _writer;
    private Catalogue _catalogue = new();

    public SearchIndex(IOptions<StorageOptions> storage, ILogger<SearchIndex> logger)
    {
        _logger = logger;
        _slot = IndexSlot.Take(storage.Value.Path);
        var file = IndexFile.OpenExisting(_slot.Path, _catalogue, out var position);
        if (file is null)
        {
            LogNew(_slot.Path);
            _catalogue = new Catalogue();
            file = IndexFile.Create(_slot.Path);
        }

        _file = file;
        _writer = new IndexWriter(file);
        Position = position;
    }

    public ReplicaPosition Position { get; private set; }

    /// <summary>Whether an edition in the index has this value; see <see cref="FacetKey"/>.</summary>
    public bool Knows(string facetKey) => Read((_, catalogue) => catalogue.Facets.IsUsed(facetKey));

    /// <exception cref="StoreException">The file turned out damaged; it is being made anew.</exception>
    public SearchResult Search(SearchRequest request) =>
        Read((connection, catalogue) => new IndexSearch(connection, catalogue).Run(request));

    public Task ApplyAsync(IReadOnlyList<ProjectedRelease> rows, ReplicaPosition position, CancellationToken cancellationToken)
    {
        lock (_writing)
        {
            try
            {
                Apply(rows, position);
            }
            catch (SqliteException exception) when (IndexFile.IsDamage(exception))
            {
                StartAnew(exception.Message);
            }
            catch (SqliteException exception)
            {
                throw new StoreException($"The search index can't be written: {exception.Message}", exception);
            }
        }

        return Task.CompletedTask;
    }

    public Task ResetAsync(CancellationToken cancellationToken)
    {
        lock (_writing)
        {
            StartAnew("all rows are read again");
            Position = default;
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        lock (_writing)
        {
            _writer.Dispose();
            _file.Dispose();
            _slot.Dispose();
        }

        _view.Dispose();
    }

    private void Apply(IReadOnlyList<ProjectedRelease> rows, ReplicaPosition position)
    {
        // Who brings them may not know yet that the rows before them are gone: all of them follow the reset.
        if (Position == Nowhere)
        {
            return;
        }

        if (rows.Count == 0 && position == Position)
        {
            return;
        }

        var changes = new List<IndexChange>();
        using (var transaction = _writer.Write(rows, position, changes))
        {
            _view.EnterWriteLock();
            try
            {
                transaction.Commit();
                foreach (var change in changes)
                {
                    _catalogue.Apply(change);
                }

                Position = position;
            }
            finally
            {
                _view.ExitWriteLock();
            }
        }

        _file.AfterCommit();
        if (changes.Count > 0)
        {
            _writer.Merge(changes.Count);
        }
    }

    private T Read<T>(Func<SqliteConnection, Catalogue, T> read)
    {
        IndexFile? damaged;
        _view.EnterReadLock();
        try
        {
            var reader = _file.Rent();
            var result = read(reader, _catalogue);
            _file.Return(reader);
            return result;
        }
        catch (SqliteException exception) when (IndexFile.IsDamage(exception))
        {
            damaged = _file;
        }
        finally
        {
            _view.ExitReadLock();
        }

        lock (_writing)
        {
            if (ReferenceEquals(damaged, _file))
            {
                StartAnew("it was found damaged");
            }
        }

        throw new StoreException("The search index was damaged and is being made anew.");
    }

    private void StartAnew(string reason)
    {
        LogAnew(_slot.Path, reason);
        _view.EnterWriteLock();
        try
        {
            _writer.Dispose();
            _file.Dispose();
            _file = IndexFile.Create(_slot.Path);
            _writer = new IndexWriter(_file);
            _catalogue = new Catalogue();
            Position = Nowhere;
        }
        finally
        {
            _view.ExitWriteLock();
        }
    }

    [LoggerMessage(LogLevel.Information, "The search index {Path} is new: it is filled from the projection")]
    private partial void LogNew(string path);

    [LoggerMessage(LogLevel.Warning, "The search index {Path} is made anew: {Reason}")]
    private partial void LogAnew(string path, string reason);
}
