using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;

namespace Syndication.Digest.Inbound;

/// <summary><c>POST /api/mail/inbound</c>: a mail that came back, as it is; scope "ingest". A mail server pipes its bounces and complaints here.</summary>
internal static class InboundEndpoints
{
    public static void MapInbound(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/mail/inbound", TakeAsync).RequireScope(Scopes.Ingest).WithTags("Mail");

    private static async Task<IResult> TakeAsync(HttpRequest request, Returns returns, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        await request.Body.CopyToAsync(message, cancellationToken);
        return message.Length == 0
            ? Problems.Of(StatusCodes.Status422UnprocessableEntity, "The body has to be a mail (message/rfc822); it is empty.")
            : TypedResults.Ok(new InboundAnswer(NameOf(await returns.TakeAsync(message.GetBuffer().AsMemory(0, (int)message.Length), cancellationToken))));
    }

    private static string NameOf(ReportKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}

/// <param name="Kind">What it was taken for: "bounce", "complaint", "failure", "notice", or "none" for a mail that is no report on a mail of ours.</param>
internal sealed record InboundAnswer(string Kind);
