using AngleSharp.Dom;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>What the elements around a text make of it.</summary>
internal readonly record struct TextStyle(bool Strong, bool Emphasis, string? Href)
{
    public TextStyle Within(IElement element, string? href) => element.LocalName switch
    {
        "strong" or "b" => this with { Strong = true },
        "em" or "i" => this with { Emphasis = true },
        "a" => this with { Href = href ?? Href },
        _ => this,
    };
}
