namespace Syndication.Ingestion.Extraction;

/// <summary>A page as it came in: HTML, or the plain-text dump of one.</summary>
/// <param name="Content">Octets in any encoding.</param>
/// <param name="MediaType">As declared, parameters included; null where only the content tells.</param>
/// <param name="Source">Whose furniture it carries: a slug.</param>
/// <param name="Url">Where it was found, absolute, if known.</param>
/// <param name="Name">What it is called within its source whatever it says today: a path. Null where nothing lasts but its URL.</param>
public sealed record Page(ReadOnlyMemory<byte> Content, string? MediaType, string Source, string? Url = null, string? Name = null);

/// <summary>What extraction made of a page.</summary>
/// <param name="Draft">As much as could be told.</param>
/// <param name="BodyText">The body as plain text; for a page in doubt, the text that is left without furniture.</param>
/// <param name="Reasons">Why a person has to look: a sentence each. Empty where the page can be published.</param>
/// <param name="IsCorrection">The page says itself that it corrects what was published.</param>
public sealed record ExtractedPage(Draft Draft, string BodyText, IReadOnlyList<string> Reasons, bool IsCorrection)
{
    /// <summary>The instant that the page's embargo line names; null where there is none or it can't be told.</summary>
    public DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>How far to trust it, 0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>What speaks against it, a sentence each, the heaviest first; its <see cref="Reasons"/> where that is enough.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
}

/// <summary>This is no page. The message says what it is and what to do.</summary>
/// <param name="status">The HTTP status that answers it: 400, 413, 415 or 422.</param>
public sealed class UnreadablePageException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
