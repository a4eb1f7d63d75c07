using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Telephone numbers in ITU-T E.164: "+" and digits, the country's calling code first.</summary>
internal static class PhoneNumbers
{
    private const int Longest = 15;
    private const int Shortest = 7;

    // A bare number is taken for an international one only where it is too long to be a national one.
    private const int ShortestBare = 11;

    // Calling code to the fewest and most digits that follow it; 6-12 where nothing narrower is known.
    private static readonly FrozenDictionary<string, (int Min, int Max)> Codes = CallingCodes();

    /// <summary>The number in E.164, or null where its country can't be told or its length can't be right.</summary>
    public static string? E164(string text)
    {
        var isInternational = text.TrimStart(' ', '(').StartsWith('+');
        var digits = Digits(text.Replace("(0)", "", StringComparison.Ordinal));
        if (!isInternational && digits.StartsWith("00", StringComparison.Ordinal))
        {
            digits = digits[2..];
            isInternational = true;
        }

        var isBare = !isInternational && digits.Length >= ShortestBare && text.Trim().All(char.IsAsciiDigit);
        return (isInternational || isBare) && digits.Length is >= Shortest and <= Longest && IsPlausible(digits) ? "+" + digits : null;
    }

    private static string Digits(string text) =>
        text.Where(char.IsAsciiDigit).Aggregate(new StringBuilder(), (digits, c) => digits.Append(c)).ToString();

    private static bool IsPlausible(string digits)
    {
        for (var length = 1; length <= 3; length++)
        {
            if (Codes.TryGetValue(digits[..length], out var national))
            {
                return digits.Length - length >= national.Min && digits.Length - length <= national.Max;
            }
        }

        return false;
    }

    private static FrozenDictionary<string, (int Min, int Max)> CallingCodes()
    {
        const string narrow = "1:10-10 7:10-10 27:9-9 31:9-9 32:8-9 33:9-9 34:9-9 36:8-9 41:9-9 45:8-8 46:7-10 47:8-8 48:9-9 52:10-10 54:10-11 55:10-11 56:9-9 57:8-10 61:9-9 65:8-8 66:8-9 81:9-10 82:8-10 86:10-11 90:10-10 91:10-10 92:9-10";
        const string wide = "20 30 39 40 43 44 49 51 53 58 60 62 63 64 84 93 94 95 98";
        const string three =
            "211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 "
            + "350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 379 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 "
            + "670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 808 850 852 853 855 856 870 880 881 882 883 886 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998";
        return narrow.Split(' ')
            .Select(entry => entry.Split(':', '-'))
            .Select(entry => (Code: entry[0], Min: Number(entry[1]), Max: Number(entry[2])))
            .Concat(wide.Split(' ').Select(code => (Code: code, Min: 7, Max: 12)))
            .Concat(three.Split(' ').Select(code => (Code: code, Min: 5, Max: 11)))
            .ToFrozenDictionary(entry => entry.Code, entry => (entry.Min, entry.Max));
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
