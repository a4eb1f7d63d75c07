using Syndication.Contracts;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;

namespace Syndication.Webhooks.Planning;

/// <summary>
/// Decides whether an endpoint is told of an event: by what it wants, and by what it had of the release before. Pure, so
/// that order and number of arrivals can be tried in tests.
/// </summary>
internal static class DeliveryPlan
{
    /// <summary>Whether the endpoint is told.</summary>
    /// <param name="had">What was planned for it of the same release before.</param>
    public static bool IsTold(ReleaseEvent happened, WebhookEndpoint endpoint, IReadOnlyCollection<Holding> had)
    {
        if (happened.Type == EventTypes.Retracted)
        {
            // Whatever it filters now; and nobody else: who never had it has nothing to take back.
            return had.Any(holding => holding.MayHaveArrived) && !had.Any(holding => holding.IsRetraction && holding.Version >= happened.Version);
        }

        return !had.Any(holding => IsAsNew(holding, happened))
            && (IsWanted(happened, endpoint, had) || IsOwed(happened, had) || IsReplacement(happened, endpoint, had));
    }

    /// <summary>Whether what was planned before is not to be sent any more, now that an endpoint is told or not.</summary>
    public static bool IsOvertaken(Holding holding, ReleaseEvent happened, bool isTold) => happened.Type == EventTypes.Retracted
        ? !holding.IsRetraction
        : holding.Language == happened.Edition.Language
            && !IsAsNew(holding, happened)
            && (isTold || ChangesSince(holding, happened).Any(ReleaseEvent.IsSignificant));

    private static bool IsWanted(ReleaseEvent happened, WebhookEndpoint endpoint, IReadOnlyCollection<Holding> had) =>
        endpoint.Wants(happened.Type, happened.Facets)
        && happened.Edition.Translation?.State != TranslationState.Withdrawn
        && (happened.IsBackfill
            || (happened.IsTranslation ? happened.FirstSequence : happened.Sequence) > endpoint.Since
            || (happened.IsTranslation && had.Count > 0));

    /// <summary>It has a text that says what is known to be wrong, or that was taken back and is not any more.</summary>
    private static bool IsOwed(ReleaseEvent happened, IReadOnlyCollection<Holding> had)
    {
        var holdings = had.Where(holding => holding.MayHaveArrived && (!happened.IsTranslation || holding.Language == happened.Edition.Language)).ToList();
        return holdings.Count > 0
            && (happened.Edition.Translation?.State == TranslationState.Withdrawn
                || ChangesSince(holdings.MaxBy(holding => holding.Pair)!, happened).Any(ReleaseEvent.IsSignificant));
    }

    /// <summary>What it was to be told is not sent any more, because it was wrong: then it is told what is right.</summary>
    private static bool IsReplacement(ReleaseEvent happened, WebhookEndpoint endpoint, IReadOnlyCollection<Holding> had) =>
        endpoint.Selection.Matches(happened.Facets)
        && had.Any(holding => !holding.MayHaveArrived && !holding.IsRetraction && holding.Language == happened.Edition.Language && ChangesSince(holding, happened).Any(ReleaseEvent.IsSignificant));

    private static IEnumerable<HistoryEntry> ChangesSince(Holding holding, ReleaseEvent happened)
    {
        var language = happened.IsTranslation ? happened.Edition.Language : null;
        var entries = happened.IsTranslation ? happened.Edition.History.Concat(happened.History).Distinct() : happened.History;
        return entries.Where(entry => entry.Language == language
            && (entry.Version, entry.Revision ?? 0).CompareTo(holding.Pair) > 0
            && (entry.Version, entry.Revision ?? 0).CompareTo(happened.Pair) <= 0);
    }

    private static bool IsAsNew(Holding holding, ReleaseEvent happened) =>
        holding.Language == happened.Edition.Language && holding.Pair.CompareTo(happened.Pair) >= 0;
}
