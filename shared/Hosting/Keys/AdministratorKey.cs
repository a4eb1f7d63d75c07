using Microsoft.Extensions.Options;

namespace Syndication.Hosting.Keys;

/// <summary>Makes the administrator's key at first start, or again once its file was deleted.</summary>
internal sealed partial class AdministratorKey(KeyStore keys, IOptions<StorageOptions> storage, ILogger<AdministratorKey> logger) : IHostedService
{
    public const string FileName = "admin.key";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(Path.Combine(storage.Value.Path, FileName));
        if (File.Exists(file))
        {
            return;
        }

        var (text, _) = await keys.MakeAsync("administrator", [Scopes.Admin], [], null, cancellationToken);
        SecretFile.Write(file, text);
        LogMade(logger, file);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "The administrator's key is in {File}")]
    private static partial void LogMade(ILogger logger, string file);
}
