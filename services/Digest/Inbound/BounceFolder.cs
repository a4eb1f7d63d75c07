using Microsoft.Extensions.Options;
using Syndication.Storage;

namespace Syndication.Digest.Inbound;

/// <summary>Reads what a mail server drops into a folder, and removes it: nobody's address stays there.</summary>
internal sealed partial class BounceFolder(Returns returns, IOptions<DigestOptions> options, TimeProvider time, ILogger<BounceFolder> logger) : BackgroundService
{
    private const int Largest = 10 * 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A file that changed more recently may still be being written.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.BounceFolder is not { Length: > 0 } folder)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ScanAsync(folder, stoppingToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StoreException)
            {
                LogFailed(logger, folder, exception.Message);
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private async Task ScanAsync(string folder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => file.Name[0] != '.' && now - file.LastWriteTimeUtc > Settled).ToList())
        {
            try
            {
                if (file.Length <= Largest)
                {
                    await returns.TakeAsync(await File.ReadAllBytesAsync(file.FullName, cancellationToken), cancellationToken);
                }

                file.Delete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Those behind it are read all the same.
                LogFailed(logger, file.FullName, exception.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Of bounces, {Path} can't be read: {Reason}")]
    private static partial void LogFailed(ILogger logger, string path, string reason);
}
