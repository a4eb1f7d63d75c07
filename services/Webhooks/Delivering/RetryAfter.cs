using System.Globalization;
using System.Net.Http.Headers;

namespace Syndication.Webhooks.Delivering;

/// <summary>Reads <c>Retry-After</c> (RFC 9110): seconds or a date. What makes no sense counts as not said.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now)
    {
        // Not the parsed property: it knows no number of seconds beyond an int's.
        if (!headers.TryGetValues("Retry-After", out var values) || values.FirstOrDefault()?.Trim() is not { Length: > 0 } value)
        {
            return null;
        }

        if (value.All(char.IsAsciiDigit))
        {
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        }

        return DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > now ? at - now : null;
    }
}
