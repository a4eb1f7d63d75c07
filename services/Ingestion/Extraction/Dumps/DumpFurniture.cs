namespace Syndication.Ingestion.Extraction.Dumps;

/// <summary>The lines of a dump that are its site's: what its pages share, and what structure tells on a page alone.</summary>
internal static class DumpFurniture
{
    private const int ShortestProse = 40;
    private const int LongProse = 100;
    private const int Label = -30;
    private const int Bullet = -20;

    // Name, role and office below a contact lead-in are the same on many pages.
    private const int PersonLines = 4;

    // Lines above the prose that may hold headline, subheading, date and category.
    private const int HeadWindow = 6;

    /// <summary>Only what lies between menu and footer, headline included.</summary>
    public static IReadOnlyList<string> Strip(IReadOnlyList<string> lines, SourceProfile profile)
    {
        var left = Unlearned(lines, line => LineCounts.IsFurniture(profile, line));
        var own = lines.Where(line => !LineCounts.IsFurniture(profile, line)).Sum(line => line.Length);
        if (Sentences(lines) - Sentences(left) > own)
        {
            // Rather a blurb too many than the release itself, which may have come in under several names.
            left = Unlearned(lines, line => LineCounts.IsSurelyFurniture(profile, line));
        }

        return Strip(left.Any(line => IsProse(line)) || !lines.Any(line => IsProse(line)) ? left : lines);
    }

    /// <summary>Without the lines that the source's pages share; contact lines and about paragraphs stay.</summary>
    private static List<string> Unlearned(IReadOnlyList<string> lines, Func<string, bool> isFurniture)
    {
        var kept = new List<string>();
        var afterAbout = false;
        var afterLeadIn = 0;
        foreach (var line in lines)
        {
            afterAbout = AboutReader.IsAbout(line) || (afterAbout && !LineShape.IsLabel(line));
            afterLeadIn = ContactReader.IsLeadIn(line) ? PersonLines : afterLeadIn - 1;
            if (afterAbout || afterLeadIn > 0 || ContactReader.IsContactLine(line) || !isFurniture(line))
            {
                kept.Add(line);
            }
        }

        return kept;
    }

    private static int Sentences(IReadOnlyList<string> lines) => lines.Where(LineShape.IsSentence).Sum(line => line.Length);

    private static List<string> Strip(IReadOnlyList<string> lines)
    {
        var isMenu = MenuLines(lines);
        var (start, end) = Densest(lines, isMenu);
        if (start < 0)
        {
            return [.. lines.Where((_, i) => !isMenu[i])];
        }

        return [.. lines.Skip(Head(lines, isMenu, start)).Take(End(lines, isMenu, start, end) - Head(lines, isMenu, start))];
    }

    /// <summary>Entries that stand twice ("Structure", "Structure") or are glued before their own blurb.</summary>
    private static bool[] MenuLines(IReadOnlyList<string> lines)
    {
        var isMenu = new bool[lines.Count];
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            if (lines[i].Length == 0 || !LineShape.IsLabel(lines[i]))
            {
                continue;
            }

            var next = lines[i + 1];
            if (next == lines[i] || (next.StartsWith(lines[i], StringComparison.Ordinal) && char.IsLetterOrDigit(next[lines[i].Length])))
            {
                isMenu[i] = isMenu[i + 1] = true;
            }
        }

        return isMenu;
    }

    /// <summary>The stretch where prose outweighs labels most: the maximal sum of the lines' weights.</summary>
    private static (int Start, int End) Densest(IReadOnlyList<string> lines, bool[] isMenu)
    {
        var wrap = LineWrap.Of(lines);
        int best = 0, sum = 0, from = 0;
        var found = (Start: -1, End: -1);
        for (var i = 0; i < lines.Count; i++)
        {
            sum += Weight(lines, i, isMenu, wrap);
            if (sum > best)
            {
                best = sum;
                found = (from, i + 1);
            }

            if (sum <= 0)
            {
                sum = 0;
                from = i + 1;
            }
        }

        return found;
    }

    private static int Weight(IReadOnlyList<string> lines, int i, bool[] isMenu, LineWrap? wrap)
    {
        var line = lines[i];
        if (line.Length == 0)
        {
            return 0;
        }

        if (isMenu[i])
        {
            return Label;
        }

        if (IsProse(line) || (wrap is not null && IsWrapped(lines, i, wrap)) || DatelineReader.Read(line) is { Date: not null })
        {
            return line.Length;
        }

        return LineShape.BulletText(line) is not null || LineShape.IsLoneBullet(line) ? Bullet : Label;
    }

    private static bool IsProse(string line) =>
        line.Length >= LongProse || (line.Length >= ShortestProse && LineShape.EndsThought(line) && LineShape.Words(line) >= 5);

    private static bool IsWrapped(IReadOnlyList<string> lines, int i, LineWrap wrap)
    {
        var joinsNext = i + 1 < lines.Count && Joins(lines[i], lines[i + 1], wrap);
        var joinsPrevious = i > 0 && Joins(lines[i - 1], lines[i], wrap);
        return joinsNext || joinsPrevious;
    }

    private static bool Joins(string line, string next, LineWrap wrap) =>
        line.Length > 0 && next.Length > 0
        && LineShape.BulletText(next) is null && !LineShape.IsLoneBullet(next)
        && !LineShape.EndsThought(line)
        && (LineShape.StartsLower(next) || wrap.IsForced(line, next));

    /// <summary>Where the headline starts: the nearest lines above the prose that are neither menu nor bullet.</summary>
    private static int Head(IReadOnlyList<string> lines, bool[] isMenu, int start)
    {
        var head = start;
        for (var i = start - 1; i >= Math.Max(0, start - HeadWindow) && !isMenu[i] && LineShape.BulletText(lines[i]) is null && !LineShape.IsLoneBullet(lines[i]); i--)
        {
            if (lines[i].Length > 0)
            {
                head = i;
            }
        }

        return head;
    }

    /// <summary>Contacts below the prose are content, as far down as telephone numbers and addresses go.</summary>
    private static int End(IReadOnlyList<string> lines, bool[] isMenu, int start, int end)
    {
        var last = end;
        for (var i = end; i < lines.Count && i < end + ContactReader.LongestSection && !isMenu[i]; i++)
        {
            if (ContactReader.IsContactLine(lines[i]) || AboutReader.IsLabel(lines[i]) || (i > 0 && lines[i - 1].EndsWith(':') && i - 1 >= start))
            {
                last = i + 1;
            }
            else if (LineShape.BulletText(lines[i]) is not null && LeadsIntoList(lines, i, start))
            {
                last = i + 1;
            }
        }

        return last;
    }

    private static bool LeadsIntoList(IReadOnlyList<string> lines, int i, int start)
    {
        while (i > start && (lines[i].Length == 0 || LineShape.BulletText(lines[i]) is not null))
        {
            i--;
        }

        return lines[i].EndsWith(':');
    }
}
