using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Sending;
using Syndication.Storage;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;
using Syndication.Webhooks.Planning;

namespace Syndication.Webhooks.Delivering;

/// <summary>
/// Sends what is due of a batch that this process has leased, and writes down what came of it: together what ended
/// together. It gives the batch back once nothing is under way and nothing is due soon.
/// </summary>
internal sealed partial class BatchRunner(
    BatchStore batches,
    EndpointStore endpoints,
    MessageStore messages,
    EndpointSecrets secrets,
    WebhookSender sender,
    Lanes lanes,
    SendingSlots slots,
    EndpointHealth health,
    HoldWatcher holds,
    HeldReleases held,
    WebhooksTelemetry telemetry,
    IOptions<WebhooksOptions> options,
    TimeProvider time,
    ILogger<BatchRunner> logger)
{
    /// <summary>What is due so soon is waited for.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    /// <summary>Where there is no place for a post.</summary>
    private static readonly TimeSpan Crowded = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>While posts hang, somebody may have asked for a resend, or overtaken what waits.</summary>
    private static readonly TimeSpan LooksAgain = TimeSpan.FromSeconds(5);

    /// <summary>Twice what a post may take and 30 s more; prolonged while the batch is held.</summary>
    public TimeSpan Lease => (options.Value.Timeout * 2) + TimeSpan.FromSeconds(30);

    /// <param name="claimed">Leased by this process.</param>
    /// <param name="stopping">Begins no more posts; those under way end.</param>
    public async Task RunAsync(DeliveryBatch claimed, CancellationToken stopping)
    {
        var book = new BatchBook(claimed);
        try
        {
            await RunAsync(book, stopping);
        }
        catch (StoreException exception)
        {
            // What was sent and could not be written down is sent again, with the same id, when the lease is over.
            LogLeft(logger, claimed.Id, exception.Message);
        }
        finally
        {
            book.Close();
        }
    }

    private async Task RunAsync(BatchBook book, CancellationToken stopping)
    {
        var recent = new RecentEndpoints(endpoints, time);
        var readAt = time.GetTimestamp();
        var isHeld = false;
        while (true)
        {
            var now = await batches.NowAsync(CancellationToken.None);
            var due = book.Due(now);
            isHeld = due.Count > 0 && book.Batch.IsHeldBy(holds);
            var isOver = isHeld || book.IsLost || stopping.IsCancellationRequested;
            if (!isOver)
            {
                await BeginAsync(book, Admit(book, due, now), recent);
            }

            if (IsDone(book, isOver, now))
            {
                await GiveBackAsync(book, isHeld);
                return;
            }

            var wait = TimeSpan.FromMilliseconds(Math.Clamp(book.NextDue() - now, 1, (long)LongestWait.TotalMilliseconds));
            var ended = await book.TakeEndedAsync(isOver ? LongestWait : wait, time);
            if (ended.Count > 0 || IsToBeProlonged(book, now))
            {
                if (await WriteAsync(book, ended))
                {
                    return;
                }

                readAt = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(readAt) > LooksAgain)
            {
                await ReadAsync(book);
                readAt = time.GetTimestamp();
            }
        }
    }

    private static bool IsDone(BatchBook book, bool isOver, long now) => !book.IsAnyUnderWay && (isOver || book.NextDue() > now + (long)Soon.TotalMilliseconds);

    /// <summary>Those for which there is a place, and for whose endpoint it is their turn; puts off the others.</summary>
    private List<(int Index, bool IsSlow)> Admit(BatchBook book, List<int> due, long now)
    {
        var admitted = new List<(int, bool)>();
        foreach (var index in due)
        {
            if (!slots.TryTake())
            {
                book.PutOff(index, now + (long)Crowded.TotalMilliseconds);
            }
            else if (lanes.Enter(book.Batch.Endpoints[index], out var isSlow) is { } wait)
            {
                slots.Return();
                book.PutOff(index, now + Math.Max(1, (long)wait.TotalMilliseconds));
            }
            else
            {
                book.Begin(index);
                admitted.Add((index, isSlow));
            }
        }

        return admitted;
    }

    private async Task BeginAsync(BatchBook book, List<(int Index, bool IsSlow)> admitted, RecentEndpoints recent)
    {
        var begun = 0;
        try
        {
            var known = admitted.Count > 0 ? await recent.FindAsync([.. admitted.Select(one => book.Batch.Endpoints[one.Index])]) : null;
            for (; begun < admitted.Count; begun++)
            {
                var (index, isSlow) = admitted[begun];
                await BeginAsync(book, index, known!.GetValueOrDefault(book.Batch.Endpoints[index]), isSlow);
            }
        }
        finally
        {
            // Where the store failed.
            foreach (var (index, _) in admitted.Skip(begun))
            {
                LeavePlace(book.Batch.Endpoints[index]);
            }
        }
    }

    private async Task BeginAsync(BatchBook book, int index, WebhookEndpoint? endpoint, bool isSlow)
    {
        var body = endpoint is null ? null : await messages.BodyAsync(book.Batch.Message, endpoint.Payload, CancellationToken.None);
        var note = endpoint is null ? Notes.Gone : endpoint.State == EndpointState.Disabled ? Notes.Disabled : body is null ? Notes.NotKept : null;
        if (note is null)
        {
            _ = SendAsync(book, index, endpoint!, body!, isSlow);
            return;
        }

        LeavePlace(book.Batch.Endpoints[index]);
        book.End(new Ended(index, endpoint, null, note, null));
    }

    /// <summary>Of a post that is not made.</summary>
    private void LeavePlace(string endpoint)
    {
        lanes.Leave(endpoint, null);
        slots.Return();
    }

    private async Task SendAsync(BatchBook book, int index, WebhookEndpoint endpoint, byte[] body, bool isSlow)
    {
        var slot = await slots.BeginAsync(isSlow);
        SendResult? result = null;
        try
        {
            // It may have waited for its place.
            if (!book.Batch.IsHeldBy(holds))
            {
                result = await SendAsync(book.Batch.Message, endpoint, body);
            }
        }
        catch (Exception exception)
        {
            LogBroken(logger, endpoint.Id, exception);
            result = new SendResult(DateTimeOffset.FromUnixTimeMilliseconds(endpoints.Now), TimeSpan.Zero) { Problem = "The request could not be made; the sender's log says why." };
        }
        finally
        {
            lanes.Leave(endpoint.Id, result);
            slot.IsAnswered = true;
            book.End(new Ended(index, endpoint, result, null, slot));
        }
    }

    private async Task<SendResult> SendAsync(string id, WebhookEndpoint endpoint, byte[] body)
    {
        try
        {
            return await sender.SendAsync(new Uri(endpoint.Url!), id, body, secrets.Open(endpoint.Secrets, endpoints.Now), keepsAnswer: false, CancellationToken.None);
        }
        catch (CryptographicException)
        {
            return new SendResult(DateTimeOffset.FromUnixTimeMilliseconds(endpoints.Now), TimeSpan.Zero) { Problem = "Its secret can't be decrypted here: rotate it." };
        }
    }

    private bool IsToBeProlonged(BatchBook book, long now) => !book.IsLost && book.Batch.LeasedUntil - now < Lease.TotalMilliseconds / 2;

    /// <summary>Writes down what has ended, and prolongs the lease or, where that was the last, gives the batch back; whether it did.</summary>
    private async Task<bool> WriteAsync(BatchBook book, IReadOnlyList<Ended> ended)
    {
        var now = await batches.NowAsync(CancellationToken.None);
        var isDone = false;
        try
        {
            await SaveAsync(book, batch =>
            {
                var next = BatchBook.With(batch, ended, now);
                isDone = !book.IsLost && !book.IsAnyUnderWay && book.NextDue(next) > now + (long)Soon.TotalMilliseconds;

                // By what has passed of it: the store's own clock made it.
                return isDone ? book.GivenBack(next)
                    : !book.IsLost && IsToBeProlonged(book, now) ? next with { LeasedUntil = batch.LeasedUntil + (long)(Lease.TotalMilliseconds / 2) }
                    : next;
            });
        }
        finally
        {
            foreach (var one in ended)
            {
                one.Slot?.Dispose();
            }
        }

        foreach (var one in ended.Where(one => one.Result is not null))
        {
            telemetry.Attempted(one.Result!);
            await health.NoteAsync(one.Endpoint!, one.Result!, book.Batch.Recipients[one.Index].Failures, CancellationToken.None);
        }

        return isDone;
    }

    private async Task GiveBackAsync(BatchBook book, bool isHeld)
    {
        if (book.IsLost)
        {
            LogLost(logger, book.Batch.Id);
            return;
        }

        var isReleaseHeld = isHeld && !holds.IsHeld(OutgoingChannels.Webhooks);
        await SaveAsync(book, batch => book.IsLost ? batch : book.GivenBack(batch) is var free && isReleaseHeld ? free with { DueAt = DeliveryBatch.Held } : free);
        if (isReleaseHeld)
        {
            held.Add(book.Batch.Release!);
        }
    }

    /// <summary>
    /// Changes the batch as it is now: a newer version may have overtaken recipients, an endpoint may have joined. Where
    /// another process has claimed it meanwhile, what has ended is still written down, into what that one holds. A store that
    /// fails is tried until the lease is over.
    /// </summary>
    private async Task SaveAsync(BatchBook book, Func<DeliveryBatch, DeliveryBatch> change)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (await batches.SaveAsync(book.Batch, change(book.Batch), CancellationToken.None) is { } saved)
                {
                    book.Batch = saved;
                    return;
                }

                await ReadAsync(book);
            }
            catch (StoreException) when (time.GetElapsedTime(since) < Lease / 2)
            {
                await Task.Delay(Crowded, time);
            }
        }
    }

    private async Task ReadAsync(BatchBook book)
    {
        book.Batch = await batches.FindAsync(book.Batch.Id, CancellationToken.None) ?? throw new StoreException($"Batch {book.Batch.Id} is gone.");
        book.IsLost = book.Batch.Attempt != book.Claim;
    }

    [LoggerMessage(LogLevel.Warning, "Batch {Batch} is left until its lease is over: {Reason}")]
    private static partial void LogLeft(ILogger logger, string batch, string reason);

    [LoggerMessage(LogLevel.Warning, "The lease of batch {Batch} was lost: another process has it")]
    private static partial void LogLost(ILogger logger, string batch);

    [LoggerMessage(LogLevel.Error, "A post to endpoint {Endpoint} could not be made")]
    private static partial void LogBroken(ILogger logger, string endpoint, Exception exception);
}
