using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Projection;

namespace Syndication.Translation.Jobs;

/// <summary>Brings the jobs of a release in line with what the log says of it.</summary>
internal sealed class JobPlanner(
    [FromKeyedServices(TranslationModule.ServiceName)] ReleaseProjection projection,
    JobStore jobs,
    Bell<JobRunner> bell,
    IOptions<TranslationOptions> options,
    IOptions<SyndicationOptions> installation)
{
    public async Task ApplyAsync(ReleaseFact fact, CancellationToken cancellationToken)
    {
        await projection.ApplyAsync(fact, cancellationToken);

        // Also for a fact that changed nothing: it may have come before, and its process may have died in between.
        await PlanAsync(fact.Release.Id.ToString(), cancellationToken);
    }

    public async Task PlanAsync(string release, CancellationToken cancellationToken)
    {
        if (await projection.Rows.GetAsync(release, cancellationToken) is not { Original: not null } row)
        {
            return;
        }

        var languages = TargetLanguages().Concat(row.Translations.Select(text => text.Language)).Distinct();
        foreach (var language in languages)
        {
            await PlanAsync(row.Id, language, cancellationToken);
        }
    }

    /// <summary>The languages into which this installation translates.</summary>
    public IEnumerable<string> TargetLanguages()
    {
        // Binding leaves the list empty where nothing is configured; Hosting fills it in, tests without a host do not.
        var configured = installation.Value.Languages.Length == 0 ? SyndicationOptions.DefaultLanguages : installation.Value.Languages;
        return configured.Concat(options.Value.Policies.Keys).Distinct();
    }

    private async Task PlanAsync(string release, string language, CancellationToken cancellationToken)
    {
        while (await projection.Rows.GetAsync(release, cancellationToken) is { } row)
        {
            var known = await jobs.FindAsync(release, language, cancellationToken);
            var next = JobPlan.Next(row, language, known, options.Value.PolicyOf(language));
            if (next is null || ReferenceEquals(next, known))
            {
                return;
            }

            if (await jobs.SaveAsync(known, next, cancellationToken) is not null)
            {
                bell.Ring();
                return;
            }
        }
    }
}
