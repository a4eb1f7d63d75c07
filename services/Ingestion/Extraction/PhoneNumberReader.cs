using PhoneNumbers;

namespace Syndication.Ingestion.Extraction;

/// <summary>Telephone numbers in ITU-T E.164: "+" and digits, the country's calling code first.</summary>
internal static class PhoneNumberReader
{
    // A bare number is taken for an international one only where it is too long to be a national one.
    private const int ShortestBare = 11;

    /// <summary>The number in E.164, or null where its country can't be told or its length can't be right.</summary>
    public static string? E164(string text)
    {
        var number = text.Replace("(0)", "", StringComparison.Ordinal).Trim();
        var international = number.TrimStart('(').StartsWith('+') ? number
            : number.StartsWith("00", StringComparison.Ordinal) ? "+" + number[2..]
            : number.Length >= ShortestBare && number.All(char.IsAsciiDigit) ? "+" + number
            : null;
        var util = PhoneNumberUtil.GetInstance();
        try
        {
            return international is not null && util.Parse(international, null) is var parsed && util.IsPossibleNumber(parsed)
                ? util.Format(parsed, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
