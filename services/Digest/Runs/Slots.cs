using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;
using Syndication.Digest.Subscriptions;

namespace Syndication.Digest.Runs;

/// <summary>A local date on which somebody was written to, and the instant at which it was due.</summary>
/// <param name="Date">ISO 8601.</param>
/// <param name="DueAt">Unix milliseconds.</param>
internal sealed record Slot(string Date, long DueAt);

/// <summary>What a clock says to somebody's calendar.</summary>
/// <param name="Due">The slot to take now, if one is due: the latest; those before it that were missed are made up for with it.</param>
/// <param name="NextAt">Unix milliseconds: the instant of the first slot after now.</param>
internal sealed record SlotPlan(Slot? Due, long NextAt);

/// <summary>
/// When daily and weekly mails are due: on each local date once, at the first instant at or after the wished hour, so that a
/// day that lacks the hour has it at the end of the gap and one that has it twice has it the first time.
/// </summary>
internal static class Slots
{
    /// <summary>How long a slot that was missed is made up for.</summary>
    private const int CatchUpDays = 7;

    /// <summary>Slots that are remembered: a week of them, and one.</summary>
    private const int Remembered = CatchUpDays + 1;

    /// <summary>
    /// A slot that was taken so long before it is due was taken by a clock that was wrong. Smaller steps leave it taken: the
    /// mail of that day has gone, and comes no second time.
    /// </summary>
    private static readonly Duration Wrong = Duration.FromHours(12);

    private static readonly ZoneLocalMappingResolver AtOrAfter =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    public static SlotPlan Plan(Preferences wishes, IReadOnlyList<Slot> taken, DateTimeOffset now)
    {
        var instant = Instant.FromDateTimeOffset(now);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(wishes.TimeZone) ?? DateTimeZone.Utc;
        var today = instant.InZone(zone).Date;
        var last = taken.Select(slot => DateOf(slot.Date)).DefaultIfEmpty(LocalDate.MinIsoValue).Max();
        var first = LocalDate.Max(last.PlusDays(last == LocalDate.MinIsoValue ? 0 : 1), today.PlusDays(-CatchUpDays));
        Slot? due = null;

        // Beyond tomorrow a week holds every weekday, and one more day what a zone's change of date leaves out.
        for (var date = first; ; date = date.PlusDays(1))
        {
            if (wishes.Cadence == Cadence.Weekly && (int)date.DayOfWeek != Math.Clamp(wishes.Weekday, 1, 7))
            {
                continue;
            }

            var at = zone.ResolveLocal(date.At(new LocalTime(wishes.Hour, 0)), AtOrAfter).ToInstant();
            if (at > instant)
            {
                return new SlotPlan(due, at.ToUnixTimeMilliseconds());
            }

            due = new Slot(TextOf(date), at.ToUnixTimeMilliseconds());
        }
    }

    /// <summary>The first instant of the wished hour on a later local date: when what was gathered is sent.</summary>
    public static long Tomorrow(Preferences wishes, DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(wishes.TimeZone) ?? DateTimeZone.Utc;
        var tomorrow = Instant.FromDateTimeOffset(now).InZone(zone).Date.PlusDays(1);
        return zone.ResolveLocal(tomorrow.At(new LocalTime(wishes.Hour, 0)), AtOrAfter).ToInstant().ToUnixTimeMilliseconds();
    }

    /// <summary>When somebody's day began.</summary>
    public static DateTimeOffset Midnight(Preferences wishes, DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(wishes.TimeZone) ?? DateTimeZone.Utc;
        return zone.AtStartOfDay(Instant.FromDateTimeOffset(now).InZone(zone).Date).ToDateTimeOffset();
    }

    /// <summary>The local date of an instant, as slots write it.</summary>
    public static string Today(Preferences wishes, DateTimeOffset now) =>
        TextOf(Instant.FromDateTimeOffset(now).InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(wishes.TimeZone) ?? DateTimeZone.Utc).Date);

    /// <summary>Those that were taken too early to be true, when the clock has come back.</summary>
    public static IReadOnlyList<Slot> TakenInError(IReadOnlyList<Slot> taken, DateTimeOffset now) =>
        [.. taken.Where(slot => Instant.FromUnixTimeMilliseconds(slot.DueAt) - Instant.FromDateTimeOffset(now) > Wrong)];

    /// <summary>With one more, and without those that no longer matter.</summary>
    public static IReadOnlyList<Slot> With(IReadOnlyList<Slot> taken, Slot slot) =>
        [.. taken.Append(slot).OrderBy(one => one.Date, StringComparer.Ordinal).TakeLast(Remembered)];

    private static LocalDate DateOf(string date) => LocalDate.FromDateOnly(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static string TextOf(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
