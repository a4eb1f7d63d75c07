using System.Globalization;
using System.Net;
using System.Security.Claims;
using Syndication.Hosting.Sending;
using Syndication.Newsroom.Desk.Watching;
using Syndication.Storage;

namespace Syndication.Newsroom.Sent;

/// <summary>
/// Who was sent which version of a release: asks every service for its ledger. One that has none says so with 404, so
/// whichever serves <c>/api/deliveries</c> is in it.
/// </summary>
internal sealed class SentReader(Installation installation)
{
    /// <summary>Pages of counts that are read at most: more than there are languages, versions and states.</summary>
    private const int MostPages = 20;

    private const int LargestPage = 200;

    /// <summary>Between a service's name and the cursor that it gave.</summary>
    private const char Mark = '~';

    /// <summary>Everything that went or has to go, counted: an item a channel, language, version, event and state.</summary>
    public async Task<SentList> SumAsync(Guid release, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var path = $"/api/deliveries?release={release}&sum=true&pageSize={LargestPage}";
        var items = new List<Delivery>();
        var unanswered = new List<string>();
        foreach (var answer in await installation.AskAsync<DeliveryPage>(path, person, cancellationToken))
        {
            var (next, read) = (answer, 1);
            while (next.Document is { } page)
            {
                items.AddRange(page.Items);
                if (page.Next is null || read++ == MostPages)
                {
                    break;
                }

                next = await installation.AskAsync<DeliveryPage>(answer.Name, $"{path}&after={Uri.EscapeDataString(page.Next)}", person, cancellationToken);
            }

            if (IsMissing(next))
            {
                unanswered.Add(answer.Name);
            }
        }

        return new SentList(items, null, unanswered);
    }

    /// <summary>The rows themselves, service after service.</summary>
    /// <exception cref="InvalidCursorException"><paramref name="after"/> is not what a page gave.</exception>
    public async Task<SentList> ReadAsync(Guid release, int? version, string? recipient, int pageSize, string? after, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/deliveries?release={release}&pageSize={Math.Clamp(pageSize, 1, LargestPage)}")
            + (version is null ? "" : string.Create(CultureInfo.InvariantCulture, $"&version={version}"))
            + (recipient is null ? "" : $"&recipient={Uri.EscapeDataString(recipient)}");
        var unanswered = new List<string>();
        var (names, place, inner) = PlaceOf(after);
        for (; place < names.Count; place++, inner = "")
        {
            var answer = await installation.AskAsync<DeliveryPage>(names[place], inner.Length == 0 ? path : $"{path}&after={Uri.EscapeDataString(inner)}", person, cancellationToken);
            if (answer.Status == HttpStatusCode.BadRequest && inner.Length > 0)
            {
                throw new InvalidCursorException();
            }

            if (IsMissing(answer))
            {
                unanswered.Add(answer.Name);
            }
            else if (answer.Document is { } page && (page.Items.Count > 0 || page.Next is not null))
            {
                var next = page.Next is not null ? $"{names[place]}{Mark}{page.Next}" : place + 1 < names.Count ? $"{names[place + 1]}{Mark}" : null;
                return new SentList(page.Items, next, unanswered);
            }
        }

        return new SentList([], null, unanswered);
    }

    /// <summary>A page of rows that name their recipient: ledgers that only count are passed over.</summary>
    public async Task<SentList> ReadNamedAsync(Guid release, int pageSize, string? after, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var unanswered = new List<string>();
        for (var reads = 0; ; reads++)
        {
            var page = await ReadAsync(release, null, null, pageSize, after, person, cancellationToken);
            unanswered.AddRange(page.Unanswered);
            IReadOnlyList<Delivery> named = [.. page.Items.Where(row => row.Recipient is not null)];
            if (named.Count > 0 || page.Next is null || reads == MostPages)
            {
                return new SentList(named, page.Next, unanswered);
            }

            after = page.Next;
        }
    }

    private static bool IsMissing(ServiceAnswer<DeliveryPage> answer) => answer.Document is null && answer.Status != HttpStatusCode.NotFound;

    private (IReadOnlyList<string> Names, int Place, string Inner) PlaceOf(string? after)
    {
        var names = installation.OtherNames;
        if (string.IsNullOrEmpty(after))
        {
            return (names, 0, "");
        }

        var mark = after.IndexOf(Mark, StringComparison.Ordinal);
        var place = mark < 0 ? -1 : names.ToList().IndexOf(after[..mark]);
        return place < 0 ? throw new InvalidCursorException() : (names, place, after[(mark + 1)..]);
    }
}

/// <summary>What was read of ledgers.</summary>
/// <param name="Next">Opaque; null at the end.</param>
/// <param name="Unanswered">Services that did not say what they sent, if anything.</param>
internal sealed record SentList(IReadOnlyList<Delivery> Items, string? Next, IReadOnlyList<string> Unanswered);
