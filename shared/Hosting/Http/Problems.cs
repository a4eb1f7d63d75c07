using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Syndication.Contracts;
using Syndication.Storage;

namespace Syndication.Hosting.Http;

/// <summary>RFC 9457 problem details: what was wrong, and what to do.</summary>
public static class Problems
{
    /// <summary>A problem with a sentence for a person.</summary>
    public static IResult Of(int status, string detail) => new ProblemResult(status, detail, []);

    /// <summary>422 with every field's faults at once: a JSON path to sentences.</summary>
    public static IResult OfFields(IReadOnlyDictionary<string, string[]> errors, string detail = "Some fields are wrong; errors says which and why.") =>
        new ProblemResult(StatusCodes.Status422UnprocessableEntity, detail, [new("errors", errors)]);

    /// <summary>409 with both sides.</summary>
    public static IResult OfConflict(string detail, object? current, object? yours) =>
        new ProblemResult(StatusCodes.Status409Conflict, detail, [new("current", current), new("yours", yours)]);

    /// <summary>" at line 1, octet 6", counted from 1; empty where it is not known.</summary>
    public static string PlaceOf(JsonException exception) =>
        exception?.LineNumber is { } line ? $" at line {line + 1}, octet {exception.BytePositionInLine + 1}" : "";

    /// <summary>Turns what escapes an endpoint into an answer, and empty error answers into problems.</summary>
    internal static void UseProblems(this WebApplication app)
    {
        // Outside: what an exception left for people to see is shown by the page below it.
        app.UseStatusCodePages(AnswerStatusAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerExceptionAsync,
            AllowStatusCode404Response = true,

            // The caller's faults, which the answer tells: for the log they are no errors of ours.
            SuppressDiagnosticsCallback = thrown => thrown.Exception is BadHttpRequestException or InvalidCursorException,
        });
    }

    private static async Task AnswerStatusAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        if (PageFor(context) is { } page && context.Request.Path != page.Path)
        {
            context.Features.Set(new FailedRequest(context.Request.Path));
            context.Request.Method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Head : HttpMethods.Get;
            context.Request.Path = page.Path;
            context.Request.QueryString = QueryString.Empty;
            context.Request.RouteValues.Clear();
            context.SetEndpoint(null);
            await status.Next(context);
            return;
        }

        await Of(context.Response.StatusCode, Sentence(context)).ExecuteAsync(context);
    }

    private static ErrorPage? PageFor(HttpContext context) =>
        context.RequestServices.GetService<ErrorPage>() is { } page && page.Covers(context.Request.Path) ? page : null;

    private static async Task AnswerExceptionAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (exception is StoreException)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        if (PageFor(context) is not null && context.Features.Get<FailedRequest>() is null)
        {
            context.Response.StatusCode = exception switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                InvalidCursorException => StatusCodes.Status404NotFound,
                StoreException => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            };
            return;
        }

        await (exception switch
        {
            BadHttpRequestException bad => Of(bad.StatusCode, Sentence(bad)),
            InvalidCursorException cursor => OfFields(new Dictionary<string, string[]> { ["after"] = [cursor.Message] }),
            StoreException => Of(StatusCodes.Status503ServiceUnavailable, "The store can't do its work now; nothing was changed that was not acknowledged. Try again in a few seconds."),
            _ => Of(StatusCodes.Status500InternalServerError, "This is a fault of ours; the log has it under this request's trace id."),
        }).ExecuteAsync(context);
    }

    private static string Sentence(BadHttpRequestException bad) => bad switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => "The body is larger than this address takes.",
        { InnerException: JsonException json } => $"The body is not the JSON that this address takes{(json.Path is { Length: > 1 } path ? $", at {path}," : "")}{PlaceOf(json)}.",
        _ => bad.Message,
    };

    private static string Sentence(HttpContext context) => context.Response.StatusCode switch
    {
        401 => "This address needs a key: send it as \"Authorization: Bearer KEY\".",
        403 => "Your key is not allowed to do this.",
        404 => $"There is nothing at {context.Request.Path}.",
        405 => $"{context.Request.Path} does not take {context.Request.Method}.",
        413 => "The body is larger than this address takes.",
        415 => "This address does not take that media type.",
        _ => "The request can't be answered.",
    };

    private sealed class ProblemResult(int status, string detail, KeyValuePair<string, object?>[] extensions) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var problem = new ProblemDetails
            {
                Status = status,
                Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
                Detail = detail,
                Instance = httpContext.Request.Path,
            };
            foreach (var (name, value) in extensions)
            {
                problem.Extensions[name] = value;
            }

            httpContext.Response.StatusCode = status;
            return httpContext.Response.WriteAsJsonAsync(problem, SyndicationJson.Options, "application/problem+json", httpContext.RequestAborted);
        }
    }
}
