using Microsoft.Extensions.Options;
using Syndication.Hosting;

namespace Syndication.Newsroom.Site;

/// <summary>What makes the pages this office's own.</summary>
internal sealed class Brand
{
    /// <summary>Backgrounds of the stylesheet, in the light and in the dark.</summary>
    private static readonly Colour Paper = Colour.White;
    private static readonly Colour Night = new(0x14, 0x18, 0x1c);

    private const int LongestLogo = 512 * 1024;

    private static readonly Dictionary<string, string> LogoTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
    };

    private readonly Colour _colour;

    public Brand(IOptions<NewsroomOptions> newsroom, IOptions<SyndicationOptions> installation)
    {
        var options = newsroom.Value;
        Name = string.IsNullOrWhiteSpace(options.Name) ? installation.Value.Name : options.Name;
        _colour = Colour.Parse(options.Colour)!.Value;
        Logo = options.Logo is { Length: > 0 } file
            ? new Asset("logo" + Path.GetExtension(file).ToLowerInvariant(), LogoTypes[Path.GetExtension(file)], File.ReadAllBytes(file))
            : null;
    }

    public string Name { get; }
    public Asset? Logo { get; }

    /// <summary>Where the browser paints around the page.</summary>
    public string ThemeColour => _colour.ToString();

    /// <summary>The colours as the stylesheet knows them.</summary>
    public string Properties =>
        $":root{{--brand:{_colour};--brand-night:{AtNight}}}\n";

    // Its hue as far as that carries, then paler.
    private Colour AtNight => _colour.TowardsUntil(_colour.Bright(), Night, 6.5).TowardsUntil(Colour.White, Night, 6.5);

    /// <summary>Lines on the office's colour, for the browser's tab.</summary>
    public string Icon =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="{_colour}"/><path d="M9 8h14v3H9zm0 6h14v2H9zm0 4h14v2H9zm0 4h9v2H9z" fill="#fff"/></svg>""";

    /// <summary>A sentence where the colour can't be used.</summary>
    public static string? FaultOf(string text)
    {
        if (Colour.Parse(text) is not { } colour)
        {
            return $"Newsroom__Colour \"{text}\" is no colour: give six hexadecimal digits, \"#12466b\" for example.";
        }

        return colour.Contrast(Paper) >= Colour.Readable
            ? null
            : FormattableString.Invariant(
                $"Newsroom__Colour {colour} has a contrast of {colour.Contrast(Paper):0.0}:1 on white; WCAG 2.2 asks for 4.5:1. {colour.TowardsUntil(Colour.Black, Paper, Colour.Readable)} is the nearest that has it.");
    }

    /// <summary>A sentence where the logo can't be used.</summary>
    public static string? FaultOfLogo(string? file)
    {
        if (string.IsNullOrEmpty(file))
        {
            return null;
        }

        if (!LogoTypes.ContainsKey(Path.GetExtension(file)))
        {
            return $"Newsroom__Logo {file} is none of {string.Join(", ", LogoTypes.Keys)}.";
        }

        var logo = new FileInfo(file);
        return !logo.Exists ? $"Newsroom__Logo {file} is not there."
            : logo.Length > LongestLogo ? $"Newsroom__Logo {file} has {logo.Length / 1024} KiB; 512 KiB is the most."
            : null;
    }
}
