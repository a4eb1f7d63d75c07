using System.Text;
using System.Text.Json.Serialization;
using Syndication.Storage;

namespace Syndication.Digest.Subscriptions;

/// <summary>Addresses that nothing holds any more, and that could not be made sure to be in no file.</summary>
/// <param name="Texts">The addresses in Base64: as they are, this would be what holds them.</param>
/// <param name="DueAt">Unix milliseconds.</param>
internal sealed record Forgetting(string Id, IReadOnlyList<string> Texts, int Failures, long DueAt)
{
    public static CollectionDefinition<Forgetting> Collection { get; } = new("forgettings", forgetting => forgetting.Id);

    [JsonIgnore]
    public IEnumerable<string> Addresses => Texts.Select(text => Encoding.UTF8.GetString(Convert.FromBase64String(text)));

    public static Forgetting Of(IEnumerable<string> addresses, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now).ToString(), [.. addresses.Distinct().Select(address => Convert.ToBase64String(Encoding.UTF8.GetBytes(address)))], 0, now.ToUnixTimeMilliseconds());
}

/// <summary>What is still to be forgotten.</summary>
internal sealed class ForgettingStore([FromKeyedServices(DigestModule.ServiceName)] IDocumentStore store, TimeProvider time)
{
    private const int MostAtOnce = 100;

    /// <summary>Doubles with each failure: another's document may hold an address for long, and looking costs a rewrite of the file.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(10);

    private const int MostDoublings = 8;

    private readonly IDocumentCollection<Forgetting> _forgettings = store.Collection(Forgetting.Collection);

    public Task AddAsync(IEnumerable<string> addresses, CancellationToken cancellationToken) =>
        _forgettings.InsertAsync(Forgetting.Of(addresses, time.GetUtcNow()), cancellationToken);

    public async Task<IReadOnlyList<Forgetting>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return [.. (await _forgettings.QueryAsync(new Query<Forgetting>("id").Take(MostAtOnce), cancellationToken)).Items.Where(forgetting => forgetting.DueAt <= now)];
    }

    public Task RemoveAsync(Forgetting forgetting, CancellationToken cancellationToken) => _forgettings.DeleteAsync(forgetting.Id, cancellationToken: cancellationToken);

    public Task PutOffAsync(Forgetting forgetting, CancellationToken cancellationToken) => _forgettings.ReplaceAsync(
        forgetting with
        {
            Failures = forgetting.Failures + 1,
            DueAt = (time.GetUtcNow() + (FirstPause * (1 << Math.Min(forgetting.Failures, MostDoublings)))).ToUnixTimeMilliseconds(),
        },
        cancellationToken: cancellationToken);
}
