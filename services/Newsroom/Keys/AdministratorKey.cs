using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Keys;

namespace Syndication.Newsroom.Keys;

/// <summary>
/// The first key: given as <c>Keys__Administrator</c>, else made at first start, or again once its file was deleted. The
/// file comes first, so that of several processes that start together all take the same key.
/// </summary>
internal sealed partial class AdministratorKey(
    KeyStore keys,
    IConfiguration configuration,
    IOptions<StorageOptions> storage,
    ILogger<AdministratorKey> logger) : IHostedService
{
    public const string FileName = "admin.key";

    private static readonly NewKey Administrator = new("administrator", [Scopes.Admin], [], null);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var text = Given() ?? Kept();

        // A key that is stored already stays as it is: revoked ones do not come back with a restart.
        await keys.AddAsync(text, Administrator, "start", cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private KeyText? Given() => configuration["Keys:Administrator"] is not { Length: > 0 } given ? null
        : KeyText.Read(given.Trim()) ?? throw Wrong("Keys__Administrator");

    private KeyText Kept()
    {
        var file = Path.GetFullPath(Path.Combine(storage.Value.Path, FileName));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var (text, isNew) = SecretFile.Keep(file, () => KeyText.Make().Text);
        if (isNew)
        {
            LogMade(logger, file);
        }

        return KeyText.Read(text) ?? throw Wrong(file);
    }

    private static OptionsValidationException Wrong(string where) => new(
        "Keys:Administrator",
        typeof(string),
        [$"{where} holds no key: a key is syn_, 16 hexadecimal digits, _, 64 hexadecimal digits. Delete it, and one is made."]);

    [LoggerMessage(LogLevel.Information, "The administrator's key is in {File}")]
    private static partial void LogMade(ILogger logger, string file);
}
