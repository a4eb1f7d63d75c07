using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.RateLimiting;
using Syndication.Contracts;
using Syndication.Hosting.Http;

namespace Syndication.Hosting.Keys;

/// <summary>
/// Asks Newsroom whose key it is, one call a key however many requests wait for it, and remembers the answer for 5 s.
/// Where Newsroom does not answer, what it said of a valid key counts for 10 minutes. Keys that nobody knows are
/// remembered apart, so that guesses push out no valid key, and an address that shows many of them has to wait.
/// </summary>
public sealed class KeyChecker(IHttpClientFactory clients, ServiceAddresses addresses, TimeProvider time) : IDisposable
{
    private const int MostKeys = 10_000;
    private const int MostRefused = 10_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>Asked again ahead of its end, a key that is in use makes no request wait.</summary>
    private static readonly TimeSpan Ageing = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How long a call may take; a request that an older answer would do for waits less.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>After a call that failed, the next one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly KeyMemory _known = new(MostKeys);
    private readonly KeyMemory _refused = new(MostRefused);
    private readonly Dictionary<string, (string Id, Task<KeyAnswer> Answer)> _asking = [];
    private readonly PartitionedRateLimiter<IPAddress?> _unknownKeys = ClientLimit.Of(burst: 30, each: TimeSpan.FromSeconds(2));
    private long? _failedAt;

    /// <param name="client">Who shows it; counted where the key is one that this process has not heard of.</param>
    public async Task<KeyAnswer> CheckAsync(KeyText key, IPAddress? client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var (remembered, asking) = Look(key, client);
        if (asking is null)
        {
            return AnswerOf(remembered);
        }

        try
        {
            var answer = await asking.WaitAsync(remembered is null ? Deadline : Patience, time, cancellationToken);
            return answer.Verdict == KeyVerdict.Unavailable && remembered is not null ? AnswerOf(remembered) : answer;
        }
        catch (TimeoutException)
        {
            return remembered is null ? new KeyAnswer(KeyVerdict.Unavailable) : AnswerOf(remembered);
        }
    }

    /// <summary>Forgets a key, and what is being asked about it, so that its revocation is effective here at once.</summary>
    public void Forget(string id)
    {
        lock (_lock)
        {
            _known.RemoveKey(id);
            foreach (var hash in _asking.Where(asking => asking.Value.Id == id).Select(asking => asking.Key).ToList())
            {
                _asking.Remove(hash);
            }
        }
    }

    public void Dispose() => _unknownKeys.Dispose();

    /// <summary>What is remembered, and the call to wait for where that is not fresh enough.</summary>
    private (Remembered? Remembered, Task<KeyAnswer>? Asking) Look(KeyText key, IPAddress? client)
    {
        lock (_lock)
        {
            var remembered = _known.Find(key.Hash);
            if (remembered is not null && time.GetElapsedTime(remembered.At) > Longest)
            {
                _known.Remove(key.Hash);
                remembered = null;
            }

            var newest = remembered ?? _refused.Find(key.Hash);
            var isPausing = _failedAt is { } failedAt && time.GetElapsedTime(failedAt) < Pause;
            if (newest is not null && time.GetElapsedTime(newest.At) < Fresh)
            {
                if (newest.Holder is not null && time.GetElapsedTime(newest.At) >= Ageing && !isPausing && !_asking.ContainsKey(key.Hash))
                {
                    Ask(key);
                }

                return (newest, null);
            }

            if (_asking.TryGetValue(key.Hash, out var asking))
            {
                return (remembered, asking.Answer);
            }

            if (isPausing)
            {
                return (remembered, Task.FromResult(new KeyAnswer(KeyVerdict.Unavailable)));
            }

            if (remembered is null && !_unknownKeys.AttemptAcquire(client).IsAcquired)
            {
                return (null, Task.FromResult(new KeyAnswer(KeyVerdict.TooMany)));
            }

            return (remembered, Ask(key));
        }
    }

    /// <summary>Starts a call. Not with a request's cancellation: others wait for the same answer.</summary>
    private Task<KeyAnswer> Ask(KeyText key)
    {
        var answer = Task.Run(() => AskAsync(key), CancellationToken.None);
        _asking[key.Hash] = (key.Id, answer);
        return answer;
    }

    private async Task<KeyAnswer> AskAsync(KeyText key)
    {
        Remembered? said = null;
        try
        {
            using var deadline = new CancellationTokenSource(Deadline, time);
            said = new Remembered(key.Hash, await FetchAsync(key, deadline.Token), time.GetTimestamp());
            return AnswerOf(said);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException or InvalidOperationException)
        {
            return new KeyAnswer(KeyVerdict.Unavailable);
        }
        finally
        {
            Note(key, said);
        }
    }

    private async Task<KeyHolder?> FetchAsync(KeyText key, CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient(InternalHttp.Client);
        using var answer = await http.PostAsJsonAsync(
            new Uri(addresses.Of("newsroom"), "/internal/keys/check"),
            new CheckKeyRequest(key.Id, key.Hash),
            SyndicationJson.Options,
            cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<CheckKeyResponse>(SyndicationJson.Options, cancellationToken))?.Holder;
    }

    private void Note(KeyText key, Remembered? said)
    {
        lock (_lock)
        {
            var isForgotten = !_asking.Remove(key.Hash);
            _failedAt = said is null ? time.GetTimestamp() : null;
            if (said is null || isForgotten)
            {
                return;
            }

            (said.Holder is null ? _refused : _known).Put(said);
            (said.Holder is null ? _known : _refused).Remove(key.Hash);
        }
    }

    private KeyAnswer AnswerOf(Remembered? remembered) =>
        remembered?.Holder is { } holder && !(holder.ExpiresAt <= time.GetUtcNow())
            ? new KeyAnswer(KeyVerdict.Valid, holder)
            : new KeyAnswer(KeyVerdict.Refused);
}
