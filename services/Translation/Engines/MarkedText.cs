namespace Syndication.Translation.Engines;

/// <summary>A stretch of text under one mark; 0 is no mark.</summary>
internal readonly record struct Piece(string Text, int Mark = 0);

/// <summary>
/// Text as engines take and give it: flat marks over words, which an engine carries along wherever the words go. Marks
/// never nest, so what comes back is balanced by its form.
/// </summary>
internal sealed record MarkedText(IReadOnlyList<Piece> Pieces)
{
    public static MarkedText None { get; } = new([]);

    public string Plain => string.Concat(Pieces.Select(piece => piece.Text));

    public static MarkedText Of(string text) => new([new Piece(text)]);

    /// <summary>With neighbours of one mark joined, the white space between them included.</summary>
    public MarkedText Joined()
    {
        var joined = new List<Piece>();
        foreach (var piece in Pieces.Where(piece => piece.Text.Length > 0))
        {
            if (joined.Count > 0 && joined[^1].Mark == piece.Mark)
            {
                joined[^1] = piece with { Text = joined[^1].Text + piece.Text };
            }
            else if (joined.Count > 1 && joined[^2].Mark == piece.Mark && string.IsNullOrWhiteSpace(joined[^1].Text))
            {
                joined[^2] = piece with { Text = joined[^2].Text + joined[^1].Text + piece.Text };
                joined.RemoveAt(joined.Count - 1);
            }
            else
            {
                joined.Add(piece);
            }
        }

        return new MarkedText(joined);
    }

    /// <summary>One string for one text with its marks: what the memory's keys are made of.</summary>
    public override string ToString() =>
        string.Concat(Pieces.Select(piece => piece.Mark == 0 ? piece.Text : $"\u2402{piece.Mark}\u2403{piece.Text}\u2404"));
}
