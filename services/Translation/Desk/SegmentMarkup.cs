using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Syndication.Contracts;

namespace Syndication.Translation.Desk;

/// <summary>
/// A sentence as a person edits it: plain text, what is set apart between numbered brackets ("see ⟦1⟧the report⟦/1⟧"). The
/// number is the run of the original whose style and link it has.
/// </summary>
internal static partial class SegmentMarkup
{
    public static string Write(IReadOnlyList<Run> runs, IReadOnlyList<Run> source)
    {
        var styles = Styles(source);
        var text = new StringBuilder();
        foreach (var run in runs)
        {
            var number = styles.IndexOf(run with { Text = "" }) + 1;
            text.Append(number == 0 ? run.Text : $"⟦{number}⟧{run.Text}⟦/{number}⟧");
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">Brackets do not balance, or have a number that the original has not.</exception>
    public static IReadOnlyList<Run> Read(string text, IReadOnlyList<Run> source)
    {
        var styles = Styles(source);
        var runs = new List<Run>();
        var (open, at) = (0, 0);
        foreach (Match bracket in Bracket().Matches(text))
        {
            Add(text[at..bracket.Index]);
            at = bracket.Index + bracket.Length;
            var number = int.Parse(bracket.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            if (number < 1 || number > styles.Count)
            {
                throw new FormatException($"There is no {number} among the brackets of the original.");
            }

            if (bracket.Groups["close"].Success ? open != number : open != 0)
            {
                throw new FormatException($"The bracket {bracket.Value} has no partner.");
            }

            open = bracket.Groups["close"].Success ? 0 : number;
        }

        Add(text[at..]);
        return open == 0 ? runs : throw new FormatException($"The bracket ⟦{open}⟧ is never closed.");

        void Add(string stretch)
        {
            if (stretch.Length > 0)
            {
                runs.Add(open == 0 ? new Run(stretch) : styles[open - 1] with { Text = stretch });
            }
        }
    }

    private static List<Run> Styles(IReadOnlyList<Run> source) =>
        [.. source.Select(run => run with { Text = "" }).Where(run => run is not { Strong: false, Emphasis: false, Href: null }).Distinct()];

    [GeneratedRegex("⟦(?<close>/)?(?<number>[0-9]{1,4})⟧", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Bracket();
}
