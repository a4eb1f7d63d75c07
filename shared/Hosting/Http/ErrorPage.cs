namespace Syndication.Hosting.Http;

/// <summary>Shows errors to people: registered by whoever serves pages, asked for in place of problem details.</summary>
/// <param name="Path">Answers with the status that the response already has.</param>
/// <param name="Covers">Whether an address is one of people rather than programs.</param>
public sealed record ErrorPage(PathString Path, Func<PathString, bool> Covers);

/// <summary>A feature: what was asked for before the error page took over.</summary>
public sealed record FailedRequest(PathString Path);
