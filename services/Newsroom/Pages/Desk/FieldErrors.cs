namespace Syndication.Newsroom.Pages.Desk;

/// <summary>What a service says of one field, beside it.</summary>
internal sealed record FieldErrors(string Id, IReadOnlyList<string> Sentences)
{
    public bool Any => Sentences.Count > 0;

    /// <summary>For aria-describedby, after what describes the field anyway; null where nothing does.</summary>
    public string? Describes(string? others = null) =>
        string.Join(' ', new[] { others, Any ? Id : null }.Where(id => id is not null)) is { Length: > 0 } ids ? ids : null;
}
