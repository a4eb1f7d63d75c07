using System.Diagnostics;
using System.Net;
using Syndication.Hosting.Keys;

namespace Syndication.Hosting.Tests.Keys;

public sealed class KeyCheckerTests : IDisposable
{
    private static readonly IPAddress Client = IPAddress.Parse("192.0.2.7");

    private readonly AnsweringNewsroom _newsroom = new();
    private readonly ManualClock _clock = new();
    private readonly KeyChecker _checker;

    public KeyCheckerTests() => _checker = _newsroom.Checker(_clock);

    public void Dispose()
    {
        _checker.Dispose();
        _newsroom.Dispose();
    }

    [Fact]
    public async Task An_answer_is_remembered_for_five_seconds_and_a_revocation_noticed_after_them()
    {
        var key = _newsroom.Issue();
        Assert.Equal("press office", (await CheckAsync(key)).Holder!.Name);
        _newsroom.Holders.Clear();

        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));
        Assert.Equal(1, _newsroom.Calls);

        _clock.Advance(TimeSpan.FromSeconds(2.1));
        Assert.Equal(KeyVerdict.Refused, await VerdictAsync(key));
        Assert.Equal(2, _newsroom.Calls);
    }

    [Fact]
    public async Task A_key_in_use_is_asked_for_ahead_of_time_and_no_request_waits()
    {
        var key = _newsroom.Issue();
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));
        var gate = new TaskCompletionSource();
        _newsroom.Before = _ => gate.Task;

        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));
        await Eventually.HoldsAsync(() => Task.FromResult(_newsroom.Calls == 2));
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));

        // Whoever comes after the five seconds waits for the call that is under way, which has begun before them.
        _newsroom.Holders.Clear();
        _clock.Advance(TimeSpan.FromSeconds(2));
        var late = VerdictAsync(key);
        gate.SetResult();
        Assert.Equal(KeyVerdict.Refused, await late);
        Assert.Equal(2, _newsroom.Calls);
    }

    [Fact]
    public async Task A_refused_key_is_remembered_too()
    {
        var key = KeyText.Make();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(KeyVerdict.Refused, await VerdictAsync(key));
        }

        Assert.Equal(1, _newsroom.Calls);
    }

    [Fact]
    public async Task A_key_expires_while_it_is_remembered()
    {
        var key = _newsroom.Issue(_clock.GetUtcNow().AddSeconds(2));
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(KeyVerdict.Refused, await VerdictAsync(key));
        Assert.Equal(1, _newsroom.Calls);
    }

    [Fact]
    public async Task Many_requests_with_one_key_make_one_call()
    {
        var key = _newsroom.Issue();
        var gate = new TaskCompletionSource();
        _newsroom.Before = _ => gate.Task;

        var asking = Enumerable.Range(0, 200).Select(_ => VerdictAsync(key)).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(asking), verdict => Assert.Equal(KeyVerdict.Valid, verdict));
        Assert.Equal(1, _newsroom.Calls);
    }

    [Fact]
    public async Task One_who_gives_up_leaves_the_call_to_the_others()
    {
        var key = _newsroom.Issue();
        var gate = new TaskCompletionSource();
        _newsroom.Before = _ => gate.Task;
        using var impatient = new CancellationTokenSource();

        var first = _checker.CheckAsync(key, Client, impatient.Token);
        var second = VerdictAsync(key);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal(KeyVerdict.Valid, await second);
        Assert.Equal(1, _newsroom.Calls);
    }

    [Fact]
    public async Task While_the_newsroom_is_away_its_last_word_counts_for_ten_minutes()
    {
        var key = _newsroom.Issue();
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));
        _newsroom.Before = _ => throw new HttpRequestException("Connection refused");

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(KeyVerdict.Unavailable, await VerdictAsync(key));

        _newsroom.Before = _ => Task.CompletedTask;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task An_answer_that_is_none_refuses_nobody(HttpStatusCode status)
    {
        _newsroom.Status = status;

        Assert.Equal(KeyVerdict.Unavailable, await VerdictAsync(_newsroom.Issue()));
    }

    [Fact]
    public async Task A_newsroom_that_is_away_is_asked_once_a_second()
    {
        _newsroom.Before = _ => throw new HttpRequestException("Connection refused");
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(KeyVerdict.Unavailable, await VerdictAsync(_newsroom.Issue()));
        }

        Assert.Equal(1, _newsroom.Calls);
    }

    [Fact]
    public async Task A_newsroom_that_hangs_delays_a_key_that_it_confirmed_by_two_seconds()
    {
        var key = _newsroom.Issue();
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));
        _newsroom.Before = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        _clock.Advance(TimeSpan.FromMinutes(1));

        var start = Stopwatch.StartNew();
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));

        Assert.InRange(start.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task Guessing_is_dear_for_the_one_who_guesses_alone()
    {
        var known = _newsroom.Issue();
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(known));

        var verdicts = new List<KeyVerdict>();
        for (var i = 0; i < 200; i++)
        {
            verdicts.Add(await VerdictAsync(KeyText.Make()));
        }

        Assert.Contains(KeyVerdict.TooMany, verdicts);
        Assert.InRange(_newsroom.Calls, 2, 40);
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(known));
        Assert.Equal(KeyVerdict.Valid, (await _checker.CheckAsync(_newsroom.Issue(), IPAddress.Parse("2001:db8::1"), CancellationToken.None)).Verdict);
    }

    [Fact]
    public async Task A_forgotten_key_is_asked_for_again()
    {
        var key = _newsroom.Issue();
        Assert.Equal(KeyVerdict.Valid, await VerdictAsync(key));
        _newsroom.Holders.Clear();

        _checker.Forget(key.Id);

        Assert.Equal(KeyVerdict.Refused, await VerdictAsync(key));
    }

    private Task<KeyAnswer> CheckAsync(KeyText key) => _checker.CheckAsync(key, Client, CancellationToken.None);

    private async Task<KeyVerdict> VerdictAsync(KeyText key) => (await CheckAsync(key)).Verdict;
}
