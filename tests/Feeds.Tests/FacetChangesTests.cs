using Syndication.Feeds.Serving;
using Syndication.Hosting.Projection;

namespace Syndication.Feeds.Tests;

public sealed class FacetChangesTests
{
    private static readonly ProjectedRelease Old = Row(stamp: 1, topic: "climate");
    private static readonly ProjectedRelease New = Row(stamp: 2, topic: "jobs");
    private static readonly ushort[] Climate = [FacetChanges.Counter("fr|topic:climate")];
    private static readonly ushort[] Other = [FacetChanges.Counter("fr|topic:other")];

    [Fact]
    public void A_new_row_touches_its_facets_and_no_others()
    {
        var changes = new FacetChanges();
        var before = changes.Now;
        changes.Apply(Old);
        Assert.False(changes.AreUnchanged(Climate, before));
        Assert.True(changes.AreUnchanged(Other, before));
        Assert.True(changes.AreUnchanged(Climate, changes.Now));
    }

    [Fact]
    public void A_row_that_changes_while_a_feed_is_rendered_from_its_older_version_makes_it_stale()
    {
        // The older row is read, the newer one applied before the reader says what it has read.
        var changes = new FacetChanges();
        var asOf = changes.Now;
        changes.Apply(New);
        changes.See(Old, asOf);
        Assert.False(changes.AreUnchanged(Climate, asOf));
    }

    [Fact]
    public void A_row_whose_older_version_only_a_rendering_has_seen_makes_that_rendering_stale()
    {
        // Another process wrote both; this one's follower brings the second alone.
        var changes = new FacetChanges();
        var asOf = changes.Now;
        changes.See(Old, asOf);
        Assert.True(changes.AreUnchanged(Climate, asOf));
        changes.Apply(New);
        Assert.False(changes.AreUnchanged(Climate, asOf));
    }

    [Fact]
    public void A_newer_row_that_a_second_rendering_sees_first_makes_the_first_stale()
    {
        var changes = new FacetChanges();
        var first = changes.Now;
        changes.See(Old, first);
        changes.See(New, changes.Now);
        Assert.False(changes.AreUnchanged(Climate, first));
    }

    [Fact]
    public void An_older_stamp_after_a_newer_one_is_noticed_and_not_kept()
    {
        var changes = new FacetChanges();
        changes.Apply(New);
        var between = changes.Now;
        changes.Apply(Old);
        Assert.False(changes.AreUnchanged(Climate, between));

        var after = changes.Now;
        changes.Apply(Row(stamp: 3, topic: "other"));
        Assert.True(changes.AreUnchanged(Climate, after));
    }

    [Fact]
    public void What_a_rendering_of_another_generation_saw_is_passed_over()
    {
        var changes = new FacetChanges();
        var asOf = changes.Now;
        changes.Reset();
        changes.See(Row(stamp: 99, topic: "climate"), asOf);
        Assert.False(changes.AreUnchanged(Other, asOf));

        changes.Apply(Old);
        var kept = changes.Now;
        changes.Apply(New);
        Assert.False(changes.AreUnchanged(Climate, kept));
    }

    private static ProjectedRelease Row(long stamp, string topic) =>
        Given.Row(Given.Release() with { Topics = [topic] }) with { Stamp = stamp };
}
