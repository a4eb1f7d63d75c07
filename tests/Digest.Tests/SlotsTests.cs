using NodaTime;
using Syndication.Digest.Runs;
using Syndication.Digest.Subscriptions;

namespace Syndication.Digest.Tests;

/// <summary>When daily and weekly mails are due.</summary>
public sealed class SlotsTests
{
    private static readonly string[] Zones = ["Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "UTC"];

    public static TheoryData<string, int> ZonesAndHours()
    {
        var data = new TheoryData<string, int>();
        foreach (var zone in Zones)
        {
            data.Add(zone, 0);
            data.Add(zone, 2);
            data.Add(zone, 3);
            data.Add(zone, 23);
        }

        return data;
    }

    /// <summary>A year of half hours, over both changes of the clock: every local date once, at or after its hour.</summary>
    [Theory]
    [MemberData(nameof(ZonesAndHours))]
    public void Every_local_date_has_one_mail(string zone, int hour)
    {
        var wishes = Daily(zone, hour);
        IReadOnlyList<Slot> taken = [];
        var all = new List<Slot>();
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var next = 0L;
        for (var now = start; now < start.AddYears(1); now = now.AddMinutes(30))
        {
            if (now.ToUnixTimeMilliseconds() < next)
            {
                continue;
            }

            var plan = Slots.Plan(wishes, taken, now);
            next = plan.NextAt;
            if (plan.Due is { } due)
            {
                Assert.InRange((now - DateTimeOffset.FromUnixTimeMilliseconds(due.DueAt)).TotalMinutes, 0, all.Count == 0 ? 24 * 60 : 30);
                all.Add(due);
                taken = Slots.With(taken, due);
            }
        }

        Assert.Equal(all.Count, all.Select(slot => slot.Date).Distinct().Count());
        Assert.InRange(all.Count, 364, 366);
        Assert.All(all, slot => Assert.True(LocalHour(zone, slot) >= hour));
    }

    [Theory]
    [InlineData("Europe/Zurich", 2, "2026-03-29", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Zurich", 2, "2026-10-25", "2026-10-25T00:00:00Z")]
    [InlineData("America/New_York", 1, "2026-11-01", "2026-11-01T05:00:00Z")]
    [InlineData("America/New_York", 2, "2026-03-08", "2026-03-08T07:00:00Z")]
    public void A_day_that_lacks_the_hour_has_it_after_the_gap_and_one_that_has_it_twice_the_first_time(string zone, int hour, string date, string expected)
    {
        var at = DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        Assert.NotEqual(date, Slots.Plan(Daily(zone, hour), [], at.AddMilliseconds(-1)).Due?.Date);
        var plan = Slots.Plan(Daily(zone, hour), [], at);
        Assert.Equal(new Slot(date, at.ToUnixTimeMilliseconds()), plan.Due);
        Assert.Null(Slots.Plan(Daily(zone, hour), [plan.Due!], at.AddHours(1)).Due);
    }

    [Fact]
    public void A_run_that_was_missed_is_made_up_for_within_a_week_once()
    {
        var wishes = Daily("UTC", 8);
        var taken = new Slot("2026-05-01", 0);
        var late = Slots.Plan(wishes, [taken], At("2026-05-06T12:00:00Z"));
        Assert.Equal("2026-05-06", late.Due!.Date);
        Assert.Null(Slots.Plan(wishes, Slots.With([taken], late.Due), At("2026-05-06T13:00:00Z")).Due);
        Assert.Equal("2026-05-05", Slots.Plan(wishes, [taken], At("2026-05-06T07:00:00Z")).Due!.Date);

        var weekly = wishes with { Cadence = Cadence.Weekly, Weekday = 1 };
        Assert.Equal("2026-05-04", Slots.Plan(weekly, [new Slot("2026-04-27", 0)], At("2026-05-06T12:00:00Z")).Due!.Date);
        Assert.Equal("2026-05-04", Slots.Plan(weekly, [], At("2026-05-11T07:00:00Z")).Due!.Date);
    }

    /// <summary>Whatever zone somebody moves to, a local date is used once.</summary>
    [Fact]
    public void Moving_around_the_world_brings_no_second_mail_a_date()
    {
        IReadOnlyList<Slot> taken = [];
        var random = new Random(20261125);
        var dates = new List<string>();
        for (var now = At("2026-05-01T00:00:00Z"); now < At("2026-06-01T00:00:00Z"); now = now.AddMinutes(20))
        {
            if (Slots.Plan(Daily(Zones[random.Next(Zones.Length)], random.Next(24)), taken, now).Due is { } due)
            {
                dates.Add(due.Date);
                taken = Slots.With(taken, due);
            }
        }

        Assert.Equal(dates.Distinct(), dates);
        Assert.InRange(dates.Count, 28, 33);
    }

    [Fact]
    public void A_slot_that_a_wrong_clock_took_ahead_is_known_when_the_clock_is_back()
    {
        var ahead = new Slot("2027-05-06", At("2027-05-06T08:00:00Z").ToUnixTimeMilliseconds());
        var today = new Slot("2026-05-06", At("2026-05-06T08:00:00Z").ToUnixTimeMilliseconds());
        Assert.Equal([ahead], Slots.TakenInError([today, ahead], At("2026-05-06T07:30:00Z")));
    }

    private static Preferences Daily(string zone, int hour) => new() { Languages = ["en"], TimeZone = zone, Hour = hour, Cadence = Cadence.Daily };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static int LocalHour(string zone, Slot slot) => Instant.FromUnixTimeMilliseconds(slot.DueAt).InZone(DateTimeZoneProviders.Tzdb[zone]).Hour;
}
