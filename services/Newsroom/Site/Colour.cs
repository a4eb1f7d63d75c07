using System.Globalization;
using System.Text.RegularExpressions;

namespace Syndication.Newsroom.Site;

/// <summary>A colour in sRGB, and what WCAG 2.2 makes of it.</summary>
internal readonly partial record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>WCAG 2.2, 1.4.3: what text needs against its background.</summary>
    public const double Readable = 4.5;

    public static readonly Colour White = new(255, 255, 255);
    public static readonly Colour Black = new(0, 0, 0);

    public static Colour? Parse(string text) => Notation().IsMatch(text)
        ? new Colour(Octet(text[1..3]), Octet(text[3..5]), Octet(text[5..7]))
        : null;

    /// <summary>The contrast ratio of two colours, 1 to 21.</summary>
    public double Contrast(Colour other)
    {
        var (one, two) = (Luminance, other.Luminance);
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <summary>The same hue, bright and a little pale.</summary>
    public Colour Bright()
    {
        var most = Math.Max(Red, Math.Max(Green, Blue));
        return most == 0 ? White : new Colour((byte)(Red * 255 / most), (byte)(Green * 255 / most), (byte)(Blue * 255 / most)).Mix(White, 0.35);
    }

    /// <summary>This colour, moved towards another until its contrast with a background is high enough.</summary>
    public Colour TowardsUntil(Colour end, Colour background, double contrast)
    {
        var colour = this;
        for (var percent = 5; percent <= 100 && colour.Contrast(background) < contrast; percent += 5)
        {
            colour = Mix(end, percent / 100.0);
        }

        return colour;
    }

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private Colour Mix(Colour other, double share) => new(
        (byte)Math.Round(Red + ((other.Red - Red) * share)),
        (byte)Math.Round(Green + ((other.Green - Green) * share)),
        (byte)Math.Round(Blue + ((other.Blue - Blue) * share)));

    private static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static byte Octet(string digits) => byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("^#[0-9a-fA-F]{6}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Notation();
}
