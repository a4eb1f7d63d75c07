using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Reading;
using Syndication.Text;

namespace Syndication.Ingestion.Offices;

/// <summary><c>/api/sources/{source}/offices</c>: the regional offices of a source and what they cover; scope "desk".</summary>
internal static class DirectoryEndpoints
{
    public static void MapDirectories(this IEndpointRouteBuilder endpoints)
    {
        var offices = endpoints.MapGroup("/api/sources/{source}/offices").RequireScope(Scopes.Desk).WithTags("Sources");
        offices.MapGet("", GetAsync);
        offices.MapPut("", PutAsync);
        offices.MapPost("import", ImportAsync);
    }

    private static async Task<IResult> GetAsync(string source, DirectoryStore directories, CancellationToken cancellationToken) =>
        TypedResults.Ok(new { Items = (await directories.FindAsync(source, cancellationToken))?.Offices ?? [] });

    private static async Task<IResult> PutAsync(string source, OfficeList list, DirectoryStore directories, CancellationToken cancellationToken)
    {
        var faults = Faults(source, list);
        if (faults.Count > 0)
        {
            return Problems.OfFields(faults);
        }

        await directories.SaveAsync(new OfficeDirectory { Id = source, Offices = list.Items }, cancellationToken);
        return TypedResults.Ok(list);
    }

    /// <summary>Takes the page that lists the offices, as HTML or as the plain-text dump of one; answers what a person should check.</summary>
    private static async Task<IResult> ImportAsync(
        string source,
        HttpRequest request,
        Extractor extractor,
        Intake.SourceProfileStore profiles,
        DirectoryStore directories,
        CancellationToken cancellationToken)
    {
        if (!Slug.IsValid(source))
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["source"] = ["A source is a slug: lower-case letters, digits and hyphens."] });
        }

        if (await RequestBody.ReadAsync(request, RequestBody.MaxPage, cancellationToken) is not { } content)
        {
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, $"A page may have {RequestBody.MaxPage / 1024 / 1024} MiB at most.");
        }

        try
        {
            var page = extractor.Extract(new Page(content, request.ContentType, source), await profiles.GetAsync(source, cancellationToken));
            var (directory, warnings) = DirectoryReader.Read(source, page);
            if (directory.Offices.Count == 0)
            {
                return Problems.Of(StatusCodes.Status422UnprocessableEntity, "No office was found: the page has to have a heading such as \"Dakar (Senegal)\" for each, and a paragraph on what it covers below.");
            }

            await directories.SaveAsync(directory, cancellationToken);
            return TypedResults.Ok(new { Items = directory.Offices, Warnings = warnings });
        }
        catch (UnreadablePageException exception)
        {
            return Problems.Of(exception.Status, exception.Message);
        }
    }

    private static Dictionary<string, string[]> Faults(string source, OfficeList list)
    {
        var faults = new Dictionary<string, string[]>();
        if (!Slug.IsValid(source))
        {
            faults["source"] = ["A source is a slug: lower-case letters, digits and hyphens."];
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            var office = list.Items[i];
            if (string.IsNullOrWhiteSpace(office.Name))
            {
                faults[$"items[{i}].name"] = ["An office needs a name."];
            }

            if (office.Countries is null || office.Countries.Any(country => !country.All(char.IsAsciiLetterUpper) || !CountryCode.IsAssigned(country.ToLowerInvariant())))
            {
                faults[$"items[{i}].countries"] = ["A country is an ISO 3166-1 alpha-2 code in upper case, such as SN."];
            }
        }

        return faults;
    }

    private sealed record OfficeList(IReadOnlyList<RegionalOffice> Items);
}
