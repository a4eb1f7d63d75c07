using System.Text.Json.Serialization;

namespace Syndication.Contracts;

/// <summary>
/// One block of a body. A block of a type that this build does not know is read as a bare <see cref="Block"/>:
/// it renders as nothing and is counted.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(ListBlock), "list")]
[JsonDerivedType(typeof(QuoteBlock), "quote")]
[JsonDerivedType(typeof(ImageBlock), "image")]
[JsonDerivedType(typeof(TableBlock), "table")]
public record Block;

/// <summary>A stretch of text in one style.</summary>
/// <param name="Text">Plain text; never markup.</param>
/// <param name="Href">Absolute http, https, mailto or tel URL.</param>
public sealed record Run(string Text, bool Strong = false, bool Emphasis = false, string? Href = null);

/// <summary>A paragraph.</summary>
public sealed record Paragraph(IReadOnlyList<Run> Runs) : Block;

/// <summary>A heading inside the body.</summary>
/// <param name="Level">2 to 6; the headline is level 1.</param>
public sealed record Heading(int Level, IReadOnlyList<Run> Runs) : Block;

/// <summary>A list, one level deep.</summary>
public sealed record ListBlock(bool Ordered, IReadOnlyList<ListItem> Items) : Block;

/// <summary>An item of a list.</summary>
public sealed record ListItem(IReadOnlyList<Run> Runs);

/// <summary>A passage set apart, as a block quotation is.</summary>
public sealed record QuoteBlock(IReadOnlyList<Paragraph> Paragraphs, string? Attribution = null) : Block;

/// <summary>A picture.</summary>
/// <param name="Url">Absolute http or https.</param>
public sealed record ImageBlock(string Url, string? Alt = null, string? Caption = null) : Block;

/// <summary>A table; the first row is its head where <paramref name="HasHeader"/> says so.</summary>
public sealed record TableBlock(bool HasHeader, IReadOnlyList<TableRow> Rows, string? Caption = null) : Block;

/// <summary>A row of cells.</summary>
public sealed record TableRow(IReadOnlyList<TableCell> Cells);

/// <summary>A cell.</summary>
public sealed record TableCell(IReadOnlyList<Run> Runs);
