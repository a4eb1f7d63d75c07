namespace Syndication.Text.Analysis.Stemming;

/// <summary>
/// A word while its endings come off, with the regions of the Snowball algorithms: an ending may go only where it lies
/// wholly after the start of a region.
/// </summary>
/// <param name="buffer">Room for the word and two characters for each of its letters.</param>
internal ref struct WordStem(Span<char> buffer)
{
    private readonly Span<char> _letters = buffer;

    /// <summary>How much of the word is left.</summary>
    public int Length { get; private set; }

    /// <summary>Where region 1 begins.</summary>
    public int R1 { get; set; }

    /// <summary>Where region 2 begins.</summary>
    public int R2 { get; set; }

    /// <summary>Where the verb region of the Romance languages begins.</summary>
    public int Rv { get; set; }

    public readonly ReadOnlySpan<char> Letters => _letters[..Length];

    public readonly char this[int index]
    {
        get => _letters[index];
        set => _letters[index] = value;
    }

    /// <summary>The letter that many from the end, 1 being the last; NUL before the word's start.</summary>
    public readonly char FromEnd(int count) => count <= Length ? _letters[Length - count] : '\0';

    public readonly bool EndsWith(string ending) => Letters.EndsWith(ending, StringComparison.Ordinal);

    /// <summary>Whether an ending of this length lies wholly after <paramref name="region"/>.</summary>
    public readonly bool IsWithin(int region, int ending) => Length - ending >= region;

    /// <summary>The longest of the endings, longest given first, that the word has after <paramref name="region"/>.</summary>
    public readonly string? Longest(string[] endings, int region = 0)
    {
        foreach (var ending in endings)
        {
            if (EndsWith(ending) && IsWithin(region, ending.Length))
            {
                return ending;
            }
        }

        return null;
    }

    public void Append(char letter) => _letters[Length++] = letter;

    public void Append(ReadOnlySpan<char> letters)
    {
        letters.CopyTo(_letters[Length..]);
        Length += letters.Length;
    }

    public void Drop(int count) => Length -= count;

    /// <summary>Puts another ending in the place of the last letters.</summary>
    public void Replace(int count, string ending)
    {
        Drop(count);
        Append(ending);
    }

    /// <summary>Drops the ending if the word has it after <paramref name="region"/>.</summary>
    public bool TryDrop(string ending, int region)
    {
        if (!EndsWith(ending) || !IsWithin(region, ending.Length))
        {
            return false;
        }

        Drop(ending.Length);
        return true;
    }

    /// <summary>The place after the first non-vowel that follows a vowel, from <paramref name="start"/>.</summary>
    public readonly int AfterVowelAndConsonant(int start, string vowels)
    {
        var i = start;
        while (i < Length && !vowels.Contains(_letters[i]))
        {
            i++;
        }

        while (i < Length && vowels.Contains(_letters[i]))
        {
            i++;
        }

        return Math.Min(i + 1, Length);
    }

    public override readonly string ToString() => Letters.ToString();
}
