using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Syndication.Contracts;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Projection;
using Syndication.Ingestion.Held;
using Syndication.Ingestion.Quarantine;
using Syndication.Storage;
using Syndication.Text;

namespace Syndication.Ingestion.Releases;

/// <summary><c>GET /api/releases</c>: newest first; what is not published, for the desk alone.</summary>
internal static class ReleaseList
{
    private static readonly string[] Known = ["lang", "topic", "country", "office", "org", "source", "origin", "status", "pageSize", "after"];
    private static readonly string[] Statuses = ["published", "quarantined", "held", "withdrawn", "killed", "redirected"];

    public static async Task<IResult> AnswerAsync(
        HttpContext context,
        [FromKeyedServices(IngestionModule.ServiceName)] ReleaseProjection projection,
        HeldStore held,
        QuarantineStore quarantine,
        CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        if (query.Keys.FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
        {
            return Problems.Of(StatusCodes.Status404NotFound, $"There is no parameter \"{unknown}\" here; there are {string.Join(", ", Known)}.");
        }

        var pageSize = 20;
        if (query["pageSize"] is { Count: > 0 } size && (!int.TryParse(size, out pageSize) || pageSize is < 1 or > 200))
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["pageSize"] = ["This has to be a number from 1 to 200."] });
        }

        var status = query["status"].ToString();
        if (status.Length > 0 && !Statuses.Contains(status))
        {
            return Problems.Of(StatusCodes.Status404NotFound, $"There is no status \"{status}\"; there are {string.Join(", ", Statuses)}.");
        }

        if (status.Length > 0 && !context.User.HasScope(Scopes.Desk))
        {
            return Problems.Of(
                context.User.Identity?.IsAuthenticated == true ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized,
                "Lists by status are for the desk: send a key with scope \"desk\".");
        }

        var after = query["after"] is { Count: > 0 } cursor ? cursor.ToString() : null;
        switch (status)
        {
            case "held":
                var waiting = await held.ListAsync(pageSize, after, cancellationToken);
                return Answer(waiting.Items.Select(item => ReleaseDocument.Of(item, withBody: false)), waiting.Next, null);
            case "quarantined":
                var pages = await quarantine.ListAsync(pageSize, after, cancellationToken);
                return Answer(pages.Items.Select(item => ReleaseDocument.Of(item, withBody: false)), pages.Next, await quarantine.CountAsync(cancellationToken));
        }

        var selection = SelectionOf(query);
        var page = await PageAsync(projection.Rows, selection, KindOf(status), pageSize, after, cancellationToken);
        return Answer(page.Items.Select(row => ReleaseDocument.Of(row.Original!, withBody: false)), page.Next, null);
    }

    /// <summary>Reads until the page is full, or as much was looked at as one query may.</summary>
    private static async Task<Page<ProjectedRelease>> PageAsync(
        IDocumentCollection<ProjectedRelease> rows,
        Selection selection,
        string? retraction,
        int pageSize,
        string? after,
        CancellationToken cancellationToken)
    {
        var driving = FacetKeys.Driving(selection, selection.Languages.Count == 1 ? selection.Languages[0] : null);
        var key = driving.Count == 1 ? driving[0] : FacetKeys.Any;
        var items = new List<ProjectedRelease>();
        for (var looked = 0; looked < Query.MaxExamined; looked += pageSize)
        {
            var page = await rows.QueryAsync(
                new Query<ProjectedRelease>("order")
                    .Where(row => row.Facets, key)
                    .Where(row => row.Original!.Retraction!.Kind, retraction)
                    .Descending()
                    .Take(pageSize - items.Count)
                    .After(after),
                cancellationToken);
            items.AddRange(page.Items.Where(row => row.Editions().Any(edition => selection.Matches(Facets.Of(edition)))));
            after = page.Next;
            if (after is null || items.Count == pageSize)
            {
                break;
            }
        }

        return new Page<ProjectedRelease>(items, after);
    }

    private static Ok<ListResponse> Answer(IEnumerable<JsonObject> items, string? next, long? total) =>
        TypedResults.Ok(new ListResponse(items, next, total));

    private sealed record ListResponse(IEnumerable<JsonObject> Items, string? Next, long? Total);

    private static Selection SelectionOf(IQueryCollection query) => new()
    {
        Languages = Values(query, "lang"),
        Topics = Values(query, "topic"),
        Countries = Values(query, "country"),
        Offices = Values(query, "office"),
        Organisations = Values(query, "org"),
        Sources = Values(query, "source"),
        Origins = [.. Values(query, "origin").Select(origin => Enum.TryParse<Origin>(origin, ignoreCase: true, out var value) ? value : Origin.Other)],
    };

    private static IReadOnlyList<string> Values(IQueryCollection query, string name) => [.. query[name].OfType<string>().Distinct()];

    private static string? KindOf(string status) => status switch
    {
        "withdrawn" => "withdrawal",
        "killed" => "kill",
        "redirected" => "redirect",
        _ => null,
    };
}
