using System.Globalization;
using System.Net;

namespace Syndication.Webhooks.Delivering;

/// <summary>What came of a post.</summary>
/// <param name="At">When it began.</param>
internal sealed record SendResult(DateTimeOffset At, TimeSpan Took)
{
    /// <summary>Null where no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>What was wrong, in a sentence; null where it was delivered.</summary>
    public string? Problem { get; init; }

    /// <summary>The beginning of the answer.</summary>
    public string? Answer { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>2xx, and nothing else.</summary>
    public bool IsDelivered => Problem is null;

    /// <summary>The endpoint wants no more, ever.</summary>
    public bool IsGone => Status == (int)HttpStatusCode.Gone;

    public static SendResult Of(HttpResponseMessage answer, string? text, DateTimeOffset at, TimeSpan took)
    {
        var status = (int)answer.StatusCode;
        return new SendResult(at, took)
        {
            Status = status,
            Answer = text,
            RetryAfter = answer.IsSuccessStatusCode ? null : Delivering.RetryAfter.Of(answer.Headers, at),
            Problem = answer.IsSuccessStatusCode ? null
                : status is >= 300 and < 400 ? string.Create(CultureInfo.InvariantCulture, $"It answered {status}: redirects are not followed.")
                : string.Create(CultureInfo.InvariantCulture, $"It answered {status}."),
        };
    }

    public Attempt AsAttempt() => new(At.ToUnixTimeMilliseconds(), (int)Took.TotalMilliseconds, Status, Problem, IsDelivered ? null : Answer);
}
