using System.Globalization;
using System.Text;

namespace Syndication.Testing.Articles;

/// <summary>
/// What became of pages whose templates were broken: an extraction is degraded where its F1 fell under 0.75, good where it
/// is 0.9 and more. Pages that are not good as they are say nothing of templates and are left out.
/// </summary>
public sealed record QuarantineFigures(int Degraded, int DegradedQuarantined, int Good, int GoodQuarantined, IReadOnlyDictionary<string, (int Degraded, int Missed)> ByTemplate)
{
    private const double GoodFrom = 0.9;
    private const double DegradedBelow = 0.75;
    private const int Seed = 7;

    public double QuarantinedOfDegraded => Degraded == 0 ? 1 : (double)DegradedQuarantined / Degraded;

    public double QuarantinedOfGood => Good == 0 ? 0 : (double)GoodQuarantined / Good;

    public static QuarantineFigures Of(IEnumerable<ArticlePage> pages, IReadOnlyList<BrokenTemplate> templates, Func<string, (string Body, bool IsQuarantined)> extract)
    {
        ArgumentNullException.ThrowIfNull(pages);
        ArgumentNullException.ThrowIfNull(templates);
        ArgumentNullException.ThrowIfNull(extract);
        int degraded = 0, degradedQuarantined = 0, good = 0, goodQuarantined = 0;
        var byTemplate = templates.ToDictionary(template => template.Name, _ => (Degraded: 0, Missed: 0));
        foreach (var page in pages)
        {
            var html = Encoding.UTF8.GetString(page.Html);
            var (asItIs, isQuarantined) = extract(html);
            if (ArticleScore.Of(page.Body, asItIs).F1 < GoodFrom)
            {
                continue;
            }

            good++;
            goodQuarantined += isQuarantined ? 1 : 0;
            foreach (var template in templates)
            {
                var (body, isHeld) = extract(template.Apply(html, new Random(Seed)));
                switch (ArticleScore.Of(page.Body, body).F1)
                {
                    case < DegradedBelow:
                        degraded++;
                        degradedQuarantined += isHeld ? 1 : 0;
                        var (count, missed) = byTemplate[template.Name];
                        byTemplate[template.Name] = (count + 1, missed + (isHeld ? 0 : 1));
                        break;
                    case >= GoodFrom:
                        good++;
                        goodQuarantined += isHeld ? 1 : 0;
                        break;
                }
            }
        }

        return new QuarantineFigures(degraded, degradedQuarantined, good, goodQuarantined, byTemplate);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"broken templates: {DegradedQuarantined} of {Degraded} degraded extractions quarantined ({QuarantinedOfDegraded:P1}), {GoodQuarantined} of {Good} good ones ({QuarantinedOfGood:P1})");
}
