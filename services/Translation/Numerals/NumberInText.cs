namespace Syndication.Translation.Numerals;

/// <summary>A number as it stands in a text.</summary>
/// <param name="Values">What it can mean: "1.500" is 1500 or 1.5, whoever wrote it; the first is what its language means by it.</param>
/// <param name="IsDigits">Written in digits, with or without a word such as "million" after them.</param>
/// <param name="IsSure">Not a word that often is none ("un", "neuf").</param>
internal sealed record NumberInText(int Start, int Length, IReadOnlyList<decimal> Values, bool IsDigits, bool IsSure)
{
    public bool Means(NumberInText other) => Values.Any(other.Values.Contains);
}
