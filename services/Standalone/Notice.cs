using Microsoft.Extensions.Options;
using Syndication.Hosting;

namespace Syndication.Standalone;

/// <summary>Where to look.</summary>
internal static class Notice
{
    /// <summary>How to get machine translation where there is none.</summary>
    public const string Engines =
        "To have them translated by machine: apt-get install apertium apertium-fr-es apertium-eng-spa, or name another engine with Translation__Engines__0__Kind and __Url.";

    public static Task WriteAsync(TextWriter output, WebApplication app, DataFolder folder)
    {
        var options = app.Services.GetRequiredService<IOptions<SyndicationOptions>>().Value;
        var language = options.Languages[0];
        return output.WriteLineAsync($"""
            Syndication serves {(folder.IsDemonstration ? "a demonstration with invented releases" : folder.Path)}

              feeds     {options.PublicUrl}/feeds/{language}.rss  .atom  .json
                        languages {string.Join(", ", options.Languages)}; filters ?topic= country= office= org= source= origin=
              releases  {options.PublicUrl}/api/releases
              search    {options.PublicUrl}/api/search?q=
              translate {options.PublicUrl}/api/translations
              webhooks  {options.PublicUrl}/api/webhooks
              health    {options.PublicUrl}/health/ready
              data      {folder.Path}
              key       {Path.Combine(folder.Path, "admin.key")} (Authorization: Bearer KEY)

            Ctrl+C stops it.
            """);
    }
}
