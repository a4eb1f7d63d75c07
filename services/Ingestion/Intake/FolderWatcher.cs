using Microsoft.Extensions.Options;
using Syndication.Ingestion.Releases;
using Syndication.Storage;

namespace Syndication.Ingestion.Intake;

/// <summary>Looks at the watched folders again and again; a file is read once it has been left alone for a moment.</summary>
internal sealed partial class FolderWatcher(BatchIntake batch, IOptions<IngestionOptions> options, TimeProvider time, ILogger<FolderWatcher> logger) : BackgroundService
{
    /// <summary>A file that changed more recently may still be being written.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    /// <summary>What each file looked like when it was last read: unchanged ones are not opened again.</summary>
    private readonly Dictionary<string, (long Length, DateTime ChangedAt)> _seen = [];

    /// <summary>Why files wait that are tried again at each look.</summary>
    private readonly Dictionary<string, string> _waiting = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Folders.Count == 0)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var folder in options.Value.Folders)
            {
                try
                {
                    await ScanAsync(folder, stoppingToken);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StoreException)
                {
                    LogFailed(logger, folder.Path, exception.Message);
                }
            }

            await Task.Delay(options.Value.FolderInterval, time, stoppingToken);
        }
    }

    private async Task ScanAsync(WatchedFolder folder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var changed = PageFiles.In(folder.Path, folder.Source)
            .Select(file => (File: file, Info: new FileInfo(file.Path)))
            .Where(found => found.Info.Exists
                && now - found.Info.LastWriteTimeUtc > Settled
                && _seen.GetValueOrDefault(found.File.Path) != (found.Info.Length, found.Info.LastWriteTimeUtc))
            .ToList();
        if (changed.Count == 0)
        {
            return;
        }

        var results = await batch.SubmitAsync([.. changed.Select(found => found.File)], new Caller("folder", Via.Folder), null, cancellationToken);
        var passing = results.Where(result => result.IsPassing).Select(result => result.File.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (file, info) in changed.Where(found => !passing.Contains(found.File.Path)))
        {
            _seen[file.Path] = (info.Length, info.LastWriteTimeUtc);
            _waiting.Remove(file.Path);
        }

        foreach (var result in results)
        {
            switch (result)
            {
                case { Refusal: { } refusal }:
                    Tell(result, refusal);
                    break;
                case { Outcome: Outcome.InDoubt doubt }:
                    LogQuarantined(logger, result.File.Path, string.Join(" ", doubt.Page.Reasons));
                    break;
                case { Outcome: Outcome.Conflict conflict }:
                    Tell(result, conflict.Detail);
                    break;
            }
        }
    }

    /// <summary>Says why a file was refused; of one that is tried again at each look, when that is another reason.</summary>
    private void Tell(FileResult result, string reason)
    {
        if (!result.IsPassing || _waiting.GetValueOrDefault(result.File.Path) != reason)
        {
            LogRefused(logger, result.File.Path, reason);
        }

        if (result.IsPassing)
        {
            _waiting[result.File.Path] = reason;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The watched folder {Folder} can't be read now: {Reason}")]
    private static partial void LogFailed(ILogger logger, string folder, string reason);

    [LoggerMessage(LogLevel.Warning, "{File} was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, string file, string reason);

    [LoggerMessage(LogLevel.Warning, "{File} was quarantined: {Reasons}")]
    private static partial void LogQuarantined(ILogger logger, string file, string reasons);
}
