using System.Net;
using Syndication.Webhooks.Delivering;

namespace Syndication.Webhooks.Tests;

/// <summary>When what failed is tried again, by a turned clock.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 5, 300, 1_800, 7_200, 18_000, 36_000, 36_000 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    private readonly TemporaryFolder _folder = new();
    private WebhookReceiver _receiver = null!;
    private Office _office = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _office = await Office.StartAsync(_folder["data"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_delivery_is_tried_eight_times_each_within_the_jitter_of_its_pause_with_the_same_id()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook");
        _receiver.Answer(HttpStatusCode.ServiceUnavailable);
        await _office.PublishAsync("Stubborn");
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            var delivery = await endpoint.AttemptedAsync(attempt);
            if (attempt == 8)
            {
                Assert.Equal(("failed", null), (delivery.Text("state"), delivery["nextAt"]));
                break;
            }

            var (last, next) = (delivery["attempts"]!.AsArray()[^1]!["at"]!.GetValue<DateTimeOffset>(), delivery["nextAt"]!.GetValue<DateTimeOffset>());
            var pause = Pauses[attempt - 1];
            Assert.InRange(next - last, pause * 0.8, (pause * 1.2) + TimeSpan.FromSeconds(1));

            // Not before its time, and then at once. (The clock is turned, and runs.)
            var left = next - _office.Clock.GetUtcNow();
            if (left > TimeSpan.FromSeconds(3))
            {
                _office.Clock.Advance(left - TimeSpan.FromSeconds(2));
                Assert.Equal(attempt, _receiver.Received.Count);
                _office.Clock.Advance(TimeSpan.FromSeconds(2));
            }

            await Eventually.HoldsAsync(() => Task.FromResult(_receiver.Received.Count == attempt + 1));
            var signed = _receiver.Received.Last().SignedAt;
            Assert.InRange(signed - next, TimeSpan.FromSeconds(-1.1), TimeSpan.FromSeconds(5));
        }

        _office.Clock.Advance(TimeSpan.FromDays(3));
        await _office.QuietAsync();
        Assert.Equal(8, _receiver.Received.Count);
        Assert.Single(_receiver.Received.Select(webhook => webhook.Id).Distinct());
        Assert.Equal(8, _receiver.Received.Select(webhook => webhook.Signature).Distinct().Count());
        Assert.All(_receiver.Received, webhook => Assert.True(webhook.IsSignedWith(endpoint.Secret)));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData(" 120 ", 120)]
    [InlineData("0", 5)]
    [InlineData("1", 5)]
    [InlineData("-5", 5)]
    [InlineData("soon", 5)]
    [InlineData("1e3", 5)]
    [InlineData("12.5", 5)]
    [InlineData("", 5)]
    [InlineData("１２０", 5)]
    [InlineData("36001", 36_000)]
    [InlineData("2147483647", 36_000)]
    [InlineData("99999999999999999999", 36_000)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 5)]
    [InlineData("Wed, 25 Nov 2026 12:10:00 GMT", 600)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 36_000)]
    public void What_an_endpoint_asks_for_makes_a_pause_longer_within_bounds_and_never_shorter(string retryAfter, int seconds)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);

        var asked = RetryAfter.Of(answer.Headers, new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

        Assert.Equal(seconds, RetrySchedule.After(1, asked, 0.5)!.Value.TotalSeconds);
    }

    [Theory]
    [InlineData("120", 120, 121)]
    [InlineData("99999999999999999999", 36_000, 36_001)]
    [InlineData("soon", 4, 6)]
    public async Task What_an_endpoint_answers_is_what_it_gets(string retryAfter, int atLeast, int atMost)
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook");
        _receiver.Answer((context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        });
        await _office.PublishAsync("Not so fast");
        var delivery = await endpoint.AttemptedAsync(1);

        var wait = delivery["nextAt"]!.GetValue<DateTimeOffset>() - delivery["attempts"]![0]!["at"]!.GetValue<DateTimeOffset>();
        Assert.InRange(wait, TimeSpan.FromSeconds(atLeast), TimeSpan.FromSeconds(atMost + 2));
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_a_pause_gets_nothing_else_meanwhile()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook");
        _receiver.Answer((context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        await _office.PublishAsync("First");
        await endpoint.AttemptedAsync(1);
        await _office.PublishAsync("Second");
        await Eventually.HoldsAsync(async () => await endpoint.DeliveriesAsync() is { Count: 2 } both && both[0].Text("state") == "pending");

        Assert.Single(_receiver.Received);
    }

    [Fact]
    public async Task A_delivery_that_arrives_late_is_sent_and_a_resend_starts_anew()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook");
        _receiver.Answer(HttpStatusCode.BadGateway);
        await _office.PublishAsync("Late");
        var id = (await endpoint.AttemptedAsync(1)).Text("id");
        _receiver.Answer(null);
        _office.Clock.Advance(TimeSpan.FromSeconds(7));
        await Eventually.HoldsAsync(async () => (await endpoint.DeliveriesAsync())[0].Text("state") == "sent");

        await endpoint.PostAsync($"/deliveries/{id}/resend", expected: HttpStatusCode.Accepted);
        await _office.QuietAsync();
        Assert.Equal([id, id, id], _receiver.Received.Select(webhook => webhook.Id));
        var one = await endpoint.GetAsync($"/deliveries/{id}");
        Assert.Equal(("sent", "Late"), (one.Text("state"), one["payload"]!["data"]!.Text("headline")));
        Assert.Equal(["502", "200", "200"], one["attempts"]!.AsArray().Select(attempt => $"{attempt!["status"]}"));
    }

    [Fact]
    public async Task What_is_due_a_moment_apart_goes_all_of_it()
    {
        // One event, one batch; their pauses are drawn, so that they come due one after the other within two seconds.
        const int Endpoints = 12;
        for (var number = 0; number < Endpoints; number++)
        {
            await _office.RegisterAsync($"{_receiver.Url}/{number}");
        }

        _receiver.Answer(HttpStatusCode.ServiceUnavailable);
        await _office.PublishAsync("At the second attempt");
        await Eventually.HoldsAsync(() => Task.FromResult(_receiver.Received.Count == Endpoints));
        await _office.QuietAsync();
        _receiver.Answer(null);
        _office.Clock.Advance(TimeSpan.FromSeconds(3));

        await Eventually.HoldsAsync(() => Task.FromResult(_receiver.Received.Count >= 2 * Endpoints));
        Assert.All(_receiver.Received.GroupBy(webhook => webhook.Name), ofOne => Assert.Equal(2, ofOne.Count()));
    }

    [Fact]
    public void Pauses_lie_within_a_fifth_of_the_schedule_whatever_is_drawn()
    {
        foreach (var (pause, i) in Pauses.Select((pause, i) => (pause, i)))
        {
            Assert.Equal((pause * 0.8).TotalSeconds, RetrySchedule.After(i + 1, null, 0)!.Value.TotalSeconds, 3);
            Assert.Equal((pause).TotalSeconds, RetrySchedule.After(i + 1, null, 0.5)!.Value.TotalSeconds, 3);
            Assert.Equal((pause * 1.2).TotalSeconds, RetrySchedule.After(i + 1, null, 1)!.Value.TotalSeconds, 3);
        }

        Assert.Null(RetrySchedule.After(8, TimeSpan.FromSeconds(1), 0.5));
    }
}
