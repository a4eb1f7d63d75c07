using Syndication.Contracts;
using Syndication.Translation.Engines;
using Syndication.Translation.Numerals;

namespace Syndication.Translation.Protecting;

/// <summary>Turns the runs of one sentence into text with marks that an engine takes, and knows how to turn it back.</summary>
internal static class Protector
{
    /// <param name="isOpaque">
    /// Hides what is protected behind words that no language has. Engines translate worse around those, so it is for the
    /// second attempt alone.
    /// </param>
    public static PreparedSegment Prepare(IReadOnlyList<Run> runs, TextContext context, bool isOpaque = false)
    {
        var text = string.Concat(runs.Select(run => run.Text));
        var protections = Find(text, context, isOpaque);
        var pieces = new List<Piece>();
        var marks = new List<Mark>();
        var start = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            var end = start + runs[i].Text.Length;
            var style = IsPlain(runs[i]) ? 0 : Add(new Mark(marks.Count + 1, i, null, null));
            var at = start;

            // What begins in a run belongs to it whole: a name half bold is rare, a name lost is not to be.
            foreach (var protection in protections.Where(protection => protection.Start >= start && protection.Start < end))
            {
                AddText(at, protection.Start, style);
                var token = isOpaque && protection.Kind != ProtectionKind.Number ? Token(marks.Count) : null;
                pieces.Add(new Piece(token ?? protection.Engine, Add(new Mark(marks.Count + 1, i, protection, token))));
                at = protection.End;
            }

            AddText(at, end, style);
            start = Math.Max(at, end);
        }

        return new PreparedSegment(Trimmed(pieces), marks, runs);

        int Add(Mark mark)
        {
            marks.Add(mark);
            return mark.Id;
        }

        void AddText(int from, int to, int mark)
        {
            if (to > from)
            {
                pieces.Add(new Piece(text[from..to], mark));
            }
        }
    }

    /// <summary>The white space around a sentence is no part of what is translated, and looked up.</summary>
    private static MarkedText Trimmed(List<Piece> pieces)
    {
        if (pieces.Count > 0)
        {
            pieces[0] = pieces[0] with { Text = pieces[0].Text.TrimStart() };
            pieces[^1] = pieces[^1] with { Text = pieces[^1].Text.TrimEnd() };
        }

        return new MarkedText([.. pieces.Where(piece => piece.Text.Length > 0)]);
    }

    /// <summary>What has to come out of a text in a certain form; nothing overlaps.</summary>
    public static IReadOnlyList<Protection> Find(string text, TextContext context, bool isOpaque)
    {
        var all = new List<Protection>();
        all.AddRange(ContactPatterns.Email.Matches(text).Concat(ContactPatterns.Url.Matches(text))
            .Select(match => new Protection(match.Index, match.Length, ProtectionKind.Address, match.Value, Token(match.Index))));
        all.AddRange(ContactPatterns.Phone.Matches(text)
            .Select(match => new Protection(match.Index, match.Length, ProtectionKind.Phone, match.Value, Token(match.Index))));
        all.AddRange(context.Glossary.Find(text, context.Pair));
        all.AddRange(NameReader.Find(text, context.Names)
            .Select(name => new Protection(name.Start, name.Length, ProtectionKind.Name, text.Substring(name.Start, name.Length), text.Substring(name.Start, name.Length))));
        all.AddRange(ContactPatterns.Compound.Matches(text).Select(match => CompoundIn(match.Value, match.Index)));
        all.AddRange(TimeReader.Read(text).Select(time => TimeIn(text, time)));
        var dates = DateReader.Read(text);
        all.AddRange(isOpaque ? dates.Select(date => DateIn(text, date, context.Pair)).OfType<Protection>() : []);
        all.AddRange(NumberReader.Read(text, context.Pair.Source)
            .Where(number => number.IsDigits && !dates.Any(date => number.Start >= date.Start && number.Start < date.Start + date.Length))
            .Select(number => NumberIn(text, number, context.Pair)));

        var chosen = new List<Protection>();
        foreach (var protection in all.OrderBy(protection => protection.Kind).ThenByDescending(protection => protection.Length).ThenBy(protection => protection.Start))
        {
            if (!chosen.Exists(other => protection.Start < other.End && other.Start < protection.End))
            {
                chosen.Add(protection);
            }
        }

        return [.. chosen.OrderBy(protection => protection.Start)];
    }

    private static Protection? DateIn(string text, DateInText date, LanguagePair pair) =>
        DateText.Write(date, pair.Target) is { } written
            ? new Protection(date.Start, date.Length, ProtectionKind.Date, written, text.Substring(date.Start, date.Length))
            : null;

    /// <summary>A score, a range, a date in figures, a time: all of it stays, and the engine sees its first number.</summary>
    private static Protection CompoundIn(string figure, int start) =>
        new(start, figure.Length, ProtectionKind.Number, figure, string.Concat(figure.TakeWhile(char.IsAsciiDigit)));

    /// <summary>"14.30" of "14.30 h" is no decimal number; the words around it are the engine's to translate.</summary>
    private static Protection TimeIn(string text, TimeInText time) =>
        CompoundIn(string.Concat(text.Substring(time.Start, time.Length).TakeWhile(letter => char.IsAsciiDigit(letter) || letter is '.' or ':')), time.Start);

    /// <summary>The digits alone: the word for a scale after them is the engine's to translate.</summary>
    private static Protection NumberIn(string text, NumberInText number, LanguagePair pair)
    {
        var length = number.Length;
        while (!char.IsAsciiDigit(text[number.Start + length - 1]))
        {
            length--;
        }

        var digits = text.Substring(number.Start, length);
        return new Protection(number.Start, length, ProtectionKind.Number, NumberText.Rewrite(digits, pair.Source, pair.Target), NumberText.Bare(digits, pair.Source));
    }

    private static bool IsPlain(Run run) => run is { Strong: false, Emphasis: false, Href: null };

    /// <summary>A word that no dictionary has, unlike any other of its sentence; letters only, so that it stays one word.</summary>
    private static string Token(int number)
    {
        var letters = "";
        do
        {
            letters = (char)('a' + (number % 26)) + letters;
            number /= 26;
        }
        while (number > 0);

        return $"Xq{letters}x";
    }
}
