using MassTransit;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Held;
using Syndication.Ingestion.Intake;
using Syndication.Ingestion.Offices;
using Syndication.Ingestion.Quarantine;
using Syndication.Ingestion.ReleaseLog;
using Syndication.Ingestion.Releases;

namespace Syndication.Ingestion;

/// <summary>
/// Publishes every fact of the release log and lists them; consumes finished translations for the log.
/// Serves /api/releases, /api/quarantine, /api/sources, /internal/log. Stores the log, aliases, what is held and in doubt,
/// what each source repeats and which offices it has.
/// </summary>
public sealed class IngestionModule : IServiceModule
{
    public const string ServiceName = "ingestion";

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<IngestionOptions>().BindConfiguration(IngestionOptions.Section)
            .Validate(options => options.FolderInterval > TimeSpan.Zero, "Ingestion__FolderInterval has to be longer than nothing.")
            .ValidateOnStart();
        builder.AddReleaseProjection(ServiceName, ReleaseIndexes.Order);
        services.AddSingleton<Extractor>();
        services.AddSingleton<LogStore>();
        services.AddSingleton<LogTail>();
        services.AddSingleton<LogAppender>();
        services.AddSingleton<AliasStore>();
        services.AddSingleton<HeldStore>();
        services.AddSingleton<WindowStore>();
        services.AddSingleton<QuarantineStore>();
        services.AddSingleton<Acceptance>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<TranslationJoining>();
        services.AddSingleton<SourceProfileStore>();
        services.AddSingleton<DirectoryStore>();
        services.AddSingleton<PageIntake>();
        services.AddSingleton<FeedReader>();
        services.AddSingleton<BatchExtraction>();
        services.AddSingleton<BatchIntake>();
        services.AddHostedService(provider => provider.GetRequiredService<LogAppender>());
        services.AddHostedService<ListKeeper>();
        services.AddHostedService<Dispatcher>();
        services.AddHostedService<HeldOpener>();
        services.AddHostedService<HeldPreparer>();
        services.AddHostedService<FolderWatcher>();
        builder.AddClockWatch();
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ListReleaseConsumer, ListReleaseConsumerDefinition>();
        bus.AddConsumer<AppendTranslationConsumer, AppendTranslationConsumerDefinition>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPages();
        endpoints.MapReleases();
        endpoints.MapQuarantine();
        endpoints.MapSources();
        endpoints.MapDirectories();
        endpoints.MapLog();
    }
}
