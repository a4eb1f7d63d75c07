using Syndication.Contracts;

namespace Syndication.Translation.Checks;

/// <summary>Links lead where they led, and what was set apart still is, as often.</summary>
internal static class RunChecks
{
    public static IEnumerable<Finding> Check(IReadOnlyList<Run> source, IReadOnlyList<Run> target)
    {
        var there = Styled(target).ToList();
        foreach (var run in Styled(source))
        {
            if (there.Remove(run))
            {
                continue;
            }

            yield return run.Href is null
                ? new Finding(FindingKind.Style, $"A passage in {(run.Strong ? "bold" : "italics")} lost its bounds.")
                : new Finding(FindingKind.Link, $"The link to {run.Href} is missing, broken in two, or has no words.");
        }

        foreach (var run in there)
        {
            yield return run.Href is null
                ? new Finding(FindingKind.Style, $"There is a passage in {(run.Strong ? "bold" : "italics")} more than in the original.")
                : new Finding(FindingKind.Link, $"The link to {run.Href} is not in the original, or broken in two.");
        }
    }

    /// <summary>Each styled stretch once, without its words: stretches of one style that only white space parts are one.</summary>
    private static IEnumerable<Run> Styled(IReadOnlyList<Run> runs)
    {
        Run? before = null;
        foreach (var run in runs.Where(run => run.Text.Any(char.IsLetterOrDigit)))
        {
            var style = run with { Text = "" };
            if (style is not { Strong: false, Emphasis: false, Href: null } && style != before)
            {
                yield return style;
            }

            before = style;
        }
    }
}
