using Syndication.Contracts;
using Syndication.Translation.Engines;

namespace Syndication.Translation.Protecting;

/// <summary>A mark of a prepared segment: the run that its text belongs to, and what is protected under it.</summary>
/// <param name="Run">Index of the source's run: its style is the translation's.</param>
/// <param name="Token">The word that stands in the place of what is protected, on a second attempt.</param>
internal sealed record Mark(int Id, int Run, Protection? Protection, string? Token);

/// <summary>One sentence, ready for an engine.</summary>
internal sealed record PreparedSegment(MarkedText Text, IReadOnlyList<Mark> Marks, IReadOnlyList<Run> Source)
{
    /// <summary>
    /// The runs of the translation, what is protected put back. A mark that was lost, or came back in two places, leaves its
    /// text out or twice in: the checks see that.
    /// </summary>
    public IReadOnlyList<Run> Restore(MarkedText translated)
    {
        var runs = new List<Run>();
        var placed = new HashSet<int>();
        foreach (var piece in FindTokens(translated).Joined().Pieces)
        {
            var mark = piece.Mark == 0 ? null : Marks.FirstOrDefault(mark => mark.Id == piece.Mark);
            if (mark is null)
            {
                Add(new Run(piece.Text));
                continue;
            }

            var text = mark.Protection is null ? piece.Text : placed.Add(mark.Id) ? Around(piece.Text, mark.Protection.Target) : "";
            Add(Source[mark.Run] with { Text = text });
        }

        return runs;

        void Add(Run run)
        {
            if (run.Text.Length == 0)
            {
                return;
            }

            if (runs.Count > 0 && runs[^1] with { Text = run.Text } == run)
            {
                runs[^1] = run with { Text = runs[^1].Text + run.Text };
            }
            else
            {
                runs.Add(run);
            }
        }
    }

    /// <summary>An engine that drops marks still leaves words alone that it does not know.</summary>
    private MarkedText FindTokens(MarkedText translated)
    {
        var pieces = translated.Pieces;
        foreach (var mark in Marks.Where(mark => (mark.Token ?? TokenOf(mark)) is not null && !translated.Pieces.Any(piece => piece.Mark == mark.Id)))
        {
            var token = mark.Token ?? TokenOf(mark)!;
            pieces = [.. pieces.SelectMany(piece => Split(piece, token, mark.Id))];
        }

        return new MarkedText(pieces);
    }

    private static string? TokenOf(Mark mark) =>
        mark.Protection is { Kind: ProtectionKind.Address or ProtectionKind.Phone } protection ? protection.Engine : null;

    private static IEnumerable<Piece> Split(Piece piece, string token, int mark)
    {
        var at = piece.Text.IndexOf(token, StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? [piece]
            : [piece with { Text = piece.Text[..at] }, new Piece(token, mark), piece with { Text = piece.Text[(at + token.Length)..] }];
    }

    private static string Around(string given, string target)
    {
        var leading = given.Length - given.TrimStart().Length;
        var trailing = given.Length - given.TrimEnd().Length;
        return leading == given.Length ? target : given[..leading] + target + given[^trailing..];
    }
}
